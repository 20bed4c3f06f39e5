import type { Order } from '../order.js';
import { ACCEPTED, PICKED_UP, PLACED } from './curve-stage.js';
import type { EstimateKnowledge } from './estimate-knowledge.js';
import type { AreaHistory, RestaurantHistory } from './histories.js';
import { newArea, newRestaurant } from './histories.js';
import { promisedMinutes } from './input-measures.js';
import type { ShrunkMean } from './shrunk-mean.js';
import { noMean, observe } from './shrunk-mean.js';
import { stageVisitsOf } from './stage-visits.js';

/** A restaurant's, courier's or customer's last 70 orders or so count; of all orders the last 500. */
const KEPT_OF_ONE = 0.985;
const KEPT_OF_ALL = 0.998;
/** How well promises of one length are kept changes slowly: the last 2,000 of them. */
const KEPT_OF_PROMISES = 0.9995;
const MOST_MINUTES_OFF = 30;
const MINUTE_MS = 60_000;

/** What a delivered order teaches of curves, means and missing events; nothing of any other order. */
export function noteDelivery(knowledge: EstimateKnowledge, order: Order): void {
  const visits = stageVisitsOf(order);
  if (visits.length === 0) return;
  const { restaurants, areas, missing, curves } = knowledge;
  const { restaurantId, area: name } = order;
  const restaurant =
    restaurantId === undefined ? undefined : restaurants.touch(restaurantId, newRestaurant);
  const area = name === undefined ? undefined : areas.touch(name, newArea);
  for (const { stage, stayed, minutes } of visits) {
    missing.note(stage, stayed === undefined, restaurant?.missing[stage]);
    if (stage === PLACED) notePlaced(knowledge, restaurant, area, minutes);
    if (stage === ACCEPTED) noteAccepted(knowledge, restaurant, minutes);
    if (stage === PICKED_UP) notePickedUp(knowledge, restaurant, order, minutes);
  }
  notePromise(knowledge, order);
  curves.add(visits);
}

/** A delivery hours away from its promise says nothing of the others. */
function notePromise(
  { usual, promises }: EstimateKnowledge,
  { createdAt, promisedAt, deliveredAt }: Order,
): void {
  if (createdAt === undefined || promisedAt === undefined || deliveredAt === undefined) return;
  const late = (deliveredAt.getTime() - promisedAt.getTime()) / MINUTE_MS;
  const counted = Math.max(-MOST_MINUTES_OFF, Math.min(MOST_MINUTES_OFF, late));
  promises.note(promisedMinutes(createdAt, promisedAt), counted, KEPT_OF_PROMISES);
  observe(usual.minutesLate, counted, KEPT_OF_PROMISES);
}

function notePlaced(
  { usual }: EstimateKnowledge,
  restaurant: RestaurantHistory | undefined,
  area: AreaHistory | undefined,
  minutes: number,
): void {
  observe(usual.fromPlaced, minutes, KEPT_OF_ALL);
  observeOne(restaurant?.fromPlaced, minutes);
  if (area !== undefined) observe(area.fromPlaced, minutes, KEPT_OF_ALL);
}

function noteAccepted(
  { usual }: EstimateKnowledge,
  restaurant: RestaurantHistory | undefined,
  minutes: number,
): void {
  observe(usual.fromAccepted, minutes, KEPT_OF_ALL);
  observeOne(restaurant?.fromAccepted, minutes);
}

function notePickedUp(
  { usual, couriers, customers }: EstimateKnowledge,
  restaurant: RestaurantHistory | undefined,
  { courierId, consumerId }: Order,
  minutes: number,
): void {
  observe(usual.fromPickedUp, minutes, KEPT_OF_ALL);
  observeOne(restaurant?.fromPickedUp, minutes);
  if (courierId !== undefined) observeOne(couriers.touch(courierId, noMean), minutes);
  if (consumerId !== undefined) observeOne(customers.touch(consumerId, noMean), minutes);
}

function observeOne(mean: ShrunkMean | undefined, minutes: number): void {
  if (mean !== undefined) observe(mean, minutes, KEPT_OF_ONE);
}
