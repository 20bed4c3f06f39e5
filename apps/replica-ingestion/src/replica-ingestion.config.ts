import {
  databaseUrl,
  milliseconds,
  processVariables,
  rabbitmqUrl,
  readConfiguration,
  timeZone,
  whole,
  words,
} from '@ftgo/platform-config';
import type { Feed } from '@ftgo/monolith-contracts';
import { FEEDS } from '@ftgo/monolith-contracts';
import type { ProcessConfiguration } from '@ftgo/platform-lifecycle';
import { z } from 'zod';

const Environment = z.object({
  ...processVariables,
  DATABASE_URL: databaseUrl,
  RABBITMQ_URL: rabbitmqUrl,
  MONOLITH_TIME_ZONE: timeZone('UTC'),
  INGESTION_FEEDS: words(FEEDS, ['events']),
  HOURS_SETTLE_MS: milliseconds(1_000, 0),
  INGESTION_PREFETCH: whole(500, 1, 10_000),
  INGESTION_BATCH_SIZE: whole(200, 1, 5_000),
  INGESTION_BATCH_WAIT_MS: milliseconds(5),
});

export interface ReplicaIngestionConfig extends ProcessConfiguration {
  readonly databaseUrl: string;
  readonly rabbitmqUrl: string;
  /** Which of the monolith's feeds are read. */
  readonly feeds: readonly Feed[];
  /** How long decisions wait after rows of opening hours changed, until the set is whole. */
  readonly settleMs: number;
  /** In which moments without an offset are read. */
  readonly monolithTimeZone: string;
  readonly prefetch: number;
  readonly batch: { readonly size: number; readonly waitMs: number };
}

/** @throws ConfigurationError */
export function loadReplicaIngestionConfig(): ReplicaIngestionConfig {
  const environment = readConfiguration(Environment, process.env);
  return {
    logLevel: environment.LOG_LEVEL,
    http: { host: environment.HTTP_HOST, port: environment.HTTP_PORT },
    databaseUrl: environment.DATABASE_URL,
    rabbitmqUrl: environment.RABBITMQ_URL,
    feeds: environment.INGESTION_FEEDS,
    settleMs: environment.HOURS_SETTLE_MS,
    monolithTimeZone: environment.MONOLITH_TIME_ZONE,
    prefetch: environment.INGESTION_PREFETCH,
    batch: { size: environment.INGESTION_BATCH_SIZE, waitMs: environment.INGESTION_BATCH_WAIT_MS },
  };
}
