import { intervalOf, resampledDays } from './day-resampling.js';
import { SeededDraws } from './seeded-draws.js';

const days = ['2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04'];

describe('resampledDays', () => {
  it('draws as many days as there are, again and again', () => {
    const resamples = resampledDays([...days, ...days]);
    expect(resamples.length).toBeGreaterThanOrEqual(200);
    for (const weights of resamples) {
      expect([...weights.values()].reduce((sum, weight) => sum + weight, 0)).toBe(days.length);
      expect([...weights.keys()].every((day) => days.includes(day))).toBe(true);
    }
  });

  it('draws the same for the same days, in whatever order they come', () => {
    expect(resampledDays(days)).toEqual(resampledDays(days.toReversed()));
  });

  it('draws days unequally often', () => {
    const counts = new Set(resampledDays(days).flatMap((weights) => [...weights.values()]));
    expect(counts.size).toBeGreaterThan(2);
  });
});

describe('intervalOf', () => {
  it('is where a figure lies in nine of ten resamplings', () => {
    const { low, high } = intervalOf(
      resampledDays(days),
      (weights) => weights.get('2026-10-01') ?? 0,
    );
    expect(low).toBe(0);
    expect(high).toBeGreaterThanOrEqual(2);
  });

  it('leaves out resamplings without a figure', () => {
    const { low, high } = intervalOf(resampledDays(days), (weights) =>
      weights.has('2026-10-01') ? 7 : Number.NaN,
    );
    expect([low, high]).toEqual([7, 7]);
  });

  it('is nothing where there never is one', () => {
    expect(intervalOf(resampledDays(days), () => Number.NaN).low).toBeNaN();
  });
});

describe('SeededDraws', () => {
  it('draws the same for the same seed, within bounds', () => {
    const [one, other] = [new SeededDraws(7), new SeededDraws(7)];
    const drawn = Array.from({ length: 500 }, () => one.below(6));
    expect(drawn).toEqual(Array.from({ length: 500 }, () => other.below(6)));
    expect(new Set(drawn)).toEqual(new Set([0, 1, 2, 3, 4, 5]));
    expect(new SeededDraws(8).uniform()).not.toBe(new SeededDraws(7).uniform());
  });
});
