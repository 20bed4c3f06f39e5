import type { Database } from '@ftgo/platform-postgres';
import { OUTBOX_SCHEMA } from '@ftgo/platform-outbox';
import { FTGO_SCHEMA } from './schema.js';

/** Creates what is absent of the simulator's tables; several at once wait for each other. */
export async function createTables(database: Database): Promise<void> {
  await database.transaction(async (transaction) => {
    // "if not exists" alone still fails when two processes create the same table at once.
    await transaction.query(`select pg_advisory_xact_lock(hashtext('monolith-simulator tables'))`);
    await transaction.query(FTGO_SCHEMA);
    const [outbox] = await transaction.query<{ there: boolean }>(
      `select to_regclass('outbox') is not null as there`,
    );
    if (outbox?.there !== true) await transaction.query(OUTBOX_SCHEMA);
  });
}
