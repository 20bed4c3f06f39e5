import {
  databaseUrl,
  httpUrl,
  milliseconds,
  rabbitmqUrl,
  readConfiguration,
  timeZone,
  words,
} from '@ftgo/platform-config';
import type { FreshnessPolicy } from '@ftgo/delayed-orders-domain';
import { FEEDS } from '@ftgo/monolith-contracts';
import { z } from 'zod';

const Environment = z.object({
  DATABASE_URL: databaseUrl,
  RABBITMQ_URL: rabbitmqUrl.optional(),
  LOG_TAILER_URL: httpUrl.optional(),
  RECONCILIATION_URL: httpUrl.optional(),
  MONOLITH_TIME_ZONE: timeZone('UTC'),
  EXPECTED_FEEDS: words(FEEDS, ['events']),
  FEED_STALE_AFTER_MS: milliseconds(60_000, 1_000),
  OPERATOR: z.string().min(1).max(200).optional(),
  USER: z.string().optional(),
});

/** Where the parts of the service are; what a command needs and has not is asked for by name. */
export interface OpsConfig {
  readonly databaseUrl: string;
  readonly rabbitmqUrl: string | undefined;
  readonly logTailerUrl: string | undefined;
  readonly reconciliationUrl: string | undefined;
  readonly monolithTimeZone: string;
  readonly freshness: FreshnessPolicy;
  /** Who acts, for the audit. */
  readonly operator: string;
}

/** @throws ConfigurationError */
export function loadOpsConfig(
  variables: Readonly<Record<string, string | undefined>> = process.env,
): OpsConfig {
  const environment = readConfiguration(Environment, variables);
  return {
    databaseUrl: environment.DATABASE_URL,
    rabbitmqUrl: environment.RABBITMQ_URL,
    logTailerUrl: environment.LOG_TAILER_URL,
    reconciliationUrl: environment.RECONCILIATION_URL,
    monolithTimeZone: environment.MONOLITH_TIME_ZONE,
    freshness: {
      feeds: environment.EXPECTED_FEEDS,
      staleAfterMs: environment.FEED_STALE_AFTER_MS,
    },
    operator: environment.OPERATOR ?? environment.USER ?? 'unknown',
  };
}
