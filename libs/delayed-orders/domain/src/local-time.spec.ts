import fc from 'fast-check';
import { instantOfLocalTime, localTimeOf } from './local-time.js';

const ZONES = ['UTC', 'America/Los_Angeles', 'Europe/Helsinki', 'Asia/Seoul', 'Asia/Kathmandu'];
const HOUR_MS = 3_600_000;
const instant = fc.integer({
  min: Date.UTC(2020, 0, 1) / 1000,
  max: Date.UTC(2035, 0, 1) / 1000,
});
const instantMs = instant.map((seconds) => seconds * 1000);

describe('instantOfLocalTime', () => {
  it.each([
    ['UTC', '2026-10-03T18:40:00Z', '2026-10-03T18:40:00Z'],
    ['Asia/Seoul', '2026-10-03T18:40:00Z', '2026-10-03T09:40:00Z'],
    ['America/Los_Angeles', '2026-07-01T12:00:00Z', '2026-07-01T19:00:00Z'],
    ['America/Los_Angeles', '2026-12-01T12:00:00Z', '2026-12-01T20:00:00Z'],
    ['Asia/Kathmandu', '2026-10-03T18:40:00Z', '2026-10-03T12:55:00Z'],
  ])('in %s reads a clock that shows %s as %s', (zone, shown, expected) => {
    expect(new Date(instantOfLocalTime(Date.parse(shown), zone))).toEqual(new Date(expected));
  });

  it('takes an hour that comes twice for its first pass', () => {
    const shown = Date.parse('2026-11-01T01:30:00Z');
    const read = instantOfLocalTime(shown, 'America/Los_Angeles');
    expect(new Date(read)).toEqual(new Date('2026-11-01T08:30:00Z'));
  });

  it('shifts a time that no clock shows by what was skipped', () => {
    const shown = Date.parse('2026-03-08T02:30:00Z');
    const read = instantOfLocalTime(shown, 'America/Los_Angeles');
    expect(new Date(localTimeOf(read, 'America/Los_Angeles'))).toEqual(
      new Date('2026-03-08T03:30:00Z'),
    );
  });

  it('reads back what a clock shows; only a repeated hour may give its first pass', () => {
    fc.assert(
      fc.property(instantMs, fc.constantFrom(...ZONES), (at, zone) => {
        const read = instantOfLocalTime(localTimeOf(at, zone), zone);
        expect([at, at - HOUR_MS]).toContain(read);
        expect(localTimeOf(read, zone)).toBe(localTimeOf(at, zone));
      }),
      { numRuns: 60 },
    );
  });
});
