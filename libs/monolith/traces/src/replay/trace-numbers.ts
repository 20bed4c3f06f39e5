import type { Trace } from '../trace.js';
import { Numbering } from './numbering.js';

/** FTGO's numeric ids for everything that a trace names. */
export interface TraceNumbers {
  /** 1 to n by creation, whatever the trace's own ids look like. */
  readonly orders: Numbering;
  readonly restaurants: Numbering;
  readonly consumers: Numbering;
  readonly couriers: Numbering;
}

/** Gives numbers to all ids of a trace; the same trace always gets the same. */
export function traceNumbers({ orders, restaurants }: Trace): TraceNumbers {
  return {
    orders: Numbering.inOrder(orders.map((order) => order.orderId)),
    restaurants: Numbering.keepingNumbers(restaurants.map(({ restaurantId }) => restaurantId)),
    consumers: Numbering.keepingNumbers(orders.map((order) => order.consumerId)),
    couriers: Numbering.keepingNumbers(orders.flatMap(({ courierId }) => courierId ?? [])),
  };
}
