import type {
  Audience,
  Channel,
  NotificationState,
  Receipt,
  ToldCondition,
} from '@ftgo/delayed-orders-domain';
import type { Queryable } from '@ftgo/platform-postgres';
import { LIST_DELAYED_ORDERS } from './queries/list-delayed-orders.js';

/** Where a page begins: after this order. */
export interface PageCursor {
  readonly since: Date;
  readonly orderId: number;
}

export interface DelayedOrderView {
  readonly order_id: number;
  readonly consumer_id: number | null;
  readonly restaurant_id: number | null;
  readonly restaurant_name: string | null;
  readonly condition: ToldCondition;
  readonly reason: string | null;
  readonly since: Date;
  readonly promised_at: Date | null;
  readonly expected_from: Date | null;
  readonly expected_to: Date | null;
  readonly now: Date;
}

export interface ToldView {
  readonly order_id: number;
  readonly condition: ToldCondition;
  readonly audience: Audience;
  readonly channel: Channel;
  readonly state: NotificationState;
  readonly settled_at: Date | null;
  readonly receipt: Receipt | null;
}

/** What customer service reads; changes nothing. */
export class PostgresDelayedOrdersView {
  constructor(private readonly database: Queryable) {}

  page(
    conditions: readonly ToldCondition[],
    after: PageCursor | undefined,
    limit: number,
  ): Promise<DelayedOrderView[]> {
    return this.database.query<DelayedOrderView>(LIST_DELAYED_ORDERS, [
      conditions,
      after?.since ?? null,
      after?.orderId ?? null,
      limit,
    ]);
  }

  /** The notices of these orders, oldest decision first. */
  toldOf(orderIds: readonly number[]): Promise<ToldView[]> {
    return this.database.query<ToldView>(
      `select order_id, condition, audience, channel, state, settled_at, receipt
       from delayed_order_notification where order_id = any($1::bigint[])
       order by decided_at, audience, channel`,
      [orderIds],
    );
  }
}
