import type { ColumnValue, Row } from './column-value.js';
import { UNAVAILABLE } from './column-value.js';
import type { Envelope } from './envelope.js';

/** What had to be left out of a message to make it small enough. */
export type ShrinkCause = 'before_left_out' | 'columns_left_out';

/** The publisher takes no larger body, and no consumer of ours reads one. */
export const LARGEST_BODY_BYTES = 1024 * 1024;

/** One character of text is at most six bytes of JSON (`\u0000`); a column's name and marks the rest. */
const BYTES_PER_CHARACTER = 6;
const BYTES_AROUND_A_VALUE = 6 * 63 + 50;
const BYTES_AROUND_THE_ROWS = 2_000;

/**
 * Makes an envelope fit into a message. One that is too large goes without `before`; if that is
 * not enough, its longest texts are replaced by Debezium's mark for a value that is not at hand,
 * the key's never. The row is told in any case: a consumer learns which row changed, and that it
 * has not all of it.
 *
 * @param key columns that must stay
 */
export function fitEnvelope(
  envelope: Envelope,
  key: readonly string[],
): { readonly envelope: Envelope; readonly causes: readonly ShrinkCause[] } {
  if (surelyFits(envelope) || fits(envelope)) return { envelope, causes: [] };
  // A deletion's old row is all that it has.
  const rowName = envelope.op === 'd' ? 'before' : 'after';
  const hasSpareBefore = rowName === 'after' && envelope.before !== null;
  const bare = hasSpareBefore ? { ...envelope, before: null } : envelope;
  const causes: ShrinkCause[] = hasSpareBefore ? ['before_left_out'] : [];
  if (fits(bare)) return { envelope: bare, causes };
  const row = withoutLongest(bare[rowName] ?? {}, key, (shorter) =>
    fits({ ...bare, [rowName]: shorter }),
  );
  return { envelope: { ...bare, [rowName]: row }, causes: [...causes, 'columns_left_out'] };
}

/** Roughly how much memory an envelope's values take. */
export const weightOf = ({ before, after }: Envelope): number =>
  BYTES_AROUND_THE_ROWS + charactersOf(before) + charactersOf(after);

const charactersOf = (row: Row | null): number =>
  row === null ? 0 : Object.values(row).reduce<number>((sum, value) => sum + lengthOf(value), 0);

const lengthOf = (value: ColumnValue | undefined): number =>
  typeof value === 'string' ? value.length : 1;

/** Spares nearly every message the reckoning of its JSON. */
function surelyFits(envelope: Envelope): boolean {
  const { before, after } = envelope;
  const values = Object.keys(before ?? {}).length + Object.keys(after ?? {}).length;
  const most = weightOf(envelope) * BYTES_PER_CHARACTER + values * BYTES_AROUND_A_VALUE;
  return most <= LARGEST_BODY_BYTES;
}

/** Its JSON is not even made when its characters alone are too many: a row may have a gigabyte. */
function fits(envelope: Envelope): boolean {
  const atLeast = charactersOf(envelope.before) + charactersOf(envelope.after);
  if (atLeast > LARGEST_BODY_BYTES) return false;
  return Buffer.byteLength(JSON.stringify(envelope)) <= LARGEST_BODY_BYTES;
}

function withoutLongest(row: Row, key: readonly string[], isEnough: (row: Row) => boolean): Row {
  const texts = Object.keys(row)
    .filter((name) => typeof row[name] === 'string' && !key.includes(name))
    .sort((one, other) => lengthOf(row[other]) - lengthOf(row[one]));
  const shrunk: Record<string, ColumnValue> = { ...row };
  for (const name of texts) {
    if (isEnough(shrunk)) break;
    shrunk[name] = UNAVAILABLE;
  }
  return shrunk;
}
