import { randomUUID } from 'node:crypto';
import type { Audience, Channel } from '@ftgo/delayed-orders-domain';
import type { NotificationKey } from '@ftgo/delayed-orders-persistence';
import type { Queryable } from '@ftgo/platform-postgres';

/** The business time at which these tests stand still. */
export const NOW = new Date('2026-10-03T18:50:00Z');

export interface LateOrderOptions {
  readonly orderId: number;
  readonly audience?: Audience;
  readonly channel?: Channel;
  readonly restaurantId?: number;
  readonly consumerId?: number | null;
  readonly useBy?: string;
  readonly offerId?: string;
}

/** Holds the database's business time still, and opens Ajanta. */
export async function openAjanta(database: Queryable): Promise<void> {
  await database.query(
    `insert into app_clock (real_from, business_from, rate) values (clock_timestamp(), $1, 0)`,
    [NOW],
  );
  await database.query(
    `insert into restaurant_replica (restaurant_id, version, name, time_zone, field_versions)
     values (1, 0, 'Ajanta', 'America/Los_Angeles', '{}')`,
  );
}

/** An order five minutes late with a notification that waits to be sent. */
export async function lateOrder(
  database: Queryable,
  // Each order another customer's: nobody gets too many notices in a day.
  {
    orderId,
    audience = 'CUSTOMER',
    channel = 'EMAIL',
    // Each at another kitchen: nobody has an incident by accident.
    restaurantId = audience === 'CUSTOMER' ? 1 : orderId,
    consumerId = orderId,
    useBy,
    offerId,
  }: LateOrderOptions,
): Promise<NotificationKey> {
  const notificationId = randomUUID();
  await database.query(
    `insert into order_replica
       (order_id, version, state, consumer_id, restaurant_id, promised_at, field_versions)
     values ($1, 1, 'PICKED_UP', $2, $3, '2026-10-03T18:45:00Z', '{}')
     on conflict do nothing`,
    [orderId, consumerId, restaurantId],
  );
  await database.query(
    `insert into delayed_order
       (order_id, promise_generation, promised_at, condition, reason, since, decided_on_version)
     values ($1, 0, '2026-10-03T18:45:00Z', 'LATE', 'PROMISE_PASSED', app_now(), 1)
     on conflict do nothing`,
    [orderId],
  );
  await database.query(
    `insert into delayed_order_notification
       (order_id, notification_id, promise_generation, condition, audience, channel, reason,
        consumer_id, restaurant_id, promised_at, minutes_late, offer_id, decided_at,
        decided_on_version, use_by)
     values ($1, $2, 0, 'LATE', $3, $6, 'PROMISE_PASSED', $4, $7, '2026-10-03T18:45:00Z', 5,
       $5, app_now(), 1, $8)`,
    [
      orderId,
      notificationId,
      audience,
      consumerId,
      offerId ?? null,
      channel,
      restaurantId,
      useBy ?? '2026-10-03T23:20:00Z',
    ],
  );
  return { orderId, notificationId };
}

export interface LedgerLine {
  readonly state: string;
  readonly cause: string | null;
  readonly attempt: number;
  readonly failures: number;
  readonly ambiguous_sends: number;
  readonly is_due_later: boolean;
  readonly is_settled: boolean;
}

/** How a notification stands in the ledger. */
export async function ledgerLine(
  database: Queryable,
  { orderId, notificationId }: NotificationKey,
): Promise<LedgerLine | undefined> {
  const [line] = await database.query<LedgerLine>(
    `select state, cause, attempt, failures, ambiguous_sends,
       retry_at is not null as is_due_later, settled_at is not null as is_settled
     from delayed_order_notification where order_id = $1 and notification_id = $2`,
    [orderId, notificationId],
  );
  return line;
}

/** Lets the machine time pass that a retry or a lease would take. */
export async function letItBeDue(
  database: Queryable,
  { orderId, notificationId }: NotificationKey,
): Promise<void> {
  await database.query(
    `update delayed_order_notification
     set retry_at = case when retry_at is not null then clock_timestamp() end,
       lease_until = case when lease_until is not null then clock_timestamp() - interval '1 s' end
     where order_id = $1 and notification_id = $2`,
    [orderId, notificationId],
  );
}
