import { hostname } from 'node:os';
import type { DynamicModule, OnModuleDestroy } from '@nestjs/common';
import { Inject, Module } from '@nestjs/common';
import { instantOfLocalTime } from '@ftgo/delayed-orders-domain';
import { PostgresQuarantine, PostgresReplica } from '@ftgo/delayed-orders-persistence';
import type { Feed } from '@ftgo/monolith-contracts';
import type { Logger, Registry } from '@ftgo/platform-observability';
import { LOGGER, METRICS, ObservabilityModule } from '@ftgo/platform-observability';
import type { Database } from '@ftgo/platform-postgres';
import { DATABASE, PostgresModule } from '@ftgo/platform-postgres';
import type { Consumption } from '@ftgo/platform-rabbitmq';
import { RabbitmqModule } from '@ftgo/platform-rabbitmq';
import { FEED_SOURCES } from './feed-sources.js';
import { IngestionMetrics } from './ingestion-metrics.js';
import type { ReplicaIngestionConfig } from './replica-ingestion.config.js';
import { ReplicaIngestion } from './replica-ingestion.js';

const APP = 'replica-ingestion';
const INGESTIONS = Symbol('INGESTIONS');
const CONSUMPTIONS = Symbol('CONSUMPTIONS');

/** One ingestion for each feed that is read. */
type Ingestions = ReadonlyMap<Feed, ReplicaIngestion>;

@Module({})
class IngestionModule implements OnModuleDestroy {
  constructor(@Inject(INGESTIONS) private readonly ingestions: Ingestions) {}

  static forConfig(config: ReplicaIngestionConfig): DynamicModule {
    return {
      module: IngestionModule,
      providers: [
        {
          provide: INGESTIONS,
          inject: [DATABASE, LOGGER, METRICS],
          useFactory: (database: Database, logger: Logger, registry: Registry): Ingestions => {
            const metrics = new IngestionMetrics(registry);
            const around = { database, logger, metrics };
            return new Map(config.feeds.map((feed) => [feed, ingestionOf(feed, config, around)]));
          },
        },
        {
          provide: CONSUMPTIONS,
          inject: [INGESTIONS],
          useFactory: (ingestions: Ingestions): Consumption[] =>
            [...ingestions].map(([feed, ingestion]) => ({
              ...FEED_SOURCES[feed],
              prefetch: config.prefetch,
              handle: (delivery) => ingestion.receive(delivery),
            })),
        },
      ],
      exports: [CONSUMPTIONS],
    };
  }

  onModuleDestroy(): void {
    this.ingestions.forEach((ingestion) => ingestion.stop());
  }
}

interface Around {
  readonly database: Database;
  readonly logger: Logger;
  readonly metrics: IngestionMetrics;
}

function ingestionOf(
  feed: Feed,
  { monolithTimeZone, settleMs, batch }: ReplicaIngestionConfig,
  { database, logger, metrics }: Around,
): ReplicaIngestion {
  const worker = `${hostname()}:${process.pid}`;
  return new ReplicaIngestion({
    feed,
    replica: new PostgresReplica(database, { name: feed, worker }, settleMs),
    quarantine: new PostgresQuarantine(database),
    metrics,
    logger,
    readLocalTime: (wallClockMs) => instantOfLocalTime(wallClockMs, monolithTimeZone),
    batch,
  });
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
          exchanges: [],
          consumptions: CONSUMPTIONS,
          imports: [IngestionModule.forConfig(config)],
        }),
      ],
    };
  }
}
