import type { Order, OrderState } from '@ftgo/delayed-orders-domain';
import { consumerId, courierId, orderId, restaurantId } from '@ftgo/delayed-orders-domain';
import type { Trace, TraceNumbers, TraceOrder } from '@ftgo/monolith-traces';
import { cancelledByOf, traceNumbers } from '@ftgo/monolith-traces';

/** A change of one order, as the feed would tell of it. */
export interface FeedChange {
  /** When it is heard of: at once. */
  readonly at: Date;
  /** Position of the order in the trace. */
  readonly index: number;
  /** The order as it is known from then on, and nothing of what comes later. */
  readonly order: Order;
}

interface Step {
  readonly state: OrderState;
  readonly at: Date;
  readonly known: Partial<Order>;
}

/** Every change of every order of a trace, by time; at equal times an order's stages keep theirs. */
export function orderFeed(trace: Trace): FeedChange[] {
  const numbers = traceNumbers(trace);
  const changes = trace.orders.flatMap((traced, index) => changesOf(traced, index, numbers));
  return changes.sort((a, b) => a.at.getTime() - b.at.getTime());
}

function changesOf(traced: TraceOrder, index: number, numbers: TraceNumbers): FeedChange[] {
  let order = placed(traced, numbers);
  const first = { at: traced.createdAt, index, order };
  const later = stepsOf(traced, numbers).map(({ state, at, known }) => {
    order = { ...order, ...known, state, version: order.version + 1 };
    return { at, index, order };
  });
  return [first, ...later];
}

function placed(traced: TraceOrder, numbers: TraceNumbers): Order {
  return {
    id: orderId(numbers.orders.numberOf(traced.orderId)),
    version: 1,
    state: 'APPROVED',
    consumerId: consumerId(numbers.consumers.numberOf(traced.consumerId)),
    restaurantId: restaurantId(numbers.restaurants.numberOf(traced.restaurantId)),
    courierId: undefined,
    area: traced.area,
    orderTotalCents: traced.orderTotalCents,
    createdAt: traced.createdAt,
    promisedAt: traced.promisedAt,
    acceptedAt: undefined,
    preparingAt: undefined,
    readyAt: undefined,
    pickedUpAt: undefined,
    deliveredAt: undefined,
    cancelledAt: undefined,
    cancelledBy: undefined,
  };
}

/** Who the courier is is not known before the pick-up. */
function stepsOf(traced: TraceOrder, numbers: TraceNumbers): Step[] {
  const { acceptedAt, preparingAt, readyAt, pickedUpAt, deliveredAt, cancelledAt } = traced;
  const steps: Step[] = [];
  const add = (state: OrderState, at: Date | undefined, known: Partial<Order>): void => {
    if (at !== undefined) steps.push({ state, at, known });
  };
  const courier =
    traced.courierId === undefined
      ? undefined
      : courierId(numbers.couriers.numberOf(traced.courierId));
  add('ACCEPTED', acceptedAt, { acceptedAt });
  add('PREPARING', preparingAt, { preparingAt });
  add('READY_FOR_PICKUP', readyAt, { readyAt });
  add('PICKED_UP', pickedUpAt, { pickedUpAt, courierId: courier });
  add('DELIVERED', deliveredAt, { deliveredAt, courierId: courier });
  add('CANCELLED', cancelledAt, { cancelledAt, cancelledBy: cancelledByOf(traced) });
  return steps;
}
