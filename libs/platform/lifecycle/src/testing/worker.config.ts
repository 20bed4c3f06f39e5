import {
  databaseUrl,
  processVariables,
  rabbitmqUrl,
  readConfiguration,
} from '@ftgo/platform-config';
import { z } from 'zod';
import type { ProcessConfiguration } from '../index.js';

export interface WorkerConfiguration extends ProcessConfiguration {
  readonly databaseUrl: string;
  readonly rabbitmqUrl: string;
  readonly queue: string;
}

const Environment = z
  .object({
    ...processVariables,
    DATABASE_URL: databaseUrl,
    RABBITMQ_URL: rabbitmqUrl,
    QUEUE: z.string({ error: 'is required' }),
  })
  .transform((env): WorkerConfiguration => ({
    logLevel: env.LOG_LEVEL,
    http: { host: env.HTTP_HOST, port: env.HTTP_PORT },
    databaseUrl: env.DATABASE_URL,
    rabbitmqUrl: env.RABBITMQ_URL,
    queue: env.QUEUE,
  }));

export const configureWorker = (): WorkerConfiguration =>
  readConfiguration(Environment, process.env);
