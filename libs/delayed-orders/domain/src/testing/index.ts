import { consumerId, orderId, restaurantId } from '../identifiers.js';
import type { DelayedOrder } from '../delayed-order.js';
import type { OpeningHours } from '../opening-hours.js';
import type { Order } from '../order.js';
import type { Restaurant } from '../restaurant.js';
export { noisyEstimator } from './noisy-estimator.js';

/** The dish of the book; five of them cost an order's usual 61.70. */
export const chickenVindaloo = { name: 'Chicken Vindaloo', priceCents: 1234 } as const;

/** An instant of Saturday, 3 October 2026, in UTC: `at('18:40')`. */
export const at = (time: string): Date => new Date(`2026-10-03T${time}:00Z`);

/** So many minutes after an instant; negative ones lie before. */
export const minutesAfter = (from: Date, minutes: number): Date =>
  new Date(from.getTime() + minutes * 60_000);

/** Open every day from 11:00 to 22:30, in UTC so that {@link at} reads its clock. */
export function openingHours(overrides: Partial<OpeningHours> = {}): OpeningHours {
  const everyDay = [1, 2, 3, 4, 5, 6, 7];
  return {
    timeZone: 'UTC',
    intervals: everyDay.map((dayOfWeek) => ({ dayOfWeek, opens: '11:00', closes: '22:30' })),
    closures: [],
    ...overrides,
  };
}

/** The restaurant of the book, number 1. */
export function ajanta(overrides: Partial<Restaurant> = {}): Restaurant {
  return {
    id: restaurantId(1),
    version: 0,
    name: 'Ajanta',
    openingHours: openingHours(),
    ...overrides,
  };
}

/** Order 42 of consumer 7: five Chicken Vindaloo from Ajanta at 18:00, promised for 19:00. */
export function anOrder(overrides: Partial<Order> = {}): Order {
  return {
    id: orderId(42),
    version: 0,
    state: 'APPROVED',
    consumerId: consumerId(7),
    restaurantId: restaurantId(1),
    orderTotalCents: 5 * chickenVindaloo.priceCents,
    createdAt: at('18:00'),
    promisedAt: at('19:00'),
    ...overrides,
  };
}

/** The episode of order 42: at risk since 18:50, in its first promise generation. */
export function aDelayedOrder(overrides: Partial<DelayedOrder> = {}): DelayedOrder {
  return {
    orderId: orderId(42),
    promiseGeneration: 1,
    promisedAt: at('19:00'),
    condition: 'AT_RISK',
    reason: 'EXPECTED_LATE',
    since: at('18:50'),
    decidedOnVersion: 0,
    firstAtRiskAt: at('18:50'),
    ...overrides,
  };
}
