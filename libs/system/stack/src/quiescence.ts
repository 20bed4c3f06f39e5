import type { Queryable } from '@ftgo/platform-postgres';
import type { Simulator } from './simulator.js';
import { waitUntil } from './wait-until.js';

interface Pending {
  readonly outbox: number;
  readonly due: number;
  readonly open: number;
}

/** What the service still has to do at this instant of business time. */
async function pending(database: Queryable): Promise<Pending> {
  const [row] = await database.query<Pending>(
    `select (select count(*) from outbox)::int as outbox,
       (select count(*) from order_replica where next_assessment_at <= app_now())::int as due,
       (select count(*) from delayed_order_notification
        where state in ('PENDING', 'SENDING', 'RETRY')
          or (state = 'UNKNOWN' and retry_at is not null))::int as open`,
  );
  return row ?? { outbox: 0, due: 0, open: 0 };
}

/**
 * How many of the monolith's versions the replica has heard of, all rows together. Each event is
 * one version, so this is the number of events, once none is under way out of order.
 */
async function versionsHeard(database: Queryable): Promise<number> {
  const [row] = await database.query<{ heard: number }>(
    `select ((select coalesce(sum(version + 1), 0) from order_replica)
       + (select coalesce(sum(version + 1), 0) from restaurant_replica))::bigint as heard`,
  );
  return row?.heard ?? 0;
}

/**
 * Waits until all that the monolith published is applied and all that follows from it is done:
 * outboxes empty, nothing due, no notification open.
 */
export async function quiesce(
  database: Queryable,
  simulator: Simulator,
  withinMs = 180_000,
): Promise<void> {
  const isQuiet = async (): Promise<boolean> => {
    const { outboxBacklog, eventsPublished } = await simulator.progress();
    if (outboxBacklog > 0 || (await versionsHeard(database)) < eventsPublished) return false;
    const { outbox, due, open } = await pending(database);
    return outbox + due + open === 0;
  };
  await waitUntil('all messages applied and all notices settled', isQuiet, {
    withinMs,
    everyMs: 25,
  });
}
