import { PostgresQuarantineReview } from '@ftgo/delayed-orders-persistence';
import { harmless } from '../harmless.js';
import { Refused } from '../refused.js';
import type { Surroundings } from '../surroundings.js';
import { printJson, withDatabase } from '../surroundings.js';

const LONGEST_SHOWN = 10_000;

/**
 * Prints one quarantined message whole. Its body is what somebody sent and nobody understood: what
 * a terminal would take for a command is shown as a question mark.
 */
export async function printMessage(
  around: Surroundings,
  key: string,
  asJson: boolean,
): Promise<void> {
  const message = await withDatabase(around, (database) =>
    new PostgresQuarantineReview(database).find(key),
  );
  if (message === undefined) throw new Refused(`there is no message with the key ${key}`);
  const { body, ...entry } = message;
  const text = body === null ? null : printable(body.toString('utf8'));
  if (asJson) return printJson(around.output, { ...entry, body: text });
  for (const [name, value] of Object.entries(entry)) {
    const shown = value instanceof Date ? value.toISOString() : harmless(JSON.stringify(value));
    around.output.print(`${name.padEnd(14)} ${shown}\n`);
  }
  around.output.print(`\n${text ?? '(it was too large to be kept)'}\n`);
}

const printable = (text: string): string =>
  text.slice(0, LONGEST_SHOWN).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '?');
