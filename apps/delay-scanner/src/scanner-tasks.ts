import { randomUUID } from 'node:crypto';
import { DelayedOrderService, notificationId, offerId } from '@ftgo/delayed-orders-domain';
import type { PostgresDelayedOrders } from '@ftgo/delayed-orders-persistence';
import {
  forgetDecisions,
  PostgresDetectorQuality,
  PostgresFeeds,
} from '@ftgo/delayed-orders-persistence';
import type { RepeatingTaskOptions } from '@ftgo/platform-lifecycle';
import { RepeatingTask } from '@ftgo/platform-lifecycle';
import type { Logger, Readiness } from '@ftgo/platform-observability';
import { outboxBacklog, OutboxRelay } from '@ftgo/platform-outbox';
import type { Database } from '@ftgo/platform-postgres';
import type { Publisher } from '@ftgo/platform-rabbitmq';
import type { BacklogMetrics } from './backlog-metrics.js';
import type { DelayScannerConfig } from './delay-scanner.config.js';
import { DelayScanner } from './delay-scanner.js';
import type { DetectorMetrics } from './detector-metrics.js';
import type { ScannerMetrics } from './scanner-metrics.js';

/** What the scanner's tasks work with. */
export interface ScannerParts {
  readonly delayedOrders: PostgresDelayedOrders;
  readonly shown: {
    readonly decisions: ScannerMetrics;
    readonly backlog: BacklogMetrics;
    readonly detector: DetectorMetrics;
  };
  readonly database: Database;
  readonly publisher: Publisher;
  readonly logger: Logger;
  readonly readiness: Readiness;
}

type Task = Omit<RepeatingTaskOptions, 'logger'>;

const BACKLOG_EVERY_MS = 2_000;
const RELEASE_EVERY_MS = 10_000;
const QUALITY_EVERY_MS = 15_000;
const FORGET_EVERY_MS = 60_000;

/** Everything that the program does, each by itself: none waits for another. */
export function scannerTasks(config: DelayScannerConfig, parts: ScannerParts): RepeatingTask[] {
  const { logger } = parts;
  const tasks = [
    scan(config, parts),
    ...lookAnew(config, parts),
    relay(config, parts),
    ...tidy(config, parts),
    ...measure(config, parts),
  ];
  return tasks.map((task) => new RepeatingTask({ ...task, logger }));
}

function scan(config: DelayScannerConfig, parts: ScannerParts): Task {
  const { delayedOrders, shown, logger, readiness } = parts;
  readiness.expect('scan');
  const service = new DelayedOrderService(config.offerPolicy, {
    notificationId: () => notificationId(randomUUID()),
    offerId: () => offerId(randomUUID()),
  });
  const around = { metrics: shown.decisions, logger };
  const scanner = new DelayScanner(delayedOrders, service, around, config.batchSize);
  let isBudgetOpen = false;
  return {
    name: 'scan',
    everyMs: config.tickMs,
    run: async () => {
      if (!isBudgetOpen) await delayedOrders.openBudget();
      isBudgetOpen = true;
      return scanner.scanOnce();
    },
    onHealth: (failure) =>
      failure === undefined ? readiness.up('scan') : readiness.down('scan', failure),
  };
}

/** Orders whose answer changes though nothing was heard of them. */
function lookAnew(
  { tickMs: everyMs }: DelayScannerConfig,
  { delayedOrders }: ScannerParts,
): Task[] {
  return [
    { name: 'new hours', everyMs, run: () => delayedOrders.lookAtNewHours() },
    { name: 'new policy', everyMs, run: () => delayedOrders.lookAtNewPolicy() },
  ];
}

function relay(config: DelayScannerConfig, parts: ScannerParts): Task {
  const { database, publisher, logger, shown } = parts;
  const outbox = new OutboxRelay(database, publisher, logger, shown.decisions.relayObserver);
  return { name: 'relay', everyMs: config.relayTickMs, run: () => outbox.relayOnce() };
}

function tidy(config: DelayScannerConfig, { delayedOrders, database }: ScannerParts): Task[] {
  return [
    {
      name: 'release offers',
      everyMs: RELEASE_EVERY_MS,
      run: async () => (await delayedOrders.releaseExpiredOffers()) > 0,
    },
    {
      name: 'forget decisions',
      everyMs: FORGET_EVERY_MS,
      run: () => forgetDecisions(database, config.keepDecisionsDays),
    },
  ];
}

function measure(config: DelayScannerConfig, parts: ScannerParts): Task[] {
  const { database, shown } = parts;
  const quality = new PostgresDetectorQuality(database);
  return [
    {
      name: 'detector quality',
      everyMs: QUALITY_EVERY_MS,
      run: () => shown.detector.measure(quality).then(() => false),
    },
    { name: 'backlog', everyMs: BACKLOG_EVERY_MS, run: () => measureBacklog(config, parts) },
  ];
}

async function measureBacklog(config: DelayScannerConfig, parts: ScannerParts): Promise<boolean> {
  const { delayedOrders, database, shown } = parts;
  const [due, outbox, budgetCents, freshness] = await Promise.all([
    delayedOrders.countDue(),
    outboxBacklog(database),
    delayedOrders.remainingBudgetCents(),
    new PostgresFeeds(database, config.freshness).freshness(),
  ]);
  shown.backlog.freshness(freshness);
  shown.backlog.waiting(due, outbox, budgetCents);
  return false;
}
