import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { MIGRATIONS } from './migrations.js';

/**
 * Brings the database at `url` to the current schema. Idempotent. Not to be run twice at the same
 * time: one job of a deployment does it.
 * @returns the names of the migrations that ran; the caller logs them.
 */
export async function migrate(url: string): Promise<string[]> {
  const orm = await MikroORM.init({
    clientUrl: url,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    // Its own lines are no JSON.
    logger: () => undefined,
    migrations: { migrationsList: MIGRATIONS, tableName: 'schema_migration', snapshot: false },
  });
  try {
    const ran = await orm.migrator.up();
    return ran.map(({ name }) => name);
  } finally {
    await orm.close();
  }
}
