import type { Channel, ChannelPreference } from '@ftgo/delayed-orders-domain';
import type { Queryable } from '@ftgo/platform-postgres';

/** How a customer wants to hear. */
export interface CustomerPreference extends ChannelPreference {
  readonly consumerId: number;
  readonly changedBy: string;
  readonly changedAt: Date;
}

/** @returns undefined where the customer has said nothing: then the policy's plan holds. */
export async function findPreference(
  database: Queryable,
  consumerId: number,
): Promise<CustomerPreference | undefined> {
  const [row] = await database.query<CustomerPreference>(
    `select consumer_id as "consumerId", wanted, refused, changed_by as "changedBy",
       changed_at as "changedAt"
     from customer_preference where consumer_id = $1`,
    [consumerId],
  );
  return row;
}

/** Replaces what the customer said before, opt-outs too. Idempotent. */
export async function keepPreference(
  transaction: Queryable,
  {
    consumerId,
    wanted,
    changedBy,
  }: { consumerId: number; wanted: readonly Channel[]; changedBy: string },
): Promise<void> {
  await transaction.query(
    `insert into customer_preference (consumer_id, wanted, changed_by) values ($1, $2, $3)
     on conflict (consumer_id) do update set wanted = excluded.wanted, refused = '{}',
       changed_by = excluded.changed_by, changed_at = clock_timestamp()`,
    [consumerId, wanted, changedBy],
  );
}

/** The customer wants nothing more by this channel; nothing takes its place. Idempotent. */
export async function optOut(
  transaction: Queryable,
  consumerId: number,
  channel: Channel,
): Promise<void> {
  await transaction.query(
    `insert into customer_preference as p (consumer_id, refused, changed_by)
     values ($1, array[$2::text], 'customer')
     on conflict (consumer_id) do update set
       refused = array_append(array_remove(p.refused, $2::text), $2::text),
       changed_by = 'customer', changed_at = clock_timestamp()`,
    [consumerId, channel],
  );
}

/** @returns false where there was none. */
export async function forgetPreference(
  transaction: Queryable,
  consumerId: number,
): Promise<boolean> {
  const rows = await transaction.query(
    'delete from customer_preference where consumer_id = $1 returning consumer_id',
    [consumerId],
  );
  return rows.length > 0;
}
