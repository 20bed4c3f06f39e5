import type { Trace, TraceOrder } from '@ftgo/monolith-traces';

/** A trace whose pick-up events never came, for some of its orders. */
export function withoutPickups(trace: Trace, isHit: (orderId: string) => boolean): Trace {
  const orders = trace.orders.map((order): TraceOrder => {
    if (!isHit(order.orderId)) return order;
    const { pickedUpAt: _, ...rest } = order;
    return rest;
  });
  return { ...trace, orders };
}
