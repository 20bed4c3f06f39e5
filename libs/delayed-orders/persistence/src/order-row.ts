import type { DelayedOrder, Order, Restaurant } from '@ftgo/delayed-orders-domain';
import {
  consumerId,
  courierId,
  ORDER_STATES,
  orderId,
  restaurantId,
} from '@ftgo/delayed-orders-domain';

/** A row of `order_replica`. */
export interface OrderRow {
  readonly order_id: number;
  readonly version: number;
  readonly state: string | null;
  readonly consumer_id: number | null;
  readonly restaurant_id: number | null;
  readonly courier_id: number | null;
  readonly area: string | null;
  readonly order_total_cents: number | null;
  readonly created_at: Date | null;
  readonly promised_at: Date | null;
  readonly accepted_at: Date | null;
  readonly ready_by: Date | null;
  readonly preparing_at: Date | null;
  readonly ready_at: Date | null;
  readonly picked_up_at: Date | null;
  readonly delivered_at: Date | null;
  readonly cancelled_at: Date | null;
  readonly cancelled_by: string | null;
  readonly deleted_at: Date | null;
  readonly scheduled_delivery_at: Date | null;
}

/** A row of `restaurant_replica`. */
export interface RestaurantRow {
  readonly restaurant_id: number;
  readonly version: number;
  readonly name: string | null;
  readonly time_zone: string | null;
  readonly opening_hours: { dayOfWeek: number; opens: string; closes: string }[] | null;
  readonly closures: { from: string; to: string }[] | null;
}

/** A row of `delayed_order`. */
export interface DelayedOrderRow {
  readonly order_id: number;
  readonly promise_generation: number;
  readonly promised_at: Date | null;
  readonly condition: DelayedOrder['condition'];
  readonly reason: DelayedOrder['reason'] | null;
  readonly since: Date;
  readonly expected_from: Date | null;
  readonly expected_to: Date | null;
  readonly decided_on_version: number;
  readonly first_at_risk_at: Date | null;
  readonly first_late_at: Date | null;
  readonly first_undeliverable_at: Date | null;
  readonly ended_at: Date | null;
}

/** A state that this version does not know is left out: the order is kept, nothing is told. */
export function toOrder(row: OrderRow): Order {
  return {
    id: orderId(row.order_id),
    version: row.version,
    state: ORDER_STATES.find((state) => state === row.state),
    consumerId: known(row.consumer_id, consumerId),
    restaurantId: known(row.restaurant_id, restaurantId),
    courierId: known(row.courier_id, courierId),
    area: row.area ?? undefined,
    orderTotalCents: row.order_total_cents ?? undefined,
    createdAt: row.created_at ?? undefined,
    promisedAt: row.promised_at ?? undefined,
    acceptedAt: row.accepted_at ?? undefined,
    readyBy: row.ready_by ?? undefined,
    preparingAt: row.preparing_at ?? undefined,
    readyAt: row.ready_at ?? undefined,
    pickedUpAt: row.picked_up_at ?? undefined,
    deliveredAt: row.delivered_at ?? undefined,
    cancelledAt: row.cancelled_at ?? undefined,
    cancelledBy: row.cancelled_by === 'RESTAURANT' ? 'RESTAURANT' : byConsumer(row),
    deletedAt: row.deleted_at ?? undefined,
    scheduledDeliveryAt: row.scheduled_delivery_at ?? undefined,
  };
}

export function toRestaurant(row: RestaurantRow): Restaurant {
  const { time_zone: timeZone, opening_hours: intervals, closures } = row;
  return {
    id: restaurantId(row.restaurant_id),
    version: row.version,
    name: row.name ?? undefined,
    openingHours:
      timeZone === null || intervals === null
        ? undefined
        : {
            timeZone,
            intervals,
            closures: (closures ?? []).map(({ from, to }) => ({
              from: new Date(from),
              to: new Date(to),
            })),
          },
  };
}

export function toDelayedOrder(row: DelayedOrderRow): DelayedOrder {
  const { expected_from: from, expected_to: to } = row;
  return {
    orderId: orderId(row.order_id),
    promiseGeneration: row.promise_generation,
    promisedAt: row.promised_at ?? undefined,
    condition: row.condition,
    reason: row.reason ?? undefined,
    since: row.since,
    expected: from === null || to === null ? undefined : { from, to },
    decidedOnVersion: row.decided_on_version,
    firstAtRiskAt: row.first_at_risk_at ?? undefined,
    firstLateAt: row.first_late_at ?? undefined,
    firstUndeliverableAt: row.first_undeliverable_at ?? undefined,
    endedAt: row.ended_at ?? undefined,
  };
}

const byConsumer = (row: OrderRow): 'CONSUMER' | undefined =>
  row.cancelled_by === null ? undefined : 'CONSUMER';

function known<Id>(value: number | null, make: (value: number) => Id): Id | undefined {
  return value === null ? undefined : make(value);
}
