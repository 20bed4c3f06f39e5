import type { TraceOrder } from '../trace.js';
import { AREAS } from './areas.js';
import { type MadeRestaurant, pickByPopularity } from './made-restaurants.js';
import { PUBLISHED_FIGURES } from './published-figures.js';
import { QuantileCurve } from './quantile-curve.js';
import type { SeededRandom } from './seeded-random.js';
import { drawStageMinutes } from './stage-minutes.js';

const orderTotals = QuantileCurve.logarithmic(PUBLISHED_FIGURES.stages.orderTotalDollars);

/** An order with every stage, before anything goes wrong with it. */
export type OrderDraft = Omit<TraceOrder, 'orderId' | 'courierId'> &
  Required<Pick<TraceOrder, 'promisedAt' | OrderTime>>;

/** The stages of an order that goes well. */
export type OrderTime = 'acceptedAt' | 'preparingAt' | 'readyAt' | 'pickedUpAt' | 'deliveredAt';

/** Draws an order placed at an instant: where, for how much, how fast, and what was promised. */
export function draftOrder(
  random: SeededRandom,
  createdAt: Date,
  restaurants: readonly MadeRestaurant[],
  consumers: number,
): OrderDraft {
  const { restaurant, pace } = pickByPopularity(random, restaurants);
  const minutes = drawStageMinutes(random, pace);
  const acceptedAt = later(createdAt, minutes.toAccepted);
  const pickedUpAt = later(acceptedAt, minutes.toPickedUp);
  return {
    restaurantId: restaurant.restaurantId,
    consumerId: String(random.below(consumers) + 1),
    area: random.pick(AREAS),
    orderTotalCents: Math.round(orderTotals.valueAtScore(random.normal()) * 100),
    createdAt,
    promisedAt: later(createdAt, minutes.promised),
    acceptedAt,
    preparingAt: later(acceptedAt, minutes.toPickedUp * random.between(0.05, 0.3)),
    readyAt: later(acceptedAt, minutes.toPickedUp * random.between(0.6, 1)),
    pickedUpAt,
    deliveredAt: later(pickedUpAt, minutes.toDelivered),
  };
}

/** The whole second that lies `minutes` after an instant, or just before that. */
export function later(at: Date, minutes: number): Date {
  return new Date(at.getTime() + Math.floor(minutes * 60) * 1000);
}
