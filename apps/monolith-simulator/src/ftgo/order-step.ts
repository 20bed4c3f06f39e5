import type { DomainEvents } from '@ftgo/monolith-publisher';
import type { OutgoingMessage } from '@ftgo/platform-outbox';

/** What one step changes in an order. */
export type OrderChange =
  | { readonly kind: 'accepted'; readonly readyBy: Date; readonly courierId?: number }
  | { readonly kind: 'preparing' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'picked-up'; readonly courierId?: number }
  | { readonly kind: 'delivered' }
  | { readonly kind: 'cancelled'; readonly cancelledBy: 'CONSUMER' | 'RESTAURANT' }
  | { readonly kind: 'rescheduled'; readonly promisedAt: Date | null };

/** One change of one order at one instant of business time; worth one `orders.version`. */
export interface OrderStep {
  readonly orderId: number;
  readonly at: Date;
  readonly change: OrderChange;
}

/** Minutes between the kitchen's promise and the scheduled delivery, as FTGO's scheduler has it. */
export const DELIVERY_AFTER_READY_MINUTES = 30;

/** The columns of `orders` that a step sets; instants, which the statement turns to wall clocks. */
export interface OrderColumns {
  order_state?: string;
  accept_time?: Date;
  ready_by?: Date;
  scheduled_delivery_time?: Date;
  assigned_courier_id?: number;
  preparing_time?: Date;
  ready_for_pickup_time?: Date;
  picked_up_time?: Date;
  delivered_time?: Date;
  cancelled_time?: Date;
  cancelled_by?: string;
  promise_changed?: true;
  delivery_time?: Date | null;
}

/** The columns that a step sets. */
export function columnsOf({ at, change }: OrderStep): OrderColumns {
  switch (change.kind) {
    case 'accepted':
      return {
        order_state: 'ACCEPTED',
        accept_time: at,
        ready_by: change.readyBy,
        scheduled_delivery_time: minutesAfter(change.readyBy, DELIVERY_AFTER_READY_MINUTES),
        ...courier(change),
      };
    case 'preparing':
      return { order_state: 'PREPARING', preparing_time: at };
    case 'ready':
      return { order_state: 'READY_FOR_PICKUP', ready_for_pickup_time: at };
    case 'picked-up':
      return { order_state: 'PICKED_UP', picked_up_time: at, ...courier(change) };
    case 'delivered':
      return { order_state: 'DELIVERED', delivered_time: at };
    case 'cancelled':
      return { order_state: 'CANCELLED', cancelled_time: at, cancelled_by: change.cancelledBy };
    case 'rescheduled':
      return { promise_changed: true, delivery_time: change.promisedAt };
  }
}

/** The event that tells of a step, in each format that the monolith publishes, for the order's version after it. */
export function eventOf(
  { orderId, at, change }: OrderStep,
  version: number,
  events: DomainEvents,
): OutgoingMessage[] {
  const order = { orderId, version };
  const moment = at.toISOString();
  switch (change.kind) {
    case 'accepted':
      return events.ofOrder('ftgo.order.accepted.v1', at, {
        ...order,
        acceptedAt: moment,
        readyBy: change.readyBy.toISOString(),
        courierId: change.courierId ?? null,
        scheduledDeliveryAt: minutesAfter(
          change.readyBy,
          DELIVERY_AFTER_READY_MINUTES,
        ).toISOString(),
      });
    case 'preparing':
      return events.ofOrder('ftgo.order.preparation-started.v1', at, {
        ...order,
        preparingAt: moment,
      });
    case 'ready':
      return events.ofOrder('ftgo.order.ready-for-pickup.v1', at, { ...order, readyAt: moment });
    case 'picked-up':
      return events.ofOrder('ftgo.order.picked-up.v1', at, {
        ...order,
        pickedUpAt: moment,
        ...(change.courierId === undefined ? {} : { courierId: change.courierId }),
      });
    case 'delivered':
      return events.ofOrder('ftgo.order.delivered.v1', at, { ...order, deliveredAt: moment });
    case 'cancelled':
      return events.ofOrder('ftgo.order.cancelled.v1', at, {
        ...order,
        cancelledAt: moment,
        cancelledBy: change.cancelledBy,
      });
    case 'rescheduled':
      return events.ofOrder('ftgo.order.delivery-rescheduled.v1', at, {
        ...order,
        promisedAt: change.promisedAt?.toISOString() ?? null,
      });
  }
}

function courier({ courierId }: { readonly courierId?: number }): OrderColumns {
  return courierId === undefined ? {} : { assigned_courier_id: courierId };
}

function minutesAfter(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000);
}
