import {
  databaseUrl,
  milliseconds,
  processVariables,
  rabbitmqUrl,
  readConfiguration,
  timeZone,
  whole,
} from '@ftgo/platform-config';
import type { ProcessConfiguration } from '@ftgo/platform-lifecycle';
import { z } from 'zod';

/** A name that needs no quotes anywhere: in SQL, in START_REPLICATION, in a message id. */
const plainName = (byDefault: string): z.ZodType<string> =>
  z
    .string()
    .regex(
      /^[a-z][a-z0-9_]{0,62}$/,
      'must be a letter and up to 62 of lower-case letters, digits and _',
    )
    .default(byDefault);

/** The broker bounds a name to 255 bytes, and a routing key holds the table's name as well. */
const amqpName = (byDefault: string): z.ZodType<string> =>
  z
    .string()
    .regex(
      /^(?!amq\.)[A-Za-z0-9._-]{1,100}$/,
      'must be up to 100 of letters, digits, ., _ and -, and not begin with amq.',
    )
    .default(byDefault);

const Environment = z.object({
  ...processVariables,
  MONOLITH_DATABASE_URL: databaseUrl,
  MONOLITH_TIME_ZONE: timeZone('UTC'),
  RABBITMQ_URL: rabbitmqUrl,
  CDC_EXCHANGE: amqpName('ftgo.cdc'),
  CDC_TOPIC_PREFIX: amqpName('ftgo'),
  LOG_TAILER_SLOT: plainName('ftgo_log_tailer'),
  LOG_TAILER_PUBLICATION: plainName('ftgo_log_tailer'),
  LOG_TAILER_HEARTBEAT_MS: milliseconds(1_000, 10),
  SNAPSHOT_CHUNK_ROWS: whole(1_000, 1, 10_000),
});

export interface LogTailerConfig extends ProcessConfiguration {
  readonly monolithDatabaseUrl: string;
  /** In which a snapshot's `since` is compared with moments that have no offset. */
  readonly monolithTimeZone: string;
  readonly rabbitmqUrl: string;
  readonly exchange: string;
  readonly topicPrefix: string;
  readonly slot: string;
  readonly publication: string;
  readonly heartbeatMs: number;
  readonly snapshotChunkRows: number;
}

/** @throws ConfigurationError */
export function loadLogTailerConfig(): LogTailerConfig {
  const environment = readConfiguration(Environment, process.env);
  return {
    logLevel: environment.LOG_LEVEL,
    http: { host: environment.HTTP_HOST, port: environment.HTTP_PORT },
    monolithDatabaseUrl: environment.MONOLITH_DATABASE_URL,
    monolithTimeZone: environment.MONOLITH_TIME_ZONE,
    rabbitmqUrl: environment.RABBITMQ_URL,
    exchange: environment.CDC_EXCHANGE,
    topicPrefix: environment.CDC_TOPIC_PREFIX,
    slot: environment.LOG_TAILER_SLOT,
    publication: environment.LOG_TAILER_PUBLICATION,
    heartbeatMs: environment.LOG_TAILER_HEARTBEAT_MS,
    snapshotChunkRows: environment.SNAPSHOT_CHUNK_ROWS,
  };
}
