import { instantOf } from '../replay/local-time.js';
import { PUBLISHED_FIGURES, type QuantilePoint } from './published-figures.js';
import { interpolate } from './quantile-curve.js';
import type { SeededRandom } from './seeded-random.js';

const DAY_MS = 86_400_000;
const HALF_HOUR_MS = 1_800_000;
const OPENS = '18:00';

/** One made dinner: from 18:00 local time, and when its orders are placed, in order. */
export interface MadeEvening {
  readonly startsAt: Date;
  readonly createdAt: readonly Date[];
}

/**
 * Spreads orders over as many evenings as keep each near the published number; fewer orders than
 * one evening has make a quieter evening, not a shorter one. `firstDay` is local (`YYYY-MM-DD`).
 */
export function madeEvenings(
  random: SeededRandom,
  orders: number,
  firstDay: string,
  timeZone: string,
): MadeEvening[] {
  const count = Math.max(1, Math.round(orders / PUBLISHED_FIGURES.stages.ordersPerEvening));
  return Array.from({ length: count }, (_, index) => {
    const day = new Date(Date.parse(`${firstDay}T00:00:00Z`) + index * DAY_MS);
    const startsAt = instantOf(day.toISOString().slice(0, 10), OPENS, timeZone);
    const share = Math.floor(((index + 1) * orders) / count) - Math.floor((index * orders) / count);
    return { startsAt, createdAt: arrivals(random, startsAt, share) };
  });
}

function arrivals(random: SeededRandom, startsAt: Date, orders: number): Date[] {
  return Array.from({ length: orders }, () => {
    const halfHours = interpolate(HALF_HOUR_BY_SHARE, random.uniform());
    return Math.floor((halfHours * HALF_HOUR_MS) / 1000) * 1000;
  })
    .sort((a, b) => a - b)
    .map((offsetMs) => new Date(startsAt.getTime() + offsetMs));
}

const HALF_HOUR_BY_SHARE: readonly QuantilePoint[] = cumulated(
  PUBLISHED_FIGURES.stages.halfHourShares,
);

function cumulated(shares: readonly number[]): QuantilePoint[] {
  const points: QuantilePoint[] = [[0, 0]];
  let sum = 0;
  for (const [index, share] of shares.entries()) points.push([(sum += share), index + 1]);
  return points;
}
