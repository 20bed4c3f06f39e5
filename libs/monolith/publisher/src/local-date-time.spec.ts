import fc from 'fast-check';
import { toLocalDateTime } from './local-date-time.js';

describe('toLocalDateTime', () => {
  it.each([
    ['2026-10-03T18:40:00Z', 'UTC', '2026-10-03T18:40:00'],
    ['2026-10-03T18:40:00Z', 'America/Los_Angeles', '2026-10-03T11:40:00'],
    ['2026-10-03T18:40:00Z', 'Asia/Seoul', '2026-10-04T03:40:00'],
    ['2026-10-03T18:40:00.250Z', 'UTC', '2026-10-03T18:40:00.250'],
    // The same wall clock twice: the hour that the end of summer time repeats.
    ['2026-11-01T08:30:00Z', 'America/Los_Angeles', '2026-11-01T01:30:00'],
    ['2026-11-01T09:30:00Z', 'America/Los_Angeles', '2026-11-01T01:30:00'],
  ])('writes %s in %s as %s', (instant, zone, local) => {
    expect(toLocalDateTime(new Date(instant), zone)).toBe(local);
  });

  it('reads back as the same instant in UTC, to the millisecond, always', () => {
    const from = Date.UTC(2000, 0, 1);
    fc.assert(
      fc.property(fc.integer({ min: from, max: Date.UTC(2099, 11, 31) }), (instant) => {
        expect(Date.parse(`${toLocalDateTime(new Date(instant), 'UTC')}Z`)).toBe(instant);
      }),
    );
  });
});
