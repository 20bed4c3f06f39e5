import type {
  BeforeApplicationShutdown,
  DynamicModule,
  OnApplicationBootstrap,
} from '@nestjs/common';
import { Inject, Module } from '@nestjs/common';
import { COMMANDS_EXCHANGE } from '@ftgo/delayed-orders-contracts';
import { PostgresDelayedOrders } from '@ftgo/delayed-orders-persistence';
import type { RepeatingTask } from '@ftgo/platform-lifecycle';
import type { Logger, Registry } from '@ftgo/platform-observability';
import { LOGGER, METRICS, ObservabilityModule, READINESS } from '@ftgo/platform-observability';
import type { Database } from '@ftgo/platform-postgres';
import { DATABASE, PostgresModule } from '@ftgo/platform-postgres';
import { PUBLISHER, RabbitmqModule } from '@ftgo/platform-rabbitmq';
import type { DelayScannerConfig } from './delay-scanner.config.js';
import { BacklogMetrics } from './backlog-metrics.js';
import { DetectorMetrics } from './detector-metrics.js';
import { ScannerMetrics } from './scanner-metrics.js';
import type { ScannerParts } from './scanner-tasks.js';
import { scannerTasks } from './scanner-tasks.js';
import { toCommand } from './to-command.js';

const APP = 'delay-scanner';
const DELAYED_ORDERS = Symbol('DELAYED_ORDERS');
const SHOWN = Symbol('SHOWN');
const TASKS = Symbol('TASKS');

/** The whole program: due orders -> decisions, and the relay of its outbox. */
@Module({})
export class DelayScannerModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(@Inject(TASKS) private readonly tasks: readonly RepeatingTask[]) {}

  static forConfig(config: DelayScannerConfig, logger: Logger): DynamicModule {
    const { databaseUrl: url, rabbitmqUrl } = config;
    return {
      module: DelayScannerModule,
      imports: [
        ObservabilityModule.forApp(APP, logger),
        PostgresModule.forRoot({ url, applicationName: APP, poolSize: 5 }),
        RabbitmqModule.forRoot({ url: rabbitmqUrl, app: APP, exchanges: [COMMANDS_EXCHANGE] }),
      ],
      providers: [
        {
          provide: DELAYED_ORDERS,
          inject: [DATABASE],
          useFactory: (database: Database) =>
            new PostgresDelayedOrders(
              database,
              toCommand,
              { name: 'compensation', limitCents: config.offerBudgetCents },
              config.freshness,
            ),
        },
        {
          provide: SHOWN,
          inject: [METRICS],
          useFactory: (registry: Registry): ScannerParts['shown'] => ({
            decisions: new ScannerMetrics(registry),
            backlog: new BacklogMetrics(registry),
            detector: new DetectorMetrics(registry),
          }),
        },
        {
          provide: TASKS,
          inject: [DELAYED_ORDERS, SHOWN, DATABASE, PUBLISHER, LOGGER, READINESS],
          useFactory: (
            delayedOrders: ScannerParts['delayedOrders'],
            shown: ScannerParts['shown'],
            database: ScannerParts['database'],
            publisher: ScannerParts['publisher'],
            log: ScannerParts['logger'],
            readiness: ScannerParts['readiness'],
          ) =>
            scannerTasks(config, {
              delayedOrders,
              shown,
              database,
              publisher,
              logger: log,
              readiness,
            }),
        },
      ],
    };
  }

  onApplicationBootstrap(): void {
    this.tasks.forEach((task) => task.start());
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.tasks.map((task) => task.stop()));
  }
}
