import { POSITION } from './estimate-inputs.js';
import type { EstimateKnowledge } from './estimate-knowledge.js';
import type { OrderRow } from './order-row.js';
import { INPUT_MEANS, INPUT_SCALES } from './shipped-weights.js';

/** Instants in ms by which a quarter, half and three quarters of such orders are delivered. */
export interface DeliveryRange {
  readonly quarterMs: number;
  readonly halfMs: number;
  readonly threeQuartersMs: number;
}

const MINUTE_MS = 60_000;
/** The quantiles would run away with a curve that hardly counts. */
const LEAST_CURVE_WEIGHT = 0.3;
/** The log-odds of 3 to 1. */
const THREE_TO_ONE = Math.log(3);

/**
 * When the order of a filled row is delivered: the curve, moved by what the other inputs say. All
 * else fixed, the log-odds are linear in the curve's logit, so the model's quantile is the curve's
 * at another share. No instant lies before `nowMs`.
 */
export function deliveryRange(
  row: OrderRow,
  { curves, weights: { weights } }: EstimateKnowledge,
  tickMs: number,
  nowMs: number,
): DeliveryRange {
  const weight = weights[POSITION.curve] ?? 0;
  const others = row.logOdds() - weight * (row.values[POSITION.curve] ?? 0);
  const scale = 1 / ((INPUT_SCALES[POSITION.curve] ?? 1) * Math.max(weight, LEAST_CURVE_WEIGHT));
  const centre = INPUT_MEANS[POSITION.curve] ?? 0;
  const stayed = row.stayedAt(tickMs);
  const minutesUntil = (undelivered: number, from: number): number => {
    const left = 1 / (1 + Math.exp(-(centre + scale * (undelivered - others))));
    return curves.minutesUntil(row.stage, stayed, left, row.missing, from);
  };
  const quarter = minutesUntil(THREE_TO_ONE, 0);
  const half = minutesUntil(0, quarter);
  const threeQuarters = minutesUntil(-THREE_TO_ONE, half);
  const instant = (minutes: number): number =>
    Math.max(nowMs, Math.round(tickMs + minutes * MINUTE_MS));
  return {
    quarterMs: instant(quarter),
    halfMs: instant(half),
    threeQuartersMs: instant(threeQuarters),
  };
}
