import type { Queryable } from '@ftgo/platform-postgres';
import { z } from 'zod';

const Heartbeat = z.object({ ts_ms: z.int().nonnegative() });

/**
 * Writes a sign of life into the monolith's log, outside of any transaction. It comes back
 * through the slot in its place, so it proves that all that was committed before it was read
 * before it, and it lets the slot of an idle database move. The server writes it to disk within
 * three of its `wal_writer_delay`s (some 600 ms), also when nothing else happens.
 */
export async function emitHeartbeat(
  database: Queryable,
  prefix: string,
  sentAtMs: number,
): Promise<void> {
  const content = JSON.stringify({ ts_ms: sentAtMs });
  await database.query('select pg_logical_emit_message(false, $1, $2)', [prefix, content]);
}

/** When the heartbeat was sent; undefined for what is none. */
export function readHeartbeat(content: Uint8Array): number | undefined {
  try {
    const parsed = Heartbeat.safeParse(JSON.parse(Buffer.from(content).toString('utf8')));
    return parsed.data?.ts_ms;
  } catch {
    return undefined;
  }
}
