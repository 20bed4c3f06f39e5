import { readColumn } from './column-value.js';

const BOOL = 16;
const INT8 = 20;
const INT2 = 21;
const INT4 = 23;
const JSON_TYPE = 114;
const FLOAT4 = 700;
const FLOAT8 = 701;
const VARCHAR = 1043;
const DATE = 1082;
const TIME = 1083;
const TIMESTAMP = 1114;
const TIMESTAMPTZ = 1184;
const NUMERIC = 1700;
const UUID = 2950;
const ENUM_OF_SOMEBODY = 98_765;

describe('a column’s text as Debezium publishes its type', () => {
  it.each([
    ['boolean', BOOL, 't', true],
    ['boolean', BOOL, 'f', false],
    ['smallint', INT2, '-7', -7],
    ['integer', INT4, '2147483647', 2_147_483_647],
    ['bigint', INT8, '42', 42],
    ['bigint', INT8, '9007199254740991', Number.MAX_SAFE_INTEGER],
    ['real', FLOAT4, '0.5', 0.5],
    ['double precision', FLOAT8, '-1e-05', -0.00001],
    ['numeric', NUMERIC, '2147483647.00', '2147483647.00'],
    ['varchar', VARCHAR, 'Chicken Vindaloo', 'Chicken Vindaloo'],
    ['varchar', VARCHAR, '', ''],
    ['varchar', VARCHAR, 't', 't'],
    ['json', JSON_TYPE, '{"a": 1}', '{"a": 1}'],
    ['uuid', UUID, '0b5fbd0e-5bd0-4e5b-9d55-2f6f0d3f6a10', '0b5fbd0e-5bd0-4e5b-9d55-2f6f0d3f6a10'],
    ['a type of the monolith’s own', ENUM_OF_SOMEBODY, 'MILD', 'MILD'],
  ])('%s: %i %j becomes %j', (_type, oid, text, value) => {
    expect(readColumn(oid, text)).toBe(value);
  });

  it.each([
    ['2026-10-03 18:40:00', 1_791_052_800_000_000],
    ['2026-10-03 18:40:00.5', 1_791_052_800_500_000],
    ['2026-10-03 18:40:00.123456', 1_791_052_800_123_456],
    ['1970-01-01 00:00:00', 0],
    ['1969-12-31 23:59:59.999999', -1],
    ['2028-02-29 00:00:00', 1_835_395_200_000_000],
  ])('timestamp: %s is microseconds since 1970 on the wall clock', (text, value) => {
    expect(readColumn(TIMESTAMP, text)).toBe(value);
  });

  it.each([
    ['00:00:00', 0],
    ['11:30:00', 41_400_000_000],
    ['23:59:59.999999', 86_399_999_999],
    ['24:00:00', 86_400_000_000],
  ])('time: %s is microseconds since midnight', (text, value) => {
    expect(readColumn(TIME, text)).toBe(value);
  });

  it.each([
    ['1970-01-01', 0],
    ['2026-10-03', 20_729],
    ['1969-12-31', -1],
  ])('date: %s is days since 1970', (text, value) => {
    expect(readColumn(DATE, text)).toBe(value);
  });

  it.each([
    ['2026-10-03 18:40:00+00', '2026-10-03T18:40:00Z'],
    ['2026-10-03 18:40:00.123456+00', '2026-10-03T18:40:00.123456Z'],
  ])('timestamptz: %s is ISO text in UTC', (text, value) => {
    expect(readColumn(TIMESTAMPTZ, text)).toBe(value);
  });

  it.each([
    ['a bigint that no JSON number holds', INT8, '9007199254740993'],
    ['a number that is none', FLOAT8, 'NaN'],
    ['a number without end', FLOAT8, '-Infinity'],
    ['a moment without end', TIMESTAMP, 'infinity'],
    ['a moment before our era', TIMESTAMP, '0044-03-15 12:00:00 BC'],
    ['a moment of a year with five digits', TIMESTAMP, '12026-10-03 18:40:00'],
    ['an instant without end', TIMESTAMPTZ, '-infinity'],
    ['an instant in another zone', TIMESTAMPTZ, '2026-10-03 18:40:00+09'],
    ['a day without end', DATE, 'infinity'],
    ['a time with a zone', TIME, '18:40:00+02'],
  ])('%s stays its text: never a wrong value, never none', (_what, oid, text) => {
    expect(readColumn(oid, text)).toBe(text);
  });
});
