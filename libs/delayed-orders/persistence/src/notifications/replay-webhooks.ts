import type { Queryable } from '@ftgo/platform-postgres';

/** What a receiver may hear again: settled webhooks that were decided in a stretch of time. */
const REPLAYABLE = `
  channel = 'WEBHOOK' and state in ('SENT', 'FAILED', 'UNKNOWN') and settled_at is not null
  and decided_at >= $1 and decided_at < coalesce($2::timestamptz, 'infinity')`;

export async function countReplayable(
  database: Queryable,
  since: Date,
  until?: Date,
): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    `select count(*)::int as count from delayed_order_notification where ${REPLAYABLE}`,
    [since, until ?? null],
  );
  return row?.count ?? 0;
}

/**
 * Lets them go out again, though what they tell of is over; the receiver knows them by their ids.
 * @returns how many.
 */
export async function replayWebhooks(
  transaction: Queryable,
  since: Date,
  until?: Date,
): Promise<number> {
  const rows = await transaction.query(
    `update delayed_order_notification
     set state = 'PENDING', is_replay = true, settled_at = null, retry_at = null, cause = null,
       failures = 0, ambiguous_sends = 0
     where ${REPLAYABLE} returning order_id`,
    [since, until ?? null],
  );
  return rows.length;
}
