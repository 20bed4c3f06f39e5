import type { Sample } from '../samples.js';
import type { Example } from './catalogue.js';

/** A sample as an example. @throws Error for one whose body is no JSON */
export function exampleOf({ kind, about, headers, body }: Sample): Example {
  if (body === undefined) throw new Error(`the sample ${kind} is no JSON and no example`);
  const hasHeaders = Object.keys(headers).length > 0;
  return { name: kind, about, payload: body, ...(hasHeaders ? { headers } : {}) };
}
