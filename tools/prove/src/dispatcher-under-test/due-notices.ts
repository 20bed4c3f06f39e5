import type { NotificationKey } from '@ftgo/delayed-orders-persistence';
import type { Queryable } from '@ftgo/platform-postgres';

/** The business time at which these experiments stand still. */
export const NOW = new Date('2026-10-03T18:50:00Z');

/** How a notice stands in the ledger. */
export interface LedgerLine extends NotificationKey {
  readonly state: string;
  readonly cause: string | null;
  readonly attempt: number;
  readonly failures: number;
  readonly ambiguousSends: number;
  readonly isSettled: boolean;
}

/** Ajanta, whose meals are late. */
export async function openAjanta(database: Queryable): Promise<void> {
  await database.query(
    `insert into restaurant_replica (restaurant_id, version, name, time_zone, field_versions)
     values (1, 0, 'Ajanta', 'America/Los_Angeles', '{}')`,
  );
}

/**
 * Orders `from` to `to`, each five minutes late with a notice that waits to be sent; each is another
 * customer's, of the order's number, so that nobody gets too many notices in a day.
 */
export async function writeDueNotices(
  database: Queryable,
  from: number,
  to: number,
): Promise<NotificationKey[]> {
  await database.query(
    `insert into order_replica
       (order_id, version, state, consumer_id, restaurant_id, promised_at, field_versions)
     select id, 1, 'PICKED_UP', id, 1, $3::timestamptz - interval '5 minutes', '{}'
     from generate_series($1::bigint, $2::bigint) as id`,
    [from, to, NOW],
  );
  await database.query(
    `insert into delayed_order
       (order_id, promise_generation, promised_at, condition, reason, since, decided_on_version)
     select id, 0, $3::timestamptz - interval '5 minutes', 'LATE', 'PROMISE_PASSED', $3, 1
     from generate_series($1::bigint, $2::bigint) as id`,
    [from, to, NOW],
  );
  return database.query<NotificationKey>(
    `insert into delayed_order_notification
       (order_id, notification_id, promise_generation, condition, audience, channel, reason,
        consumer_id, restaurant_id, promised_at, minutes_late, decided_at, decided_on_version, use_by)
     select id, gen_random_uuid(), 0, 'LATE', 'CUSTOMER', 'EMAIL', 'PROMISE_PASSED', id, 1,
       $3::timestamptz - interval '5 minutes', 5, $3, 1, $3::timestamptz + interval '30 minutes'
     from generate_series($1::bigint, $2::bigint) as id
     returning order_id as "orderId", notification_id as "notificationId"`,
    [from, to, NOW],
  );
}

/** The ledger whole, by order. */
export function readLines(database: Queryable): Promise<LedgerLine[]> {
  return database.query<LedgerLine>(
    `select order_id as "orderId", notification_id as "notificationId", state, cause, attempt,
       failures, ambiguous_sends as "ambiguousSends", settled_at is not null as "isSettled"
     from delayed_order_notification order by order_id`,
  );
}

/** Lets the machine time pass for which a notice waits. */
export async function endPause(database: Queryable, { orderId }: NotificationKey): Promise<void> {
  await database.query(
    `update delayed_order_notification set retry_at = clock_timestamp()
     where order_id = $1 and retry_at is not null`,
    [orderId],
  );
}
