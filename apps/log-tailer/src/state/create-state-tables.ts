import type { Database } from '@ftgo/platform-postgres';
import { STATE_SCHEMA } from './state-schema.js';

/** Creates the tailer's own tables where they are absent; several at once wait for each other. */
export async function createStateTables(database: Database): Promise<void> {
  if (await areThere(database)) return;
  await database.transaction(async (transaction) => {
    // "if not exists" alone still fails when two processes create the same table at once.
    await transaction.query(`select pg_advisory_xact_lock(hashtext('log_tailer tables'))`);
    await transaction.query(STATE_SCHEMA);
  });
}

/** Looked up first: `create schema if not exists` wants its right also when there is nothing to do. */
async function areThere(database: Database): Promise<boolean> {
  const [found] = await database.query<{ there: boolean }>(
    `select to_regclass('log_tailer.slots') is not null
       and to_regclass('log_tailer.snapshots') is not null
       and to_regclass('log_tailer.snapshots_running') is not null as there`,
  );
  return found?.there === true;
}
