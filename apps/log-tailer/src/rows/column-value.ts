/** A value as it stands in a published row. */
export type ColumnValue = string | number | boolean | null;

/** One row by its columns' names. */
export type Row = Readonly<Record<string, ColumnValue>>;

/** Stands for a long value that the change did not touch, so that the log does not hold it. */
export const UNAVAILABLE = '__debezium_unavailable_value';

/** PostgreSQL's own numbers of its types; they never change. */
const TYPES = {
  bool: 16,
  int8: 20,
  int2: 21,
  int4: 23,
  float4: 700,
  float8: 701,
  date: 1082,
  time: 1083,
  timestamp: 1114,
  timestamptz: 1184,
} as const;

const READERS: Readonly<Record<number, (text: string) => ColumnValue>> = {
  [TYPES.bool]: (text) => text === 't',
  [TYPES.int2]: Number,
  [TYPES.int4]: Number,
  [TYPES.int8]: readInteger,
  [TYPES.float4]: readFloat,
  [TYPES.float8]: readFloat,
  [TYPES.date]: readDate,
  [TYPES.time]: readTime,
  [TYPES.timestamp]: readTimestamp,
  [TYPES.timestamptz]: readInstant,
};

/**
 * A column's text as Debezium publishes its type (with `decimal.handling.mode=string`): integers
 * as numbers, `timestamp` as microseconds since 1970 on the wall clock read as if it were UTC,
 * `time` as microseconds since midnight, `date` as days since 1970, `timestamptz` as ISO text in
 * UTC. Every other type, and what its type cannot hold (`infinity`, a year of five digits, a
 * bigint that no JSON number can), stays the text that it is: never a wrong value, never none.
 *
 * Needs the sessions' {@link TEXT_FORM}. Never throws.
 */
export const readColumn = (typeOid: number, text: string): ColumnValue =>
  READERS[typeOid]?.(text) ?? text;

function readInteger(text: string): ColumnValue {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : text;
}

/** JSON knows neither NaN nor Infinity. */
function readFloat(text: string): ColumnValue {
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}

const DAY_MS = 86_400_000;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,6}))?$/;
const DATE_AND_TIME = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?)(\+00)?$/;

function readDate(text: string): ColumnValue {
  return DATE.test(text) ? Date.parse(`${text}T00:00:00Z`) / DAY_MS : text;
}

function readTime(text: string): ColumnValue {
  const parts = TIME.exec(text);
  if (parts === null) return text;
  const [, hours, minutes, seconds, fraction = ''] = parts;
  const wholeSeconds = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return wholeSeconds * 1_000_000 + Number(fraction.padEnd(6, '0'));
}

/** Exact to the microsecond until the year 2255, where a JSON number ends to be. */
function readTimestamp(text: string): ColumnValue {
  const [, date, time] = DATE_AND_TIME.exec(text) ?? [];
  if (date === undefined || time === undefined) return text;
  return Date.parse(`${date}T00:00:00Z`) * 1000 + Number(readTime(time));
}

function readInstant(text: string): ColumnValue {
  const [, date, time, offset] = DATE_AND_TIME.exec(text) ?? [];
  return offset === undefined ? text : `${date}T${time}Z`;
}
