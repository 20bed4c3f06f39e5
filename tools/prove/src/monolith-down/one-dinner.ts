import type { Trace } from '@ftgo/monolith-traces';
import { MADE_TRACE_DEFAULTS, madeTrace, traceOf } from '@ftgo/monolith-traces';

/** More than any town has of anything, so that no two towns share an id. */
const IDS_OF_A_TOWN = 100_000;

/**
 * One evening of many orders. A made trace spreads them over several evenings; here as many towns as
 * needed dine on the same one.
 */
export function oneDinner(seed: number, orders: number): Trace {
  const towns = Array.from(
    { length: Math.ceil(orders / MADE_TRACE_DEFAULTS.orders) },
    (_, town): Trace => {
      const left = orders - town * MADE_TRACE_DEFAULTS.orders;
      const made = madeTrace({
        seed: seed + town,
        orders: Math.min(left, MADE_TRACE_DEFAULTS.orders),
      });
      const own = (id: string): string => String(Number(id) + town * IDS_OF_A_TOWN);
      return {
        orders: made.orders.map((order) => ({
          ...order,
          orderId: own(order.orderId),
          restaurantId: own(order.restaurantId),
          consumerId: own(order.consumerId),
          ...(order.courierId === undefined ? {} : { courierId: own(order.courierId) }),
        })),
        restaurants: made.restaurants.map((each) => ({
          ...each,
          restaurantId: own(each.restaurantId),
        })),
      };
    },
  );
  return traceOf(
    towns.flatMap((town) => town.orders),
    towns.flatMap((town) => town.restaurants),
  );
}
