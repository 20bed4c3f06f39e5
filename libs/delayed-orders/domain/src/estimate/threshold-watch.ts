import { POSITION } from './estimate-inputs.js';
import type { EstimateKnowledge } from './estimate-knowledge.js';
import type { OrderRow } from './order-row.js';
import { INPUT_MEANS, INPUT_SCALES } from './shipped-weights.js';

/** Between these shares the curve is not clipped, and its share alone decides. */
const LEAST_SHARE = 0.0035;
const MOST_SHARE = 0.9965;
const LEAST_CURVE_WEIGHT = 0.1;
/** Rounding is far below this. */
const MARGIN = 1e-6;

/**
 * Watches for the minute at which a filled row's probability reaches a threshold. While nothing is
 * heard, all but the curve is steady (what is left changes within bounds), so a share of the curve
 * is enough to tell most minutes; the few in between are asked exactly. It always answers as
 * evaluating the row at that minute would, only quicker: a scanner asks for a quarter of an hour of
 * minutes a million times a second.
 */
export class ThresholdWatch {
  private probability = 0.5;
  /** The log-odds of it. */
  private odds = 0;
  private lateMs = 0;
  /** A curve's share below this is not enough… */
  private never = 0;
  /** …and one above this is. */
  private always = 1;

  constructor(
    private readonly row: OrderRow,
    private readonly knowledge: EstimateKnowledge,
  ) {}

  /** Watches the row, as it is filled now, from one instant to another. */
  aim(probability: number, lateMs: number, fromMs: number, untilMs: number): void {
    if (probability !== this.probability) {
      this.probability = probability;
      this.odds = Math.log(probability / (1 - probability));
    }
    this.lateMs = lateMs;
    const first = this.shareNeededAt(fromMs);
    const last = this.shareNeededAt(untilMs < lateMs ? untilMs : lateMs);
    const least = (first < last ? first : last) - MARGIN;
    const most = (first < last ? last : first) + MARGIN;
    this.never = least > LEAST_SHARE && least < MOST_SHARE ? least : 0;
    this.always = most > LEAST_SHARE && most < MOST_SHARE ? most : 1;
  }

  /** Whether the probability is reached at an instant that is watched. */
  isReachedAt(nowMs: number): boolean {
    if (nowMs >= this.lateMs) return true;
    const share = this.row.curveShareAt(this.lateMs, nowMs);
    if (share < this.never) return false;
    if (share > this.always) return true;
    const odds = this.row.logOddsAt(this.lateMs, nowMs);
    return 1 / (1 + Math.exp(-odds)) >= this.probability;
  }

  /** The curve's share at which the row's log-odds are those of the threshold; NaN: none is. */
  private shareNeededAt(nowMs: number): number {
    const weight = this.knowledge.weights.weights[POSITION.curve] ?? 0;
    if (weight < LEAST_CURVE_WEIGHT) return Number.NaN;
    const standardised = (this.odds - this.row.othersAt(this.lateMs, nowMs)) / weight;
    const logit =
      (INPUT_MEANS[POSITION.curve] ?? 0) + standardised / (INPUT_SCALES[POSITION.curve] ?? 1);
    return 1 / (1 + Math.exp(-logit));
  }
}
