import { databaseUrl, processVariables, readConfiguration } from '@ftgo/platform-config';
import { z } from 'zod';

const Environment = z.object({ LOG_LEVEL: processVariables.LOG_LEVEL, DATABASE_URL: databaseUrl });

export interface SchemaMigrationConfig {
  readonly logLevel: string;
  readonly databaseUrl: string;
}

/** @throws ConfigurationError */
export function loadSchemaMigrationConfig(): SchemaMigrationConfig {
  const environment = readConfiguration(Environment, process.env);
  return { logLevel: environment.LOG_LEVEL, databaseUrl: environment.DATABASE_URL };
}
