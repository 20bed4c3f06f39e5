/**
 * A place in PostgreSQL's write-ahead log, as the 64-bit number that it is. It only grows, as long
 * as the server stays the same.
 */
export type Lsn = bigint;

/** Reads PostgreSQL's way of writing it, such as `16/B374D848`. @throws SyntaxError */
export function lsnOf(text: string): Lsn {
  const [high, low] = text.split('/');
  return (BigInt(`0x${high}`) << 32n) + BigInt(`0x${low}`);
}

/** Writes it PostgreSQL's way. */
export const lsnText = (lsn: Lsn): string =>
  `${(lsn >> 32n).toString(16)}/${(lsn & 0xffffffffn).toString(16)}`.toUpperCase();

/**
 * As a JSON number, exact below 2^53: a log of 8 PiB, which at 100 MB/s takes 2,800 years.
 * @throws RangeError beyond, rather than let two places become one
 */
export function lsnNumber(lsn: Lsn): number {
  const number = Number(lsn);
  if (!Number.isSafeInteger(number)) throw new RangeError(`the log is beyond 8 PiB: ${lsn}`);
  return number;
}
