import {
  databaseUrl,
  milliseconds,
  processVariables,
  rabbitmqUrl,
  readConfiguration,
  timeZone,
  words,
} from '@ftgo/platform-config';
import { z } from 'zod';

const Environment = z
  .object({
    ...processVariables,
    DATABASE_URL: databaseUrl,
    RABBITMQ_URL: rabbitmqUrl,
    MONOLITH_TIME_ZONE: timeZone('UTC'),
    RELAY_TICK_MS: milliseconds(100),
    EVENT_FORMATS: words(['events', 'tram'], ['events']),
    HEARTBEAT_MS: milliseconds(1_000, 0),
    EVENTS_EXCHANGE: z.string().default('ftgo.events'),
    OFFERS_EXCHANGE: z.string().default('delayed-orders.events'),
    OFFERS_QUEUE: z.string().default('monolith.offer-accepted.v1'),
  })
  .transform((env) => ({
    logLevel: env.LOG_LEVEL,
    http: { host: env.HTTP_HOST, port: env.HTTP_PORT },
    databaseUrl: env.DATABASE_URL,
    rabbitmqUrl: env.RABBITMQ_URL,
    /** The zone whose wall clock the tables hold. */
    timeZone: env.MONOLITH_TIME_ZONE,
    relayTickMs: env.RELAY_TICK_MS,
    /** In which formats it publishes its events; none where only its log is tailed. */
    eventFormats: env.EVENT_FORMATS,
    heartbeatMs: env.HEARTBEAT_MS,
    eventsExchange: env.EVENTS_EXCHANGE,
    offers: { exchange: env.OFFERS_EXCHANGE, queue: env.OFFERS_QUEUE },
  }));

/** The simulator's whole configuration, nested and frozen. */
export type SimulatorConfig = z.infer<typeof Environment>;

/** Reads the environment. @throws ConfigurationError with every bad name (I12) */
export function loadSimulatorConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): SimulatorConfig {
  return readConfiguration(Environment, environment);
}
