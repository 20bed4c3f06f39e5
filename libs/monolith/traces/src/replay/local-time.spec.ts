import fc from 'fast-check';
import { instantOf, nextLocalTime, wallClock } from './local-time.js';

const OAKLAND = 'America/Los_Angeles';
const zone = fc.constantFrom('UTC', 'Asia/Seoul', OAKLAND, 'Asia/Kolkata', 'Europe/Helsinki');
const instant = fc
  .integer({ min: Date.parse('2020-01-01T00:00:00Z'), max: Date.parse('2030-01-01T00:00:00Z') })
  .map((ms) => new Date(Math.floor(ms / 1000) * 1000));

describe('wallClock', () => {
  it('shows what a clock on the wall shows there', () => {
    const at = new Date('2026-10-03T01:30:00Z');
    expect(wallClock(at, OAKLAND).toISOString()).toBe('2026-10-02T18:30:00.000Z');
    expect(wallClock(at, 'Asia/Seoul').toISOString()).toBe('2026-10-03T10:30:00.000Z');
  });

  it('shows midnight as 00:00 of the new day', () => {
    const midnight = new Date('2026-10-02T15:00:00Z');
    expect(wallClock(midnight, 'Asia/Seoul').toISOString()).toBe('2026-10-03T00:00:00.000Z');
  });
});

describe('instantOf', () => {
  it.each([
    ['2026-07-01', '18:00', OAKLAND, '2026-07-02T01:00:00.000Z'],
    ['2026-12-01', '18:00', OAKLAND, '2026-12-02T02:00:00.000Z'],
    ['2026-11-01', '18:00', OAKLAND, '2026-11-02T02:00:00.000Z'],
    ['2026-03-08', '18:00', OAKLAND, '2026-03-09T01:00:00.000Z'],
    ['2026-10-03', '00:00', 'Asia/Seoul', '2026-10-02T15:00:00.000Z'],
  ])('knows that on %s %s in %s is %s', (day, time, timeZone, expected) => {
    expect(instantOf(day, time, timeZone).toISOString()).toBe(expected);
  });

  it.each([
    ['2026-03-08', OAKLAND, '02:30', '2026-03-08T03:30'],
    ['2026-03-29', 'Europe/Helsinki', '03:30', '2026-03-29T04:30'],
  ])(
    'takes a time that summer time skips on %s in %s for one after the gap',
    (day, zoneName, skipped, shown) => {
      const instant = instantOf(day, skipped, zoneName);
      expect(wallClock(instant, zoneName).toISOString()).toContain(shown);
    },
  );

  it('takes the first of two instants at which a clock shows the same', () => {
    expect(instantOf('2026-11-01', '01:30', OAKLAND).toISOString()).toBe(
      '2026-11-01T08:30:00.000Z',
    );
  });

  it('is undone by the wall clock', () => {
    fc.assert(
      fc.property(instant, zone, (at, timeZone) => {
        const shown = wallClock(at, timeZone).toISOString();
        const again = instantOf(shown.slice(0, 10), shown.slice(11, 16), timeZone);
        expect(wallClock(again, timeZone).toISOString().slice(0, 16)).toBe(shown.slice(0, 16));
      }),
    );
  });
});

describe('nextLocalTime', () => {
  it('is always ahead, by at most a day and an hour', () => {
    fc.assert(
      fc.property(instant, zone, (at, timeZone) => {
        const next = nextLocalTime(at, '23:30', timeZone);
        expect(next.getTime()).toBeGreaterThan(at.getTime());
        expect(next.getTime() - at.getTime()).toBeLessThanOrEqual(25 * 3_600_000);
        expect(wallClock(next, timeZone).toISOString()).toContain('T23:30:00');
      }),
    );
  });

  it('is tomorrow when the clock shows that time right now', () => {
    const now = new Date('2026-10-03T14:30:00Z');
    expect(nextLocalTime(now, '23:30', 'Asia/Seoul').toISOString()).toBe(
      '2026-10-04T14:30:00.000Z',
    );
  });
});
