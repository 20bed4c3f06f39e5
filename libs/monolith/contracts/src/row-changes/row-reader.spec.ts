import { AbsurdMomentError } from '../instant.js';
import type { RowChange } from './row-change.js';
import { RowReader, UNAVAILABLE, UnreadableColumnError } from './row-reader.js';

const HOUR_MS = 3_600_000;
const seoul = (wallClockMs: number): number => wallClockMs - 9 * HOUR_MS;
const NOON = '2026-10-03T12:00:00Z';

/** A reader of a row with the one column `it`. */
function readerOf(value: unknown, type?: string): RowReader {
  const change: RowChange = {
    table: 'orders',
    operation: 'u',
    row: { it: value },
    typeOf: (column) => (column === 'it' ? type : undefined),
    position: 0n,
    committedAt: undefined,
  };
  return new RowReader(change, seoul);
}

const READS = {
  id: (reader: RowReader) => reader.id('it'),
  whole: (reader: RowReader) => reader.whole('it'),
  text: (reader: RowReader) => reader.text('it', 5),
  moment: (reader: RowReader) => reader.moment('it'),
  cents: (reader: RowReader) => reader.cents('it'),
} as const;
const all = Object.entries(READS);

describe('RowReader', () => {
  it.each(all)('%s tells a row without a value from a change that is silent', (_, read) => {
    expect(read(readerOf(null))).toBeNull();
    expect(read(readerOf(undefined))).toBeUndefined();
  });

  it.each(all)('%s takes an unavailable long value for silence', (_, read) => {
    expect(read(readerOf(UNAVAILABLE))).toBeUndefined();
  });

  it.each(all)('%s refuses an object, naming the column and no value (I8)', (_, read) => {
    const reading = (): unknown => read(readerOf({ secret: 'ada@example.com' }));
    expect(reading).toThrow(UnreadableColumnError);
    expect(reading).toThrow(/^orders\.it: [a-z0-9 ]+ is expected$/);
  });

  it.each([
    [0, 0],
    [7, 7],
    ['7', 7],
    ['0000000000000007', 7],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  ])('reads %j as the whole number %p', (value, expected) => {
    expect(readerOf(value).whole('it')).toBe(expected);
  });

  it.each([-1, 1.5, 2 ** 53, '9999999999999999', '-1', '1.0', '0x10', '', ' 7', true])(
    'refuses %j as a whole number',
    (value) => expect(() => readerOf(value).whole('it')).toThrow('a whole number'),
  );

  it('reads ids from 1 on: the domain has no order, restaurant, consumer or courier 0', () => {
    expect(readerOf(1).id('it')).toBe(1);
    expect(() => readerOf(0).id('it')).toThrow('a positive whole number');
    expect(() => readerOf('0').id('it')).toThrow('a positive whole number');
  });

  it('reads texts up to a length', () => {
    expect(readerOf('12345').text('it', 5)).toBe('12345');
    expect(() => readerOf('123456').text('it', 5)).toThrow('a text of at most 5 characters');
  });

  it.each<[string, unknown]>([
    ['milliseconds', Date.parse('2026-10-03T21:00:00Z')],
    ['microseconds', Date.parse('2026-10-03T21:00:00Z') * 1e3],
    ['local ISO 8601', '2026-10-03T21:00:00'],
    ['local time as SQL writes it', '2026-10-03 21:00:00.000000'],
    ['ISO 8601 with Z', NOON],
    ['ISO 8601 with an offset', '2026-10-03T14:00:00+02:00'],
    ['time with an offset as SQL writes it', '2026-10-03 14:00:00+02'],
  ])('reads a moment in %s', (_, value) => {
    expect(readerOf(value).moment('it')).toEqual(new Date(NOON));
  });

  it('reads a wall clock that ends in Z by its type', () => {
    const type = 'io.debezium.time.IsoTimestamp';
    expect(readerOf('2026-10-03T21:00:00Z', type).moment('it')).toEqual(new Date(NOON));
    const zoned = 'io.debezium.time.ZonedTimestamp';
    expect(readerOf(NOON, zoned).moment('it')).toEqual(new Date(NOON));
  });

  it.each(['tomorrow', '', '2026-10-03', '12:00', true, [NOON], 'x'.repeat(1_000_000)])(
    'refuses what is no moment',
    (value) => expect(() => readerOf(value).moment('it')).toThrow('a date and time'),
  );

  it.each([0, -1, '2026-02-31T12:00:00', '2200-10-03 12:00:00', Date.UTC(2200, 0, 1)])(
    'refuses the absurd moment %j',
    (value) => expect(() => readerOf(value).moment('it')).toThrow(AbsurdMomentError),
  );

  it('reads times of day by their type, and refuses what is none', () => {
    expect(readerOf(60_000_000, 'io.debezium.time.Time').time('it')).toBe('16:40');
    expect(readerOf(60_000_000).time('it')).toBe('00:01');
    expect(readerOf(null).time('it')).toBeUndefined();
    expect(() => readerOf('noon').time('it')).toThrow('orders.it: a time of day is expected');
  });

  it('reads amounts of money, and refuses what is none', () => {
    expect(readerOf('61.70').cents('it')).toBe(6170);
    expect(() => readerOf('much').cents('it')).toThrow('an amount of money');
  });

  it('demands a value where it is told to', () => {
    expect(readerOf(7).required('it', 7)).toBe(7);
    expect(readerOf(0).required('it', 0)).toBe(0);
    expect(() => readerOf(null).required('it', null)).toThrow('orders.it: a value is expected');
    expect(() => readerOf(undefined).required('it', undefined)).toThrow('a value');
  });

  it('demands a column where it is told to, but no value in it', () => {
    expect(readerOf(null).existing('it', null)).toBeNull();
    expect(() => readerOf(null).existing('that', undefined)).toThrow(
      'orders.that: the column is expected',
    );
  });
});
