import type { Queryable } from '@ftgo/platform-postgres';
import type { ReplayProgress, Simulator } from './simulator.js';
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
       (select count(*) from order_replica where next_assessment_at <= app_now())::int
         + (select count(*) from restaurant_replica where hours_settle_at is not null)::int as due,
       (select count(*) from delayed_order_notification
        where state in ('PENDING', 'SENDING', 'RETRY')
          or (state = 'UNKNOWN' and retry_at is not null))::int
         + (select count(*) from delayed_order_notification as n join incident as i using (incident_id)
          where n.state = 'GROUPED' and n.carried_by is null and n.decided_at < app_now()
            and i.tell_at <= app_now())::int as open`,
  );
  return row ?? { outbox: 0, due: 0, open: 0 };
}

/** What the replica has heard, in the simulator's own counts; see `ReplayProgress`. */
async function heard(database: Queryable): Promise<{ versions: number; rowsOfHours: number }> {
  const [row] = await database.query<{ versions: number; rowsOfHours: number }>(
    `select ((select coalesce(sum(version + 1), 0) from order_replica)
         + (select coalesce(sum(version + 1), 0) from restaurant_replica))::bigint as versions,
       ((select count(*) from opening_hours_replica where not is_deleted)
         + (select count(*) from closure_replica where not is_deleted))::bigint as "rowsOfHours"`,
  );
  return row ?? { versions: 0, rowsOfHours: 0 };
}

/** True when every version of the monolith's rows has arrived, and every row of hours that is fed. */
async function hasHeardAll(database: Queryable, told: ReplayProgress): Promise<boolean> {
  const { versions, rowsOfHours } = await heard(database);
  return versions >= told.versions && (rowsOfHours === 0 || rowsOfHours === told.rowsOfHours);
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
    const progress = await simulator.progress();
    if (progress.outboxBacklog > 0 || !(await hasHeardAll(database, progress))) return false;
    const { outbox, due, open } = await pending(database);
    return outbox + due + open === 0;
  };
  await waitUntil('all messages applied and all notices settled', isQuiet, {
    withinMs,
    everyMs: 25,
  });
}
