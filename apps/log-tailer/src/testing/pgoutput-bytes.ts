/** Writes messages as PostgreSQL's plugin `pgoutput` (version 1) sends them. */

/** A column of a table: its type's number, and whether it belongs to the key. */
export interface ColumnOf {
  readonly name: string;
  readonly typeOid: number;
  readonly isKey?: boolean;
}

/** A value as it lies in the log: text, null, or `untouched` (a long one that stayed as it was). */
export type LoggedText = string | null | typeof UNTOUCHED;

export const UNTOUCHED = Symbol('untouched');

export const INT8 = 20;
export const TEXT = 25;

const byte = (character: string): Buffer => Buffer.from(character, 'latin1');
const int16 = (value: number): Buffer => {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
};
const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const uint64 = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(value);
  return bytes;
};
const text = (value: string): Buffer => Buffer.from(`${value}\0`);

/** PostgreSQL counts microseconds from 2000. */
const microseconds = (epochMs: number): Buffer => uint64(BigInt(epochMs - 946_684_800_000) * 1000n);

export function beginBytes(commitLsn: bigint, committedAtMs: number, xid: number): Buffer {
  return Buffer.concat([byte('B'), uint64(commitLsn), microseconds(committedAtMs), uint32(xid)]);
}

export function commitBytes(commitLsn: bigint, endLsn: bigint, committedAtMs: number): Buffer {
  const places = [uint64(commitLsn), uint64(endLsn), microseconds(committedAtMs)];
  return Buffer.concat([byte('C'), byte('\0'), ...places]);
}

export function relationBytes(
  oid: number,
  name: string,
  columns: readonly ColumnOf[],
  { schema = 'public', identity = 'd' } = {},
): Buffer {
  const described = columns.flatMap((column) => [
    byte(column.isKey === true ? '\x01' : '\0'),
    text(column.name),
    uint32(column.typeOid),
    uint32(0xffff_ffff),
  ]);
  const head = [byte('R'), uint32(oid), text(schema), text(name), byte(identity)];
  return Buffer.concat([...head, int16(columns.length), ...described]);
}

export function insertBytes(oid: number, values: readonly LoggedText[]): Buffer {
  return Buffer.concat([byte('I'), uint32(oid), byte('N'), tuple(values)]);
}

/** @param before the old key (`K`) or the whole old row (`O`), where the log has one */
export function updateBytes(
  oid: number,
  values: readonly LoggedText[],
  before?: { readonly kind: 'K' | 'O'; readonly values: readonly LoggedText[] },
): Buffer {
  const old = before === undefined ? [] : [byte(before.kind), tuple(before.values)];
  return Buffer.concat([byte('U'), uint32(oid), ...old, byte('N'), tuple(values)]);
}

export function deleteBytes(oid: number, kind: 'K' | 'O', values: readonly LoggedText[]): Buffer {
  return Buffer.concat([byte('D'), uint32(oid), byte(kind), tuple(values)]);
}

export function truncateBytes(...oids: readonly number[]): Buffer {
  return Buffer.concat([byte('T'), uint32(oids.length), byte('\0'), ...oids.map(uint32)]);
}

export function messageBytes(lsn: bigint, prefix: string, content: string): Buffer {
  const body = Buffer.from(content);
  const head = [byte('M'), byte('\0'), uint64(lsn), text(prefix)];
  return Buffer.concat([...head, uint32(body.length), body]);
}

function tuple(values: readonly LoggedText[]): Buffer {
  return Buffer.concat([int16(values.length), ...values.map(column)]);
}

function column(value: LoggedText): Buffer {
  if (value === null) return byte('n');
  if (value === UNTOUCHED) return byte('u');
  const bytes = Buffer.from(value);
  return Buffer.concat([byte('t'), uint32(bytes.length), bytes]);
}
