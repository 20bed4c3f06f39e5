import { wallClock } from '../replay/local-time.js';
import { MADE_TIME_ZONE } from './made-trace.js';
import { type MadeEvening, madeEvenings } from './made-evenings.js';
import { SeededRandom } from './seeded-random.js';

function evenings(orders: number, firstDay = '2026-10-02'): MadeEvening[] {
  return madeEvenings(new SeededRandom(1), orders, firstDay, MADE_TIME_ZONE);
}

describe('madeEvenings', () => {
  it.each([
    [1, [1]],
    [240, [240]],
    [397, [397]],
    [398, [199, 199]],
    [800, [266, 267, 267]],
  ])('spreads %d orders as %j', (orders, expected) => {
    expect(evenings(orders).map(({ createdAt }) => createdAt.length)).toEqual(expected);
  });

  it('begins each at 18:00 local time on the next day, summer time or not', () => {
    const starts = evenings(800, '2026-10-31').map(({ startsAt }) => startsAt);
    expect(starts.map((at) => wallClock(at, MADE_TIME_ZONE).toISOString())).toEqual([
      '2026-10-31T18:00:00.000Z',
      '2026-11-01T18:00:00.000Z',
      '2026-11-02T18:00:00.000Z',
    ]);
  });

  it('has its orders on whole seconds, by time, within three and a half hours', () => {
    for (const { startsAt, createdAt } of evenings(2_000)) {
      const offsets = createdAt.map((at) => at.getTime() - startsAt.getTime());
      expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
      expect(offsets.every((offset) => offset % 1000 === 0)).toBe(true);
      expect(Math.min(...offsets)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...offsets)).toBeLessThan(3.5 * 3_600_000);
    }
  });
});
