import {
  databaseUrl,
  milliseconds,
  processVariables,
  readConfiguration,
  timeZone,
  whole,
} from '@ftgo/platform-config';
import type { ProcessConfiguration } from '@ftgo/platform-lifecycle';
import { z } from 'zod';

const Environment = z.object({
  ...processVariables,
  DATABASE_URL: databaseUrl,
  MONOLITH_DATABASE_URL: databaseUrl,
  MONOLITH_TIME_ZONE: timeZone('UTC'),
  RECONCILE_EVERY_MS: milliseconds(900_000, 1_000),
  RECONCILE_PAUSE_MS: milliseconds(50, 0),
  RECONCILE_CONFIRM_AFTER_MS: milliseconds(5_000, 0),
  RECONCILE_RANGE_SIZE: whole(500, 1, 100_000),
  RECONCILE_WINDOW_HOURS: whole(48, 1, 24 * 366),
});

export interface ReplicaReconciliationConfig extends ProcessConfiguration {
  readonly databaseUrl: string;
  readonly monolithDatabaseUrl: string;
  readonly monolithTimeZone: string;
  /** From the end of one sweep to the next. */
  readonly everyMs: number;
  /** Between two chunks of a sweep, so that neither database feels it. */
  readonly pauseMs: number;
  /** How long a difference has to last: messages under way are no drift. */
  readonly confirmAfterMs: number;
  readonly rangeSize: number;
  /** How far back ended orders are compared; open ones always are. */
  readonly windowHours: number;
}

/** @throws ConfigurationError */
export function loadReplicaReconciliationConfig(): ReplicaReconciliationConfig {
  const environment = readConfiguration(Environment, process.env);
  return {
    logLevel: environment.LOG_LEVEL,
    http: { host: environment.HTTP_HOST, port: environment.HTTP_PORT },
    databaseUrl: environment.DATABASE_URL,
    monolithDatabaseUrl: environment.MONOLITH_DATABASE_URL,
    monolithTimeZone: environment.MONOLITH_TIME_ZONE,
    everyMs: environment.RECONCILE_EVERY_MS,
    pauseMs: environment.RECONCILE_PAUSE_MS,
    confirmAfterMs: environment.RECONCILE_CONFIRM_AFTER_MS,
    rangeSize: environment.RECONCILE_RANGE_SIZE,
    windowHours: environment.RECONCILE_WINDOW_HOURS,
  };
}
