import type { TraceOrder } from '@ftgo/monolith-traces';
import type { RestaurantSize } from './order-record.js';
import { RESTAURANT_SIZES } from './order-record.js';

/** Sorts restaurants by their number of orders into three groups with a third of the orders each. */
export function restaurantSizes(orders: readonly TraceOrder[]): Map<string, RestaurantSize> {
  const counts = new Map<string, number>();
  for (const { restaurantId } of orders) {
    counts.set(restaurantId, (counts.get(restaurantId) ?? 0) + 1);
  }
  const sizes = new Map<string, RestaurantSize>();
  let before = 0;
  for (const [restaurantId, count] of [...counts].sort(([, a], [, b]) => a - b)) {
    const middle = (before + count / 2) / orders.length;
    const third = Math.min(2, Math.floor(middle * RESTAURANT_SIZES.length));
    sizes.set(restaurantId, RESTAURANT_SIZES[third] ?? 'middle');
    before += count;
  }
  return sizes;
}
