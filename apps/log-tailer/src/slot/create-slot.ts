import pg from 'pg';
import { withSessionSettings } from '../log/session-settings.js';

/** The role may have limits of its own. */
const WITHOUT_LIMITS = { statement_timeout: '0', lock_timeout: '0' };

/**
 * Makes a logical slot. The server waits until every transaction that runs now has ended, however
 * long that takes, so it is asked over a connection of its own without any time limit; raising
 * `signal` closes that. @throws when the server refuses, or has no slot left
 */
export async function createSlot(url: string, name: string, signal: AbortSignal): Promise<void> {
  const client = new pg.Client({
    connectionString: withSessionSettings(url, WITHOUT_LIMITS),
    application_name: 'log-tailer makes its slot',
    connectionTimeoutMillis: 5_000,
  });
  // A connection that dies rejects the query too; unheard, the event would end the process.
  client.on('error', () => undefined);
  const end = (): void => void client.end();
  try {
    await client.connect();
    signal.addEventListener('abort', end);
    signal.throwIfAborted();
    await client.query(`select pg_create_logical_replication_slot($1, 'pgoutput')`, [name]);
  } finally {
    signal.removeEventListener('abort', end);
    await client.end();
  }
}
