import type { Trace, TraceOrder, TraceRestaurant } from './trace.js';
import { traceOf } from './trace-of.js';

const DAY_MS = 86_400_000;

/**
 * The trace of only the first `count` orders by creation, with their restaurants. An early closing
 * stays when one of these orders waits for that restaurant at its announcement; the others would
 * only make a replay wait for what concerns nobody.
 */
export function firstOrders(trace: Trace, count: number): Trace {
  if (count >= trace.orders.length) return trace;
  const orders = trace.orders.slice(0, count);
  const restaurants = trace.restaurants.map((restaurant) =>
    orders.some((order) => isAwaited(restaurant, order)) ? restaurant : closingAsUsual(restaurant),
  );
  return traceOf(orders, restaurants);
}

function isAwaited(restaurant: TraceRestaurant, order: TraceOrder): boolean {
  const { restaurantId, closesEarlyAnnouncedAt: announcedAt } = restaurant;
  if (!announcedAt || order.restaurantId !== restaurantId) return false;
  const { createdAt, deliveredAt, cancelledAt } = order;
  const endedAt = deliveredAt ?? cancelledAt ?? new Date(createdAt.getTime() + DAY_MS);
  return createdAt <= announcedAt && announcedAt <= endedAt;
}

function closingAsUsual(restaurant: TraceRestaurant): TraceRestaurant {
  const { restaurantId, name, timeZone, opens, closes } = restaurant;
  return { restaurantId, name, timeZone, opens, closes };
}
