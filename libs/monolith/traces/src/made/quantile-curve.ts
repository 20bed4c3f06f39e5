import { normalQuantile, normalShare } from './normal-distribution.js';
import type { QuantilePoint } from './published-figures.js';

/**
 * A distribution known by some quantiles: straight lines between them, nothing outside the first
 * and the last. Those of durations and amounts are straight in the logarithm.
 */
export class QuantileCurve {
  private constructor(
    private readonly points: readonly QuantilePoint[],
    private readonly logarithmic: boolean,
  ) {}

  /** Points by rising share and value. */
  static linear(points: readonly QuantilePoint[]): QuantileCurve {
    return new QuantileCurve(points, false);
  }

  /** As `linear`, for values that are all above 0. */
  static logarithmic(points: readonly QuantilePoint[]): QuantileCurve {
    return new QuantileCurve(
      points.map(([share, value]) => [share, Math.log(value)]),
      true,
    );
  }

  /** The value whose rank is that of `score` in a standard normal distribution. */
  valueAtScore(score: number): number {
    const value = interpolate(this.points, normalShare(score));
    return this.logarithmic ? Math.exp(value) : value;
  }

  /** The score in a standard normal distribution whose rank is that of `value` here. */
  scoreOf(value: number): number {
    const sought = this.logarithmic ? Math.log(value) : value;
    const flipped = this.points.map(([share, each]) => [each, share] as const);
    return normalQuantile(interpolate(flipped, sought));
  }
}

/** The height at `x` of the line through points of rising x; level before the first and after the last. */
export function interpolate(points: readonly QuantilePoint[], x: number): number {
  const next = points.findIndex(([each]) => each > x);
  const [x1, y1] = points.at(next === -1 ? -1 : next) ?? [0, 0];
  const [x0, y0] = points.at(next === -1 ? -1 : Math.max(next - 1, 0)) ?? [0, 0];
  return x1 === x0 ? y1 : y0 + ((y1 - y0) * (x - x0)) / (x1 - x0);
}
