import {
  databaseUrl,
  httpUrl,
  milliseconds,
  processVariables,
  rabbitmqUrl,
  readConfiguration,
  signingKey,
  whole,
  words,
} from '@ftgo/platform-config';
import type { FreshnessPolicy } from '@ftgo/delayed-orders-domain';
import { FEEDS } from '@ftgo/monolith-contracts';
import type { ProcessConfiguration } from '@ftgo/platform-lifecycle';
import { z } from 'zod';

const Environment = z.object({
  ...processVariables,
  DATABASE_URL: databaseUrl,
  RABBITMQ_URL: rabbitmqUrl,
  PUBLIC_URL: httpUrl,
  OFFER_LINK_KEY: signingKey,
  API_PAGE_LIMIT: whole(100, 1, 1_000),
  EXPECTED_FEEDS: words(FEEDS, ['events']),
  FEED_STALE_AFTER_MS: milliseconds(60_000, 1_000),
});

export interface DelayedOrdersApiConfig extends ProcessConfiguration {
  readonly databaseUrl: string;
  readonly rabbitmqUrl: string;
  readonly offerLinks: { readonly publicUrl: string; readonly key: string };
  readonly pageLimit: number;
  /** Which feeds of the monolith must live, and how old they may get (I7). */
  readonly freshness: FreshnessPolicy;
}

/** @throws ConfigurationError */
export function loadDelayedOrdersApiConfig(): DelayedOrdersApiConfig {
  const environment = readConfiguration(Environment, process.env);
  return {
    logLevel: environment.LOG_LEVEL,
    http: { host: environment.HTTP_HOST, port: environment.HTTP_PORT },
    databaseUrl: environment.DATABASE_URL,
    rabbitmqUrl: environment.RABBITMQ_URL,
    offerLinks: { publicUrl: environment.PUBLIC_URL, key: environment.OFFER_LINK_KEY },
    pageLimit: environment.API_PAGE_LIMIT,
    freshness: {
      feeds: environment.EXPECTED_FEEDS,
      staleAfterMs: environment.FEED_STALE_AFTER_MS,
    },
  };
}
