import { hostname } from 'node:os';
import type { DynamicModule, OnModuleDestroy } from '@nestjs/common';
import { Inject, Module } from '@nestjs/common';
import { instantOfLocalTime } from '@ftgo/delayed-orders-domain';
import { PostgresQuarantine, PostgresReplica } from '@ftgo/delayed-orders-persistence';
import { MONOLITH_EVENTS_EXCHANGE } from '@ftgo/monolith-contracts';
import type { Logger, Registry } from '@ftgo/platform-observability';
import { LOGGER, METRICS, ObservabilityModule } from '@ftgo/platform-observability';
import type { Database } from '@ftgo/platform-postgres';
import { DATABASE, PostgresModule } from '@ftgo/platform-postgres';
import type { Consumption } from '@ftgo/platform-rabbitmq';
import { RabbitmqModule } from '@ftgo/platform-rabbitmq';
import { IngestionMetrics } from './ingestion-metrics.js';
import type { ReplicaIngestionConfig } from './replica-ingestion.config.js';
import { ReplicaIngestion } from './replica-ingestion.js';

const APP = 'replica-ingestion';
const QUEUE = 'replica-ingestion.events.v1';
const INGESTION = Symbol('INGESTION');
const CONSUMPTIONS = Symbol('CONSUMPTIONS');

@Module({})
class IngestionModule implements OnModuleDestroy {
  constructor(@Inject(INGESTION) private readonly ingestion: ReplicaIngestion) {}

  static forConfig(config: ReplicaIngestionConfig): DynamicModule {
    const { monolithTimeZone, batch, prefetch } = config;
    return {
      module: IngestionModule,
      providers: [
        {
          provide: INGESTION,
          inject: [DATABASE, LOGGER, METRICS],
          useFactory: (database: Database, logger: Logger, registry: Registry) =>
            new ReplicaIngestion({
              replica: new PostgresReplica(database, {
                name: 'events',
                worker: `${hostname()}:${process.pid}`,
              }),
              quarantine: new PostgresQuarantine(database),
              metrics: new IngestionMetrics(registry),
              logger,
              readLocalTime: (wallClockMs) => instantOfLocalTime(wallClockMs, monolithTimeZone),
              batch,
            }),
        },
        {
          provide: CONSUMPTIONS,
          inject: [INGESTION],
          useFactory: (ingestion: ReplicaIngestion): Consumption[] => [
            {
              queue: QUEUE,
              bindings: [{ exchange: MONOLITH_EVENTS_EXCHANGE, routingKey: '#' }],
              prefetch,
              handle: (delivery) => ingestion.receive(delivery),
            },
          ],
        },
      ],
      exports: [CONSUMPTIONS],
    };
  }

  onModuleDestroy(): void {
    this.ingestion.stop();
  }
}

/** The whole program: the monolith's messages -> replica. */
@Module({})
export class ReplicaIngestionModule {
  static forConfig(config: ReplicaIngestionConfig, logger: Logger): DynamicModule {
    return {
      module: ReplicaIngestionModule,
      imports: [
        ObservabilityModule.forApp(APP, logger),
        PostgresModule.forRoot({ url: config.databaseUrl, applicationName: APP, poolSize: 4 }),
        RabbitmqModule.forRoot({
          url: config.rabbitmqUrl,
          app: APP,
          exchanges: [MONOLITH_EVENTS_EXCHANGE],
          consumptions: CONSUMPTIONS,
          imports: [IngestionModule.forConfig(config)],
        }),
      ],
    };
  }
}
