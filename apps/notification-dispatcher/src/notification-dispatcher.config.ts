import {
  databaseUrl,
  httpUrl,
  milliseconds,
  processVariables,
  rabbitmqUrl,
  readConfiguration,
  signingKey,
  smtpUrl,
  whole,
  words,
} from '@ftgo/platform-config';
import type { FreshnessPolicy } from '@ftgo/delayed-orders-domain';
import { FEEDS } from '@ftgo/monolith-contracts';
import type { ProcessConfiguration } from '@ftgo/platform-lifecycle';
import { z } from 'zod';

const address = z
  .string({ error: 'is required, such as no-reply@ftgo.example' })
  .regex(/^([^<>\r\n]* <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, 'must be an e-mail address');

const Environment = z.object({
  ...processVariables,
  DATABASE_URL: databaseUrl,
  RABBITMQ_URL: rabbitmqUrl,
  MONOLITH_URL: httpUrl,
  CONTACT_PATH: z
    .string()
    .regex(/^\/.*\{consumerId\}/, 'must be a path with {consumerId} in it')
    .default('/consumers/{consumerId}'),
  CONTACT_TIMEOUT_MS: milliseconds(2_000),
  CONTACT_CONCURRENCY: whole(16, 1, 1_000),
  SMTP_URL: smtpUrl,
  MAIL_FROM: address,
  MAIL_DOMAIN: z
    .string({ error: 'is required, such as ftgo.example' })
    .regex(/^[a-z0-9.-]+$/i, 'must be a domain name'),
  CUSTOMER_SERVICE_EMAIL: address,
  PUBLIC_URL: httpUrl,
  OFFER_LINK_KEY: signingKey,
  DISPATCHER_PREFETCH: whole(16, 1, 1_000),
  DISPATCHER_SWEEP_MS: milliseconds(1_000, 10),
  DISPATCHER_LEASE_MS: milliseconds(90_000, 1_000),
  EXPECTED_FEEDS: words(FEEDS, ['events']),
  FEED_STALE_AFTER_MS: milliseconds(60_000, 1_000),
});

export interface NotificationDispatcherConfig extends ProcessConfiguration {
  readonly databaseUrl: string;
  readonly rabbitmqUrl: string;
  readonly contact: {
    readonly monolithUrl: string;
    readonly path: string;
    readonly timeoutMs: number;
    readonly concurrency: number;
  };
  readonly mail: {
    readonly smtpUrl: string;
    readonly from: string;
    readonly domain: string;
    readonly customerService: string;
  };
  readonly offerLinks: { readonly publicUrl: string; readonly key: string };
  readonly prefetch: number;
  readonly sweepMs: number;
  /** How long a claim lasts; must be longer than the slowest send (45 s). */
  readonly leaseMs: number;
  /** Which feeds of the monolith must live, and how old they may get (I7). */
  readonly freshness: FreshnessPolicy;
}

/** @throws ConfigurationError */
export function loadNotificationDispatcherConfig(): NotificationDispatcherConfig {
  const environment = readConfiguration(Environment, process.env);
  return {
    logLevel: environment.LOG_LEVEL,
    http: { host: environment.HTTP_HOST, port: environment.HTTP_PORT },
    databaseUrl: environment.DATABASE_URL,
    rabbitmqUrl: environment.RABBITMQ_URL,
    contact: {
      monolithUrl: environment.MONOLITH_URL,
      path: environment.CONTACT_PATH,
      timeoutMs: environment.CONTACT_TIMEOUT_MS,
      concurrency: environment.CONTACT_CONCURRENCY,
    },
    mail: {
      smtpUrl: environment.SMTP_URL,
      from: environment.MAIL_FROM,
      domain: environment.MAIL_DOMAIN,
      customerService: environment.CUSTOMER_SERVICE_EMAIL,
    },
    offerLinks: { publicUrl: environment.PUBLIC_URL, key: environment.OFFER_LINK_KEY },
    prefetch: environment.DISPATCHER_PREFETCH,
    sweepMs: environment.DISPATCHER_SWEEP_MS,
    leaseMs: environment.DISPATCHER_LEASE_MS,
    freshness: {
      feeds: environment.EXPECTED_FEEDS,
      staleAfterMs: environment.FEED_STALE_AFTER_MS,
    },
  };
}
