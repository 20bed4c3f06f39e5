import { migrate } from '@ftgo/delayed-orders-persistence/migrations';
import { ConfigurationError, EXIT_BAD_CONFIGURATION } from '@ftgo/platform-config';
import { createLogger } from '@ftgo/platform-observability';
import { Database, waitForDatabase } from '@ftgo/platform-postgres';
import { loadSchemaMigrationConfig } from './schema-migration.config.js';

const NAME = 'schema-migration';

/** Brings the service's database to the current schema, then ends. Running it again does nothing. */
async function main(): Promise<void> {
  const config = loadSchemaMigrationConfig();
  const logger = createLogger(NAME, config.logLevel);
  const database = new Database({ url: config.databaseUrl, applicationName: NAME }, logger);
  await waitForDatabase(database, logger);
  await database.close();
  const ran = await migrate(config.databaseUrl);
  logger.info({ ran }, ran.length === 0 ? 'the schema was current' : 'the schema is current now');
}

main().catch((error: unknown) => {
  const isConfiguration = error instanceof ConfigurationError;
  process.stderr.write(`${NAME}: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = isConfiguration ? EXIT_BAD_CONFIGURATION : 1;
});
