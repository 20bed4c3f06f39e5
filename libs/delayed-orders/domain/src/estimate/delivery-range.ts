import { POSITION } from './estimate-inputs.js';
import type { EstimateKnowledge } from './estimate-knowledge.js';
import type { OrderRow } from './order-row.js';
import { INPUT_MEANS } from './shipped-weights.js';

/** Instants in ms by which a quarter, half and three quarters of such orders are delivered. */
export interface DeliveryRange {
  readonly quarterMs: number;
  readonly halfMs: number;
  readonly threeQuartersMs: number;
}

const MINUTE_MS = 60_000;
/** The log-odds of 3 to 1. */
const THREE_TO_ONE = Math.log(3);

/**
 * When the order of a filled row is delivered: the curve, its log-odds moved by as much as the other
 * inputs move those of lateness. So the share that is delivered after the promise is exactly the
 * probability of lateness, and the spread is that of the curve. No instant lies before `nowMs`.
 */
export function deliveryRange(
  row: OrderRow,
  { curves }: EstimateKnowledge,
  tickMs: number,
  nowMs: number,
): DeliveryRange {
  const curveLogit = row.raw[POSITION.curve] ?? Number.NaN;
  const moved =
    row.logOdds() - (Number.isNaN(curveLogit) ? (INPUT_MEANS[POSITION.curve] ?? 0) : curveLogit);
  const stayed = row.stayedAt(tickMs);
  const minutesUntil = (undelivered: number, from: number): number => {
    const left = 1 / (1 + Math.exp(moved - undelivered));
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
