import fc from 'fast-check';
import { seededRandom } from './seeded-random.js';

const draw = (seed: number, count: number): number[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => random());
};

describe('chance that can be repeated', () => {
  it('is always the same for the same seed, and another for another', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 31 }), (seed) => {
        expect(draw(seed, 20)).toEqual(draw(seed, 20));
        expect(draw(seed, 20)).not.toEqual(draw(seed + 1, 20));
      }),
    );
  });

  it('is always at least 0 and below 1', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        for (const value of draw(seed, 50)) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThan(1);
        }
      }),
    );
  });

  it('chooses each of six about as often as the others', () => {
    const counts = Array<number>(6).fill(0);
    for (const value of draw(7, 60_000))
      counts[Math.floor(value * 6)] = (counts[Math.floor(value * 6)] ?? 0) + 1;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });
});
