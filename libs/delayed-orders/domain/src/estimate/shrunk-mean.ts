/** A mean that forgets: how many observations it still remembers, and their sum. */
export interface ShrunkMean {
  count: number;
  sum: number;
}

/** A mean of nothing yet. */
export const noMean = (): ShrunkMean => ({ count: 0, sum: 0 });

/** A mean believed before anything was seen, as if observed `count` times. */
export const believedMean = (mean: number, count: number): ShrunkMean => ({
  count,
  sum: mean * count,
});

/** Adds one observation; every earlier one then weighs `kept` (0 to 1) of what it did. */
export function observe(mean: ShrunkMean, value: number, kept: number): void {
  mean.count = rounded(mean.count * kept + 1);
  mean.sum = rounded(mean.sum * kept + value);
}

/** The mean itself; NaN of nothing. */
export function meanOf({ count, sum }: ShrunkMean): number {
  return sum / count;
}

/**
 * How far a mean lies from a centre, shrunk towards it as if `strength` more observations had lain
 * exactly there (prediction.md: "shrunk with 20 orders, minus 38"). 0 where nothing is known.
 */
export function deviation(mean: ShrunkMean | undefined, centre: number, strength: number): number {
  if (mean === undefined) return 0;
  return (mean.sum - mean.count * centre) / (mean.count + strength);
}

/** Keeps snapshots small; the fourth decimal of a minute is noise. */
function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
