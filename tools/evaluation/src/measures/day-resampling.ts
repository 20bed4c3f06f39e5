import { SeededDraws } from './seeded-draws.js';

/** How often a day counts in one resampling. */
export type DayWeights = ReadonlyMap<string, number>;

/** The middle 90 % of a figure over resampled days. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 300;
const SEED = 1;

/**
 * Draws as many days as there are, with replacement, again and again: orders of one evening are
 * alike, so days, not orders, are what chance deals. The same days give the same draws.
 */
export function resampledDays(days: Iterable<string>): DayWeights[] {
  const distinct = [...new Set(days)].sort();
  const draws = new SeededDraws(SEED);
  return Array.from({ length: RESAMPLES }, () => {
    const weights = new Map<string, number>();
    for (let i = 0; i < distinct.length; i++) {
      const day = distinct[draws.below(distinct.length)] ?? '';
      weights.set(day, (weights.get(day) ?? 0) + 1);
    }
    return weights;
  });
}

/** Where a figure lies in nine of ten resamplings; those in which there is none are left out. */
export function intervalOf(
  resamples: readonly DayWeights[],
  figure: (weights: DayWeights) => number,
): Interval {
  const figures = resamples.map(figure).filter((each) => !Number.isNaN(each));
  const sorted = figures.sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  return { low: at(0.05), high: at(0.95) };
}
