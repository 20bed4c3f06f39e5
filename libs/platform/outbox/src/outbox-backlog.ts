import type { Queryable } from '@ftgo/platform-postgres';

/** How much waits in the outbox and for how long the oldest has. */
export interface OutboxBacklog {
  readonly messages: number;
  readonly oldestAgeSeconds: number;
}

/** Reads the backlog; counts no further than 10,000. */
export async function outboxBacklog(database: Queryable): Promise<OutboxBacklog> {
  const [row] = await database.query<{ messages: number; age: number }>(
    `select count(*)::int as messages,
       coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float8 as age
     from (select created_at from outbox order by not_before, created_at limit 10000) as waiting`,
  );
  return { messages: row?.messages ?? 0, oldestAgeSeconds: row?.age ?? 0 };
}
