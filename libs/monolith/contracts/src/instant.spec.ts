import { AbsurdMomentError, Moment, toInstant } from './instant.js';

const seoul = (wallClockMs: number): number => wallClockMs - 9 * 3_600_000;

describe('toInstant', () => {
  it.each([
    ['2026-10-03T18:40:00Z', '2026-10-03T18:40:00.000Z'],
    ['2026-10-03T18:40Z', '2026-10-03T18:40:00.000Z'],
    ['2026-10-03T18:40:00.123456789Z', '2026-10-03T18:40:00.123Z'],
    ['2026-10-03T18:40:00-07:00', '2026-10-04T01:40:00.000Z'],
    ['2026-10-03T18:40:00+05:45', '2026-10-03T12:55:00.000Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
  ])('reads %s as %s', (moment, expected) => {
    expect(toInstant(moment, () => NaN).toISOString()).toBe(expected);
  });

  it("reads a moment without an offset in the monolith's zone", () => {
    expect(toInstant('2026-10-03T18:40:00', seoul)).toEqual(new Date('2026-10-03T09:40:00Z'));
  });

  it.each([
    ['31 February', '2026-02-31T12:00:00Z'],
    ['29 February of a common year', '2026-02-29T12:00:00Z'],
    ['month 13', '2026-13-03T12:00:00Z'],
    ['month 0', '2026-00-03T12:00:00Z'],
    ['hour 24', '2026-10-03T24:00:00Z'],
    ['minute 60', '2026-10-03T18:60:00Z'],
    ['second 75', '2026-10-03T18:40:75Z'],
    ['an offset of 99 hours', '2026-10-03T18:40:00+99:00'],
    ['the year 1970', '1970-01-01T00:00:00Z'],
    ['the year 26', '0026-10-03T18:40:00Z'],
    ['the year 2100', '2100-01-01T00:00:00Z'],
    ['no date at all', 'soon'],
  ])('refuses %s', (_, moment) => {
    expect(() => toInstant(moment, seoul)).toThrow(AbsurdMomentError);
  });

  it('refuses what the time zone cannot tell', () => {
    expect(() => toInstant('2026-10-03T18:40:00', () => NaN)).toThrow(AbsurdMomentError);
  });

  it('says what is wrong without the moment itself', () => {
    expect(new AbsurdMomentError('2026-02-31T12:00:00Z').message).not.toContain('2026-02');
  });
});

describe('Moment', () => {
  it.each(['2026-10-03', '18:40', '2026-10-03 18:40:00Z', '', '2026-10-03T18:40:00ZZ'])(
    'is not %p',
    (text) => expect(Moment.safeParse(text).success).toBe(false),
  );
});
