import type { Queryable } from '@ftgo/platform-postgres';

/** A customer's notice that waited while the monolith was down, and what became of it. */
export interface WaitingNotice {
  readonly orderId: number;
  readonly condition: string;
  readonly state: string;
  readonly cause: string | null;
  readonly failures: number;
  readonly ambiguousSends: number;
  readonly attempts: number;
  readonly useBy: Date;
  /** Machine time. */
  readonly settledAt: Date | null;
  /** The same on the business clock. */
  readonly settledInBusiness: Date | null;
}

/** Which customers' notices wait now. */
export async function idsOfWaiting(database: Queryable): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    `select notification_id as id from delayed_order_notification
     where audience = 'CUSTOMER' and settled_at is null`,
  );
  return rows.map(({ id }) => id);
}

/** What became of these. */
export function readNotices(database: Queryable, ids: readonly string[]): Promise<WaitingNotice[]> {
  return database.query<WaitingNotice>(
    `select order_id as "orderId", condition, state, cause, failures,
       ambiguous_sends as "ambiguousSends", attempt as attempts, use_by as "useBy",
       settled_at as "settledAt", app_time(settled_at) as "settledInBusiness"
     from delayed_order_notification where notification_id = any($1)`,
    [ids],
  );
}

/** How bad each condition is to learn of late; the worst news leaves first. */
const HARM = ['UNDELIVERABLE', 'LATE', 'AT_RISK', 'RECOVERED'];
const harmOf = ({ condition }: WaitingNotice): number => HARM.indexOf(condition);

/**
 * Notices that left though worse news, which had waited too, was to leave only later than
 * `slackMs` after them.
 */
export function overtakers(sent: readonly WaitingNotice[], slackMs: number): WaitingNotice[] {
  const leftAt = ({ settledAt }: WaitingNotice): number => settledAt?.getTime() ?? 0;
  return sent.filter((notice) =>
    sent.some(
      (worse) => harmOf(worse) < harmOf(notice) && leftAt(worse) > leftAt(notice) + slackMs,
    ),
  );
}
