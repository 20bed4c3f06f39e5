import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { captureLogger } from '@ftgo/platform-observability/testing';
import { OUTBOX_SCHEMA } from '@ftgo/platform-outbox';
import { Database } from '@ftgo/platform-postgres';
import { deleteRows, ensureTemplate, FileDatabase } from '@ftgo/platform-postgres/testing';

/** A migrated database of the service, a test's own. */
export interface ServiceDatabase {
  readonly url: string;
  readonly database: Database;
  /** Another pool on the same database, as a second process has; `drop` closes it. */
  connect(): Database;
  /** Sets business time (I10); it stands still unless a rate is given. */
  setClock(businessTime: Date, rate?: number): Promise<void>;
  /** Closes what {@link connect} gave, and gives the database back. */
  drop(): Promise<void>;
}

const ofThisFile = new FileDatabase({
  template: () =>
    ensureTemplate(`ftgo_template_delayed_orders_${schemaHash()}`, async (url) => {
      // Only who builds the template pays for loading the ORM.
      const { migrate } = await import('../migrations/migrate.js');
      await migrate(url);
    }),
  // The migrations leave rows in no other table.
  empty: deleteRows('schema_migration'),
});

/** A migrated database without rows, the test file's own; its template is built by the first. */
export async function serviceDatabase(): Promise<ServiceDatabase> {
  const created = await ofThisFile.take();
  const pools: Database[] = [];
  const connect = (): Database => {
    const options = { url: created.url, applicationName: 'test', poolSize: 4 };
    const pool = new Database(options, captureLogger().logger);
    pools.push(pool);
    return pool;
  };
  const { database } = created;
  return {
    url: created.url,
    database,
    connect,
    setClock: async (businessTime, rate = 0) => {
      await database.query('insert into app_clock values (clock_timestamp(), $1, $2)', [
        businessTime,
        rate,
      ]);
    },
    drop: async () => {
      await Promise.all(pools.map((pool) => pool.close()));
      await created.drop();
    },
  };
}

/** A changed migration makes another template. */
function schemaHash(): string {
  const folder = new URL('../migrations/', import.meta.url);
  const hash = createHash('sha256').update(OUTBOX_SCHEMA);
  for (const file of readdirSync(folder).sort()) hash.update(readFileSync(new URL(file, folder)));
  return hash.digest('hex').slice(0, 12);
}
