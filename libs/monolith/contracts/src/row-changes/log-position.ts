import type { JsonObject } from '../json.js';
import { isJsonObject } from '../json.js';

/** Within one position of the log: a snapshot's row first, then the changes in their order. */
const ORDER_BITS = 20n;
const LARGEST_ORDER = 2n ** ORDER_BITS - 1n;
const BINLOG_OFFSET_BITS = 40n;

/**
 * Where a row change stands in the log of its database, as one number that grows along the log.
 *
 * PostgreSQL: `lsn`, then the change's place in its transaction. MySQL: the number of the binlog
 * file, `pos`, `row`. A row that a snapshot read shares its position with the first change after
 * it, which must win: so a snapshot's row counts as before everything at its position.
 * @returns 0 when the source tells none.
 */
export function logPosition(source: JsonObject, isSnapshot: boolean, transaction: unknown): bigint {
  const lsn = whole(source['lsn']);
  if (lsn !== undefined) return within(lsn, isSnapshot, placeIn(transaction));
  const [file, offset] = [binlogNumber(source['file']), whole(source['pos'])];
  if (file === undefined || offset === undefined) return 0n;
  return within((file << BINLOG_OFFSET_BITS) + offset, isSnapshot, whole(source['row']) ?? 0n);
}

function within(position: bigint, isSnapshot: boolean, place: bigint): bigint {
  const order = isSnapshot ? 0n : place + 1n;
  return (position << ORDER_BITS) + (order < LARGEST_ORDER ? order : LARGEST_ORDER);
}

const placeIn = (transaction: unknown): bigint =>
  (isJsonObject(transaction) ? whole(transaction['total_order']) : undefined) ?? 0n;

/** `mysql-bin.000003` is file 3. */
function binlogNumber(file: unknown): bigint | undefined {
  const digits = typeof file === 'string' ? /\.(\d{1,18})$/.exec(file)?.[1] : undefined;
  return digits === undefined ? undefined : BigInt(digits);
}

function whole(value: unknown): bigint | undefined {
  if (typeof value === 'number')
    return Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : undefined;
  return typeof value === 'string' && /^\d{1,18}$/.test(value) ? BigInt(value) : undefined;
}
