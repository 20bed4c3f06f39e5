import { check, resolveConfig } from 'prettier';
import { ROOT } from './checkout.js';

/** Whether the repository's prettier would leave the text of a file with this name as it is. */
export async function isFormatted(text: string, name: string): Promise<boolean> {
  const filepath = `${ROOT}docs/${name}`;
  return check(text, { ...(await resolveConfig(filepath)), filepath });
}
