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
  ADDRESS_DIGEST_KEY: signingKey,
  SMS_TOKEN: z.string().min(1).optional(),
  EMAIL_RECEIPTS_SECRET: z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, 'must be whsec_ and base64 of 24 bytes or more')
    .optional(),
  API_PAGE_LIMIT: whole(100, 1, 1_000),
  EXPECTED_FEEDS: words(FEEDS, ['events']),
  FEED_STALE_AFTER_MS: milliseconds(60_000, 1_000),
});

export interface DelayedOrdersApiConfig extends ProcessConfiguration {
  readonly databaseUrl: string;
  readonly rabbitmqUrl: string;
  readonly links: { readonly publicUrl: string; readonly key: string };
  /** The key under which suppressed addresses are kept; the dispatcher's, too. */
  readonly addressDigestKey: string;
  /** The token that the SMS provider signs its calls with; undefined: it does not call. */
  readonly smsToken: string | undefined;
  /** The secret that receipts of e-mail are signed with; undefined: none come. */
  readonly emailReceiptsSecret: string | undefined;
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
    links: { publicUrl: environment.PUBLIC_URL, key: environment.OFFER_LINK_KEY },
    addressDigestKey: environment.ADDRESS_DIGEST_KEY,
    smsToken: environment.SMS_TOKEN,
    emailReceiptsSecret: environment.EMAIL_RECEIPTS_SECRET,
    pageLimit: environment.API_PAGE_LIMIT,
    freshness: {
      feeds: environment.EXPECTED_FEEDS,
      staleAfterMs: environment.FEED_STALE_AFTER_MS,
    },
  };
}
