import type { Order } from '../order.js';
import { curveStageOf, enteredMs } from './curve-stage.js';
import { INPUT_COUNT, POSITION } from './estimate-inputs.js';
import type { EstimateKnowledge } from './estimate-knowledge.js';
import { clippedLogit, minutesLeft, nearness, standardised } from './input-measures.js';
import { ROW_LENGTH } from './logistic-weights.js';
import { fillFromOrder, fillFromPeople, fillFromPlaces } from './steady-inputs.js';

const MINUTE_MS = 60_000;
/**
 * The row of inputs of one order at one instant. One object is filled again and again, because a
 * scanner fills a million a second; nothing of one order is left when the next is filled.
 */
export class OrderRow {
  /** The inputs as ESTIMATE_INPUTS describes them. */
  readonly raw = new Float64Array(INPUT_COUNT);
  /** The same in standard deviations from their means; 1 for the intercept last. */
  readonly values = new Float64Array(ROW_LENGTH);
  /** Position in CURVE_STAGES. */
  stage = -1;
  /** How likely it is that the order's next event never comes. */
  missing = 0;
  /** When the order entered its stage. */
  enteredMs = 0;
  /** Log-odds of everything that time alone does not change. */
  private steady = 0;
  /** Whose row it is, and of which knowledge: asked again of the same, only the time is filled. */
  private order: Order | undefined;
  private changes = -1;

  constructor(private readonly knowledge: EstimateKnowledge) {
    this.values[INPUT_COUNT] = 1;
  }

  /** Minutes in the stage at an instant. */
  stayedAt(nowMs: number): number {
    return (nowMs - this.enteredMs) / MINUTE_MS;
  }

  /**
   * Fills the row for an order that counts as late from `lateMs` on (NaN: it has no promise).
   * @returns false, and no row, while nothing is known of the order's progress.
   */
  fill(order: Order, lateMs: number, nowMs: number): boolean {
    if (!this.fillButTime(order)) return false;
    this.fillTime(lateMs, nowMs);
    return true;
  }

  /** Fills all that time alone does not change: enough for {@link logOddsAt} and its like. */
  fillButTime(order: Order): boolean {
    const isFilled = order === this.order && this.changes === this.knowledge.changes;
    return isFilled || this.fillSteady(order);
  }

  private fillSteady(order: Order): boolean {
    const stage = curveStageOf(order);
    this.order = undefined;
    if (stage < 0) return false;
    const { restaurantId, area: name } = order;
    const { restaurants, areas } = this.knowledge;
    const restaurant = restaurantId === undefined ? undefined : restaurants.get(restaurantId);
    const area = name === undefined ? undefined : areas.get(name);
    this.stage = stage;
    this.enteredMs = enteredMs(order, stage);
    this.missing = this.knowledge.missing.share(stage, restaurant?.missing[stage]);
    fillFromOrder(this.raw, order, stage, this.knowledge);
    fillFromPlaces(this.raw, stage, restaurant, area, this.knowledge);
    fillFromPeople(this.raw, order, stage, this.knowledge);
    this.steady = this.weighSteady();
    this.order = order;
    this.changes = this.knowledge.changes;
    return true;
  }

  /** What the weights make of the filled row. */
  logOdds(): number {
    return this.steady + this.weighed(POSITION.curve) + this.weighed(POSITION.nearPromise);
  }

  /**
   * What they would make of it at another instant, if nothing more is heard until then: exactly
   * {@link logOdds} of a row filled for that instant, only quicker.
   */
  logOddsAt(lateMs: number, nowMs: number): number {
    const left = minutesLeft(lateMs, nowMs);
    const curve = standardised(POSITION.curve, this.curveLogit(left, nowMs));
    const weight = this.knowledge.weights.weights[POSITION.curve] ?? 0;
    return this.steady + weight * curve + this.weighedNearness(left);
  }

  /** The log-odds of all but the curve at another instant, if nothing more is heard until then. */
  othersAt(lateMs: number, nowMs: number): number {
    return this.steady + this.weighedNearness(minutesLeft(lateMs, nowMs));
  }

  /** The curve's own probability of lateness at another instant, not clipped. */
  curveShareAt(lateMs: number, nowMs: number): number {
    const left = minutesLeft(lateMs, nowMs);
    return this.knowledge.curves.survival(this.stage, this.stayedAt(nowMs), left, this.missing);
  }

  private weighedNearness(left: number): number {
    const weight = this.knowledge.weights.weights[POSITION.nearPromise] ?? 0;
    return weight * standardised(POSITION.nearPromise, nearness(left));
  }

  private fillTime(lateMs: number, nowMs: number): void {
    const left = minutesLeft(lateMs, nowMs);
    this.raw[POSITION.curve] = this.curveLogit(left, nowMs);
    this.raw[POSITION.nearPromise] = nearness(left);
    this.standardise(POSITION.curve);
    this.standardise(POSITION.nearPromise);
  }

  private curveLogit(left: number, nowMs: number): number {
    const { stage, missing } = this;
    if (Number.isNaN(left)) return left;
    return clippedLogit(this.knowledge.curves.survival(stage, this.stayedAt(nowMs), left, missing));
  }

  /** Standardises all inputs but the first and the last, which time changes, and weighs them. */
  private weighSteady(): number {
    const { raw, values } = this;
    const { weights, drift } = this.knowledge.weights;
    let sum = drift + (weights[INPUT_COUNT] ?? 0);
    for (let i = POSITION.curve + 1; i < POSITION.nearPromise; i++) {
      const value = standardised(i, raw[i] ?? 0);
      values[i] = value;
      sum += (weights[i] ?? 0) * value;
    }
    return sum;
  }

  private weighed(i: number): number {
    return (this.knowledge.weights.weights[i] ?? 0) * (this.values[i] ?? 0);
  }

  private standardise(i: number): void {
    this.values[i] = standardised(i, this.raw[i] ?? 0);
  }
}
