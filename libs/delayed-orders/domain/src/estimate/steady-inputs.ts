import type { Order } from '../order.js';
import { ACCEPTED, enteredMs, PICKED_UP, PLACED } from './curve-stage.js';
import { POSITION } from './estimate-inputs.js';
import type { EstimateKnowledge } from './estimate-knowledge.js';
import type { AreaHistory, RestaurantHistory } from './histories.js';
import { logTotal, promisedMinutes } from './input-measures.js';
import { deviation, meanOf } from './shrunk-mean.js';

const MINUTE_MS = 60_000;
/** prediction.md: as many more orders as each mean is shrunk with. */
const RESTAURANT_STRENGTH = 20;
const AREA_STRENGTH = 20;
const COURIER_STRENGTH = 10;
const CUSTOMER_STRENGTH = 2;

/** The inputs of a row as ESTIMATE_INPUTS describes them; NaN where one is unknown. */
export type RawInputs = Float64Array;

/** What the order itself tells: its stage, total and promise. */
export function fillFromOrder(
  raw: RawInputs,
  order: Order,
  stage: number,
  knowledge: EstimateKnowledge,
): void {
  const { orderTotalCents: cents, createdAt, promisedAt } = order;
  const { usual, promises } = knowledge;
  const isPickedUp = stage === PICKED_UP;
  raw[POSITION.orderTotal] =
    cents === undefined ? Number.NaN : logTotal(cents) - meanOf(usual.logTotal);
  raw[POSITION.waitForCourier] = isPickedUp ? minutesWaited(order) / 10 : 0;
  raw[POSITION.isPickedUp] = isPickedUp ? 1 : 0;
  raw[POSITION.isAccepted] = stage !== PLACED && !isPickedUp ? 1 : 0;
  if (createdAt === undefined || promisedAt === undefined) {
    raw[POSITION.promiseLength] = raw[POSITION.promiseMissed] = Number.NaN;
    return;
  }
  const minutes = promisedMinutes(createdAt, promisedAt);
  raw[POSITION.promiseLength] = Math.log(minutes) - meanOf(usual.logPromise);
  raw[POSITION.promiseMissed] = promises.moreThan(meanOf(usual.minutesLate), minutes);
}

/** What is known of the places: how fast meals are delivered there, just now and usually. */
export function fillFromPlaces(
  raw: RawInputs,
  stage: number,
  restaurant: RestaurantHistory | undefined,
  area: AreaHistory | undefined,
  { usual, feed }: EstimateKnowledge,
): void {
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
    raw[POSITION.restaurantAfterAcceptance] = deviation(fromAccepted, usually, RESTAURANT_STRENGTH);
  }
}

/** What is known of the people: the courier, once there is one, and the customer. */
export function fillFromPeople(
  raw: RawInputs,
  { courierId, consumerId }: Order,
  stage: number,
  { couriers, customers, usual }: EstimateKnowledge,
): void {
  const usually = meanOf(usual.fromPickedUp);
  const courier =
    stage === PICKED_UP && courierId !== undefined ? couriers.get(courierId) : undefined;
  const customer = consumerId === undefined ? undefined : customers.get(consumerId);
  raw[POSITION.courier] = deviation(courier, usually, COURIER_STRENGTH);
  raw[POSITION.customer] = deviation(customer, usually, CUSTOMER_STRENGTH);
}

/** For the courier, from the acceptance, or where that was never heard of from the creation. */
function minutesWaited(order: Order): number {
  const accepted = enteredMs(order, ACCEPTED);
  const since = Number.isNaN(accepted) ? enteredMs(order, PLACED) : accepted;
  return Number.isNaN(since) ? 0 : (enteredMs(order, PICKED_UP) - since) / MINUTE_MS;
}
