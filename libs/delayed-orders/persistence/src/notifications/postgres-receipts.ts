import type { Receipt } from '@ftgo/delayed-orders-domain';
import type { Queryable } from '@ftgo/platform-postgres';

/**
 * Receipts: what providers say of a message after they have taken it. They come late, twice and in
 * any order; a notification's receipt only ever goes forward, and its state is never taken back. A
 * receipt for a send whose answer was lost tells that it was taken, so it is not repeated (I5).
 */
export class PostgresReceipts {
  constructor(private readonly database: Queryable) {}

  /** Idempotent. @returns false where there is no such notification. */
  async keep(notificationId: string, receipt: Receipt): Promise<boolean> {
    const rows = await this.database.query(
      `update delayed_order_notification as n set
         receipt = case when ${rank('n.receipt')} < ${rank('$2')} then $2 else n.receipt end,
         receipt_at = case when ${rank('n.receipt')} < ${rank('$2')}
           then clock_timestamp() else n.receipt_at end,
         state = case when ${WAS_TAKEN} then 'SENT' else n.state end,
         retry_at = case when ${WAS_TAKEN} then null else n.retry_at end,
         settled_at = case when ${WAS_TAKEN} then clock_timestamp() else n.settled_at end
       where notification_id = $1::uuid returning n.order_id`,
      [notificationId, receipt],
    );
    return rows.length > 0;
  }

  /** How many messages of the last day were sent by each channel, and what was said of them. */
  countOfADay(): Promise<{ channel: string; receipt: string; count: number }[]> {
    return this.database.query(
      `select channel, coalesce(receipt, 'NONE') as receipt, count(*)::int as count
       from delayed_order_notification
       where state = 'SENT' and settled_at > clock_timestamp() - interval '1 day'
       group by 1, 2`,
    );
  }
}

/** How far a receipt is. */
const rank = (receipt: string): string =>
  `coalesce(array_position(array['DELIVERED', 'UNDELIVERED', 'COMPLAINED'], ${receipt}), 0)`;

/** An ambiguous send, whether it was to be repeated or not. */
const WAS_TAKEN = `(n.state = 'UNKNOWN' or (n.state = 'RETRY' and n.ambiguous_sends > 0))`;
