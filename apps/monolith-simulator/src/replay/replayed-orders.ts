import { closingAfter } from '@ftgo/monolith-traces';
import type { Queryable } from '@ftgo/platform-postgres';
import type { ReplayPlan } from './replay-plan.js';
import { restaurantOf } from './replay-plan.js';

/** One order as whoever checks a replay needs it; every time is an instant. */
export interface ReplayedOrder {
  readonly orderId: number;
  /** The trace's own id; null for an order that did not come from the replay. */
  readonly traceOrderId: string | null;
  readonly restaurantId: number;
  readonly consumerId: number;
  readonly state: string;
  readonly createdAt: Date;
  /** The newest promise. */
  readonly promisedAt: Date | null;
  readonly acceptedAt: Date | null;
  readonly pickedUpAt: Date | null;
  readonly deliveredAt: Date | null;
  readonly cancelledAt: Date | null;
  readonly cancelledBy: 'CONSUMER' | 'RESTAURANT' | null;
  /**
   * The restaurant's first closing after the order was placed, when it has passed and the order
   * had been neither picked up nor ended by then.
   */
  readonly stoppedByClosingAt: Date | null;
}

type Row = Omit<ReplayedOrder, 'traceOrderId' | 'stoppedByClosingAt'>;

const ORDERS = `
select id as "orderId", restaurant_id as "restaurantId", consumer_id as "consumerId",
  order_state as state, created_at at time zone $1 as "createdAt",
  delivery_time at time zone $1 as "promisedAt", accept_time at time zone $1 as "acceptedAt",
  picked_up_time at time zone $1 as "pickedUpAt", delivered_time at time zone $1 as "deliveredAt",
  cancelled_time at time zone $1 as "cancelledAt", cancelled_by as "cancelledBy"
from orders order by id`;

/**
 * Every order in the monolith by id.
 * @param timeZone the zone of the tables' wall clock. In the hour that a clock change repeats a
 *   wall clock can't tell which of two instants it means, so prove in UTC.
 */
export async function listOrders(
  database: Queryable,
  timeZone: string,
  plan: ReplayPlan | undefined,
  now: Date,
): Promise<ReplayedOrder[]> {
  const rows = await database.query<Row>(ORDERS, [timeZone]);
  return rows.map((row) => ({
    ...row,
    traceOrderId: plan?.numbers.orders.idOf(row.orderId) ?? null,
    stoppedByClosingAt: stoppedByClosingAt(row, plan, now),
  }));
}

function stoppedByClosingAt(order: Row, plan: ReplayPlan | undefined, now: Date): Date | null {
  const id = plan?.numbers.restaurants.idOf(order.restaurantId);
  if (plan === undefined || id === undefined) return null;
  const closesAt = closingAfter(restaurantOf(plan, id), order.createdAt);
  if (closesAt === undefined || closesAt > now) return null;
  const ends = [order.pickedUpAt, order.deliveredAt, order.cancelledAt];
  return ends.some((at) => at !== null && at < closesAt) ? null : closesAt;
}
