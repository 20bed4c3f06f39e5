import type { Database } from '@ftgo/platform-postgres';
import { STATE_SCHEMA } from './state-schema.js';

/** Creates the tailer's own tables where they are absent or an older version's; several at once wait for each other. */
export async function createStateTables(database: Database): Promise<void> {
  if (await areThere(database)) return;
  await database.transaction(async (transaction) => {
    // "if not exists" alone still fails when two processes create the same table at once.
    await transaction.query(`select pg_advisory_xact_lock(hashtext('log_tailer tables'))`);
    // A connection that looked before remembers that there was no schema, until it is made to hear of
    // changes: by the lock of a catalogue that it has not used in this transaction yet.
    await transaction.query(`select from pg_catalog.pg_namespace where nspname = 'log_tailer'`);
    await transaction.query(STATE_SCHEMA);
  });
}

/** Looked up first: `create schema if not exists` wants its right also when there is nothing to do. */
async function areThere(database: Database): Promise<boolean> {
  const [found] = await database.query<{ there: boolean }>(
    `select to_regclass('log_tailer.slots') is not null
       and to_regclass('log_tailer.snapshots') is not null
       and to_regclass('log_tailer.snapshots_running') is not null
       and exists (
         select from pg_attribute
         where attrelid = to_regclass('log_tailer.snapshots') and attname = 'last_key'
       ) as there`,
  );
  return found?.there === true;
}
