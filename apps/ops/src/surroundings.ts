import { createLogger } from '@ftgo/platform-observability';
import { Database } from '@ftgo/platform-postgres';
import type { ConsoleOutput } from './console-output.js';
import type { OpsConfig } from './ops.config.js';

/** What every command is handed: the configuration, the console, and a database when it asks. */
export interface Surroundings {
  readonly config: OpsConfig;
  readonly output: ConsoleOutput;
}

/** Runs `work` with a pool of its own, which is closed however it ends. */
export async function withDatabase<Result>(
  { config }: Surroundings,
  work: (database: Database) => Promise<Result>,
): Promise<Result> {
  const options = { url: config.databaseUrl, applicationName: 'ops', poolSize: 3 };
  const database = new Database(options, createLogger('ops', 'fatal'));
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** Prints a value as JSON, for scripts. */
export const printJson = (output: ConsoleOutput, value: unknown): void =>
  output.print(`${JSON.stringify(value, null, 2)}\n`);
