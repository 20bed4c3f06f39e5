import type { Trace, TraceOrder, TraceRestaurant } from './trace.js';

/**
 * Puts orders and restaurants together into a trace: orders by creation, exactly the restaurants
 * that they use. One that is used and not described is called `Restaurant <id>` and is open all
 * day in `timeZone`.
 */
export function traceOf(
  orders: readonly TraceOrder[],
  described: readonly TraceRestaurant[] = [],
  timeZone = 'UTC',
): Trace {
  const byId = new Map(described.map((restaurant) => [restaurant.restaurantId, restaurant]));
  const sorted = orders.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  const usedIds = [...new Set(sorted.map((order) => order.restaurantId))];
  return {
    orders: sorted,
    restaurants: usedIds.map(
      (restaurantId) => byId.get(restaurantId) ?? unnamed(restaurantId, timeZone),
    ),
  };
}

function unnamed(restaurantId: string, timeZone: string): TraceRestaurant {
  const name = `Restaurant ${restaurantId}`;
  return { restaurantId, name, timeZone, opens: '00:00', closes: '00:00' };
}
