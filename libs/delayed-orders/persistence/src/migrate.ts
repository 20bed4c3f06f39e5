import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { MIGRATIONS } from './migrations/migrations.js';

/**
 * Brings the database at `url` to the current schema. Idempotent; several at once are safe only
 * one after another, which the advisory lock of the caller's deployment (one job) gives.
 * @returns the names of the migrations that ran.
 */
export async function migrate(url: string): Promise<string[]> {
  const orm = await MikroORM.init({
    clientUrl: url,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    migrations: { migrationsList: MIGRATIONS, tableName: 'schema_migration', snapshot: false },
  });
  try {
    const ran = await orm.migrator.up();
    return ran.map(({ name }) => name);
  } finally {
    await orm.close();
  }
}
