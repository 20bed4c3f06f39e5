import { randomUUID } from 'node:crypto';
import type {
  BeforeApplicationShutdown,
  DynamicModule,
  OnApplicationBootstrap,
} from '@nestjs/common';
import { Inject, Module } from '@nestjs/common';
import { COMMANDS_EXCHANGE } from '@ftgo/delayed-orders-contracts';
import { DelayedOrderService, notificationId, offerId } from '@ftgo/delayed-orders-domain';
import { PostgresDelayedOrders, PostgresFeeds } from '@ftgo/delayed-orders-persistence';
import { RepeatingTask } from '@ftgo/platform-lifecycle';
import type { Logger, Readiness, Registry } from '@ftgo/platform-observability';
import { LOGGER, METRICS, ObservabilityModule, READINESS } from '@ftgo/platform-observability';
import { outboxBacklog, OutboxRelay } from '@ftgo/platform-outbox';
import type { Database } from '@ftgo/platform-postgres';
import { DATABASE, PostgresModule } from '@ftgo/platform-postgres';
import type { Publisher } from '@ftgo/platform-rabbitmq';
import { PUBLISHER, RabbitmqModule } from '@ftgo/platform-rabbitmq';
import type { DelayScannerConfig } from './delay-scanner.config.js';
import { DelayScanner } from './delay-scanner.js';
import { ScannerMetrics } from './scanner-metrics.js';
import { toCommand } from './to-command.js';

const APP = 'delay-scanner';
const DELAYED_ORDERS = Symbol('DELAYED_ORDERS');
const SCANNER_METRICS = Symbol('SCANNER_METRICS');
const TASKS = Symbol('TASKS');
const BACKLOG_EVERY_MS = 2_000;
const RELEASE_EVERY_MS = 10_000;

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
          provide: SCANNER_METRICS,
          inject: [METRICS],
          useFactory: (registry: Registry) => new ScannerMetrics(registry),
        },
        {
          provide: TASKS,
          inject: [DELAYED_ORDERS, SCANNER_METRICS, DATABASE, PUBLISHER, LOGGER, READINESS],
          useFactory: (...parts: TaskParts) => tasksOf(config, ...parts),
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

type TaskParts = [PostgresDelayedOrders, ScannerMetrics, Database, Publisher, Logger, Readiness];

function tasksOf(config: DelayScannerConfig, ...parts: TaskParts): RepeatingTask[] {
  const [delayedOrders, metrics, database, publisher, logger, readiness] = parts;
  readiness.expect('scan');
  const service = new DelayedOrderService(config.delayPolicy, config.offerPolicy, {
    notificationId: () => notificationId(randomUUID()),
    offerId: () => offerId(randomUUID()),
  });
  const scanner = new DelayScanner(delayedOrders, service, { metrics, logger }, config.batchSize);
  const relay = new OutboxRelay(database, publisher, logger, metrics.relayObserver);
  const feeds = new PostgresFeeds(database, config.freshness);
  let isBudgetOpen = false;
  const scan = async (): Promise<boolean> => {
    if (!isBudgetOpen) await delayedOrders.openBudget();
    isBudgetOpen = true;
    return scanner.scanOnce();
  };
  return [
    new RepeatingTask({
      name: 'scan',
      everyMs: config.tickMs,
      run: scan,
      logger,
      onHealth: (failure) =>
        failure === undefined ? readiness.up('scan') : readiness.down('scan', failure),
    }),
    new RepeatingTask({
      name: 'new hours',
      everyMs: config.tickMs,
      run: () => delayedOrders.lookAtNewHours(),
      logger,
    }),
    new RepeatingTask({
      name: 'relay',
      everyMs: config.relayTickMs,
      run: () => relay.relayOnce(),
      logger,
    }),
    new RepeatingTask({
      name: 'release offers',
      everyMs: RELEASE_EVERY_MS,
      run: async () => (await delayedOrders.releaseExpiredOffers()) > 0,
      logger,
    }),
    new RepeatingTask({
      name: 'backlog',
      everyMs: BACKLOG_EVERY_MS,
      run: () => measureBacklog(delayedOrders, database, feeds, metrics),
      logger,
    }),
  ];
}

async function measureBacklog(
  delayedOrders: PostgresDelayedOrders,
  database: Database,
  feeds: PostgresFeeds,
  metrics: ScannerMetrics,
): Promise<boolean> {
  const [due, outbox, budgetCents, freshness] = await Promise.all([
    delayedOrders.countDue(),
    outboxBacklog(database),
    delayedOrders.remainingBudgetCents(),
    feeds.freshness(),
  ]);
  metrics.freshness(freshness);
  metrics.backlog(due, outbox, budgetCents);
  return false;
}
