import { INPUT_MEANS, INPUT_SCALES } from './shipped-weights.js';

const MINUTE_MS = 60_000;
/** prediction.md, "curve": clipped to .003 to .997. */
const LEAST_PROBABILITY = 0.003;
/** An input further from its mean than so many standard deviations counts as just so far. */
const FURTHEST = 6;

/** An input in standard deviations from its mean; what is unknown (NaN) counts as the mean. */
export function standardised(position: number, raw: number): number {
  const value = (raw - (INPUT_MEANS[position] ?? 0)) * (INPUT_SCALES[position] ?? 1);
  if (value > FURTHEST) return FURTHEST;
  if (value < -FURTHEST) return -FURTHEST;
  return Number.isNaN(value) ? 0 : value;
}

/** Until an order counts as late: 0 once it does; NaN without a promise. */
export function minutesLeft(lateMs: number, nowMs: number): number {
  return lateMs < nowMs ? 0 : (lateMs - nowMs) / MINUTE_MS;
}

/** prediction.md: 5 / (minutes left + 5). */
export function nearness(left: number): number {
  return 5 / (left + 5);
}

/** The minutes between creation and promise; at least one. */
export function promisedMinutes(createdAt: Date, promisedAt: Date): number {
  return Math.max(1, (promisedAt.getTime() - createdAt.getTime()) / MINUTE_MS);
}

/** ln(1 + total), in whole units of the currency. */
export function logTotal(orderTotalCents: number): number {
  return Math.log(1 + Math.max(0, orderTotalCents) / 100);
}

/** The log-odds of a probability, clipped so that certainty is finite; NaN of NaN. */
export function clippedLogit(p: number): number {
  if (p < LEAST_PROBABILITY) return Math.log(LEAST_PROBABILITY / (1 - LEAST_PROBABILITY));
  if (p > 1 - LEAST_PROBABILITY) return Math.log((1 - LEAST_PROBABILITY) / LEAST_PROBABILITY);
  return Math.log(p / (1 - p));
}
