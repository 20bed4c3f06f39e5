import fc from 'fast-check';
import type { ReadLocalTime } from './instant.js';
import {
  AbsurdMomentError,
  instantOfWallClock,
  isMoment,
  isWithinReason,
  Moment,
  toInstant,
} from './instant.js';

const HOUR_MS = 3_600_000;
const seoul: ReadLocalTime = (wallClockMs) => wallClockMs - 9 * HOUR_MS;
const utc: ReadLocalTime = (wallClockMs) => wallClockMs;
const unknowable: ReadLocalTime = () => NaN;
const NOON = Date.parse('2026-10-03T12:00:00Z');

const anyMs = fc.integer({ min: Date.UTC(2000, 0, 2), max: Date.UTC(2099, 11, 30) });

describe('toInstant', () => {
  it.each([
    ['2026-10-03T18:40:00Z', '2026-10-03T18:40:00.000Z'],
    ['2026-10-03T18:40Z', '2026-10-03T18:40:00.000Z'],
    ['2026-10-03T18:40:00.5Z', '2026-10-03T18:40:00.500Z'],
    ['2026-10-03T18:40:00.1239Z', '2026-10-03T18:40:00.123Z'],
    ['2026-10-03T18:40:00.123456789Z', '2026-10-03T18:40:00.123Z'],
    ['2026-10-03T18:40:00-07:00', '2026-10-04T01:40:00.000Z'],
    ['2026-10-03T18:40:00+05:45', '2026-10-03T12:55:00.000Z'],
    ['2026-10-03T18:40:00+02', '2026-10-03T16:40:00.000Z'],
    ['2026-10-03T18:40:00-00:00', '2026-10-03T18:40:00.000Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['2000-01-01T00:00:00Z', '2000-01-01T00:00:00.000Z'],
    ['2099-12-31T23:59:59.999Z', '2099-12-31T23:59:59.999Z'],
  ])('reads %s as %s, whatever the zone', (moment, expected) => {
    expect(toInstant(moment, unknowable).toISOString()).toBe(expected);
  });

  it.each([
    '2026-10-03T18:40:00',
    '2026-10-03T18:40',
    '2026-10-03T18:40:00.000',
    '2026-10-03T18:40:00.000000000',
  ])("reads %s, which has no offset, in the monolith's zone", (moment) => {
    expect(toInstant(moment, seoul)).toEqual(new Date('2026-10-03T09:40:00Z'));
  });

  it.each([
    ['31 February', '2026-02-31T12:00:00Z'],
    ['29 February of a common year', '2026-02-29T12:00:00Z'],
    ['31 April', '2026-04-31T12:00:00'],
    ['month 13', '2026-13-03T12:00:00Z'],
    ['month 0', '2026-00-03T12:00:00Z'],
    ['day 0', '2026-10-00T12:00:00Z'],
    ['hour 24', '2026-10-03T24:00:00Z'],
    ['minute 60', '2026-10-03T18:60:00Z'],
    ['second 60', '2026-10-03T23:59:60Z'],
    ['an offset of 99 hours', '2026-10-03T18:40:00+99:00'],
    ['the year 1970', '1970-01-01T00:00:00Z'],
    ['the year 26', '0026-10-03T18:40:00Z'],
    ['the last moment of 1999', '1999-12-31T23:59:59.999Z'],
    ['the year 2100', '2100-01-01T00:00:00Z'],
    ['the year 2200', '2200-10-03T18:40:00'],
    ['no date at all', 'soon'],
  ])('refuses %s', (_, moment) => {
    expect(() => toInstant(moment, utc)).toThrow(AbsurdMomentError);
  });

  it('refuses what the time zone cannot tell', () => {
    expect(() => toInstant('2026-10-03T18:40:00', unknowable)).toThrow(AbsurdMomentError);
  });

  it('refuses a local time whose instant lies outside, though its date does not', () => {
    expect(() => toInstant('2000-01-01T08:59:59', seoul)).toThrow(AbsurdMomentError);
    expect(toInstant('2000-01-01T09:00:00', seoul)).toEqual(new Date('2000-01-01T00:00:00Z'));
  });

  it('says what is wrong without the moment itself (I8)', () => {
    expect(new AbsurdMomentError('2026-02-31T12:00:00Z').message).not.toContain('2026-02');
  });

  it('reads back every instant that a machine writes', () => {
    fc.assert(
      fc.property(anyMs, (ms) => {
        expect(toInstant(new Date(ms).toISOString(), unknowable).getTime()).toBe(ms);
      }),
    );
  });
});

describe('instantOfWallClock', () => {
  it.each([
    ['milliseconds (MySQL datetime)', NOON],
    ['microseconds (PostgreSQL timestamp)', NOON * 1e3],
    ['nanoseconds', NOON * 1e6],
  ])("reads %s in the monolith's zone, the unit told by the size", (_, count) => {
    expect(instantOfWallClock(count, seoul)).toEqual(new Date(NOON - 9 * HOUR_MS));
  });

  it('gives the same instant in each unit, to the millisecond', () => {
    fc.assert(
      fc.property(anyMs, (ms) => {
        const micros = ms * 1e3;
        const nanos = Number(BigInt(ms) * 1_000_000n);
        const read = [ms, micros, nanos].map((count) => instantOfWallClock(count, utc).getTime());
        expect(read).toEqual([ms, ms, ms]);
      }),
      { numRuns: 1_000 },
    );
  });

  it('cuts what is finer than a millisecond, as a text is cut', () => {
    expect(instantOfWallClock(NOON * 1e3 + 123_999, utc)).toEqual(new Date(NOON + 123));
    expect(toInstant('2026-10-03T12:00:00.123999Z', utc)).toEqual(new Date(NOON + 123));
  });

  it.each([
    ['the year 1970', 0],
    ['a negative time', -NOON * 1e3],
    ['seconds', NOON / 1e3],
    ['the year 2200 in milliseconds', Date.UTC(2200, 9, 3)],
    ['the year 2200 in microseconds', Date.UTC(2200, 9, 3) * 1e3],
    ["PostgreSQL's infinity", 9_223_372_036_825_200_000],
    ['more than any number', Infinity],
    ['no number', NaN],
  ])('refuses %s', (_, count) => {
    expect(() => instantOfWallClock(count, utc)).toThrow(AbsurdMomentError);
  });

  it('refuses what the time zone cannot tell, or puts outside', () => {
    expect(() => instantOfWallClock(NOON, unknowable)).toThrow(AbsurdMomentError);
    expect(() => instantOfWallClock(Date.UTC(2000, 0, 1), seoul)).toThrow(AbsurdMomentError);
  });
});

describe('isWithinReason', () => {
  it.each([
    [Date.UTC(2000, 0, 1), true],
    [Date.UTC(2100, 0, 1) - 1, true],
    [Date.UTC(2000, 0, 1) - 1, false],
    [Date.UTC(2100, 0, 1), false],
    [9e15, false],
    [NaN, false],
  ])('says of %p: %p', (ms, expected) => expect(isWithinReason(ms)).toBe(expected));
});

describe('Moment', () => {
  it.each(['2026-10-03T18:40:00Z', '2026-10-03T18:40', '2026-02-31T00:00:00'])(
    'has the form of %s',
    (text) => {
      expect(isMoment(text)).toBe(true);
      expect(Moment.safeParse(text).success).toBe(true);
    },
  );

  it.each([
    '2026-10-03',
    '18:40',
    '2026-10-03 18:40:00Z',
    '',
    '2026-10-03T18:40:00ZZ',
    '2026-10-03T18:40:00.Z',
    `2026-10-03T18:40:00.${'0'.repeat(30)}Z`,
    '٢٠٢٦-10-03T18:40:00Z',
  ])('is not %j', (text) => {
    expect(isMoment(text)).toBe(false);
    expect(Moment.safeParse(text).success).toBe(false);
  });
});
