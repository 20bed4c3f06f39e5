import type { Order } from '../order.js';
import { ACCEPTED, curveStageOf, enteredMs, PICKED_UP, PLACED } from './curve-stage.js';
import { INPUT_COUNT, POSITION } from './estimate-inputs.js';
import type { EstimateKnowledge } from './estimate-knowledge.js';
import type { AreaHistory, RestaurantHistory } from './histories.js';
import { ROW_LENGTH } from './logistic-weights.js';
import { INPUT_MEANS, INPUT_SCALES } from './shipped-weights.js';
import { deviation, meanOf } from './shrunk-mean.js';

const MINUTE_MS = 60_000;
/** prediction.md, "curve": clipped to .003 to .997. */
const LEAST_PROBABILITY = 0.003;
/** An input further from its mean than so many standard deviations counts as just so far. */
const FURTHEST = 6;
/** prediction.md: as many more orders as each mean is shrunk with. */
const RESTAURANT_STRENGTH = 20;
const AREA_STRENGTH = 20;
const COURIER_STRENGTH = 10;
const CUSTOMER_STRENGTH = 2;

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
  private enteredMs = 0;
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
    this.fillOrder(order);
    this.fillPlaces(restaurant, area);
    this.fillPeople(order);
    for (let i = 0; i < INPUT_COUNT; i++) this.standardise(i);
    this.steady = this.steadyLogOdds();
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
    return logit(this.knowledge.curves.survival(stage, this.stayedAt(nowMs), left, missing));
  }

  private steadyLogOdds(): number {
    let sum = this.knowledge.weights.drift;
    for (let i = 0; i < ROW_LENGTH; i++) {
      if (i !== POSITION.curve && i !== POSITION.nearPromise) sum += this.weighed(i);
    }
    return sum;
  }

  private weighed(i: number): number {
    return (this.knowledge.weights.weights[i] ?? 0) * (this.values[i] ?? 0);
  }

  private fillOrder(order: Order): void {
    const { raw, stage } = this;
    const { usual } = this.knowledge;
    const { orderTotalCents: cents, createdAt, promisedAt } = order;
    const isPickedUp = stage === PICKED_UP;
    raw[POSITION.orderTotal] =
      cents === undefined ? Number.NaN : logTotal(cents) - meanOf(usual.logTotal);
    raw[POSITION.promiseLength] =
      createdAt === undefined || promisedAt === undefined
        ? Number.NaN
        : logPromise(createdAt, promisedAt) - meanOf(usual.logPromise);
    raw[POSITION.waitForCourier] = isPickedUp ? this.waitedForCourier(order) / 10 : 0;
    raw[POSITION.isPickedUp] = isPickedUp ? 1 : 0;
    raw[POSITION.isAccepted] = stage !== PLACED && !isPickedUp ? 1 : 0;
  }

  private fillPlaces(
    restaurant: RestaurantHistory | undefined,
    area: AreaHistory | undefined,
  ): void {
    const { raw, stage } = this;
    const { usual, feed } = this.knowledge;
    const total = meanOf(usual.fromPlaced);
    raw[POSITION.areaSpeed] = area === undefined ? 0 : area.speed.logRatio;
    raw[POSITION.feedSpeed] = feed.logRatio;
    raw[POSITION.load] = feed.logOpen - meanOf(usual.logOpen);
    raw[POSITION.area] = deviation(area?.fromPlaced, total, AREA_STRENGTH);
    raw[POSITION.restaurantInTotal] = 0;
    raw[POSITION.restaurantAfterAcceptance] = 0;
    raw[POSITION.restaurantAfterPickup] = 0;
    if (restaurant === undefined) return;
    const { fromPlaced, fromAccepted, fromPickedUp } = restaurant;
    if (stage === PLACED) {
      raw[POSITION.restaurantInTotal] = deviation(fromPlaced, total, RESTAURANT_STRENGTH);
    } else if (stage === PICKED_UP) {
      const usually = meanOf(usual.fromPickedUp);
      raw[POSITION.restaurantAfterPickup] = deviation(fromPickedUp, usually, RESTAURANT_STRENGTH);
    } else {
      const usually = meanOf(usual.fromAccepted);
      raw[POSITION.restaurantAfterAcceptance] = deviation(
        fromAccepted,
        usually,
        RESTAURANT_STRENGTH,
      );
    }
  }

  private fillPeople({ courierId, consumerId }: Order): void {
    const { raw, stage } = this;
    const { couriers, customers, usual } = this.knowledge;
    const usually = meanOf(usual.fromPickedUp);
    const courier =
      stage === PICKED_UP && courierId !== undefined ? couriers.get(courierId) : undefined;
    const customer = consumerId === undefined ? undefined : customers.get(consumerId);
    raw[POSITION.courier] = deviation(courier, usually, COURIER_STRENGTH);
    raw[POSITION.customer] = deviation(customer, usually, CUSTOMER_STRENGTH);
  }

  /** From the acceptance, or where that was never heard of from the creation. */
  private waitedForCourier(order: Order): number {
    const accepted = enteredMs(order, ACCEPTED);
    const since = Number.isNaN(accepted) ? enteredMs(order, PLACED) : accepted;
    return Number.isNaN(since) ? 0 : (this.enteredMs - since) / MINUTE_MS;
  }

  private standardise(i: number): void {
    this.values[i] = standardised(i, this.raw[i] ?? 0);
  }
}

/** In standard deviations from the mean; what is unknown (NaN) counts as the mean. */
function standardised(i: number, raw: number): number {
  const value = (raw - (INPUT_MEANS[i] ?? 0)) * (INPUT_SCALES[i] ?? 1);
  if (value > FURTHEST) return FURTHEST;
  if (value < -FURTHEST) return -FURTHEST;
  return Number.isNaN(value) ? 0 : value;
}

/** 0 once the order is late; NaN without a promise. */
function minutesLeft(lateMs: number, nowMs: number): number {
  return lateMs < nowMs ? 0 : (lateMs - nowMs) / MINUTE_MS;
}

function nearness(left: number): number {
  return 5 / (left + 5);
}

/** ln of the minutes between creation and promise; at least one minute. */
export function logPromise(createdAt: Date, promisedAt: Date): number {
  return Math.log(Math.max(1, (promisedAt.getTime() - createdAt.getTime()) / MINUTE_MS));
}

/** ln(1 + total), in whole units of the currency. */
export function logTotal(orderTotalCents: number): number {
  return Math.log(1 + Math.max(0, orderTotalCents) / 100);
}

/** Of a probability, clipped. */
function logit(p: number): number {
  const clipped =
    p < LEAST_PROBABILITY
      ? LEAST_PROBABILITY
      : p > 1 - LEAST_PROBABILITY
        ? 1 - LEAST_PROBABILITY
        : p;
  return Math.log(clipped / (1 - clipped));
}
