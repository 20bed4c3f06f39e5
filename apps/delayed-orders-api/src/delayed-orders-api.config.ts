import {
  databaseUrl,
  httpUrl,
  processVariables,
  rabbitmqUrl,
  readConfiguration,
  signingKey,
  whole,
} from '@ftgo/platform-config';
import type { ProcessConfiguration } from '@ftgo/platform-lifecycle';
import { z } from 'zod';

const Environment = z.object({
  ...processVariables,
  DATABASE_URL: databaseUrl,
  RABBITMQ_URL: rabbitmqUrl,
  PUBLIC_URL: httpUrl,
  OFFER_LINK_KEY: signingKey,
  API_PAGE_LIMIT: whole(100, 1, 1_000),
});

export interface DelayedOrdersApiConfig extends ProcessConfiguration {
  readonly databaseUrl: string;
  readonly rabbitmqUrl: string;
  readonly offerLinks: { readonly publicUrl: string; readonly key: string };
  readonly pageLimit: number;
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
  };
}
