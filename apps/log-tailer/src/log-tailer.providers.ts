import type { Provider } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import type { Logger, Readiness, Registry } from '@ftgo/platform-observability';
import { LOGGER, METRICS, READINESS } from '@ftgo/platform-observability';
import type { Database } from '@ftgo/platform-postgres';
import { DATABASE } from '@ftgo/platform-postgres';
import type { Publisher } from '@ftgo/platform-rabbitmq';
import { PUBLISHER } from '@ftgo/platform-rabbitmq';
import { ProblemFilter } from './control/problem.filter.js';
import type { LogTailerConfig } from './log-tailer.config.js';
import { LogTailerMetrics } from './log-tailer-metrics.js';
import { QueueHealth } from './publishing/queue-health.js';
import { PostgresSlot } from './slot/postgres-slot.js';
import { PublishedTables } from './slot/published-tables.js';
import { SlotKeeper } from './slot/slot-keeper.js';
import { SlotWatch } from './slot/slot-watch.js';
import { VisibleLsn } from './slot/visible-lsn.js';
import { PostgresSnapshots } from './snapshots/postgres-snapshots.js';
import { SnapshotRunner } from './snapshots/snapshot-runner.js';
import { ActiveLock } from './tailing/active-lock.js';
import { Heartbeats } from './tailing/heartbeats.js';
import { StreamingTerm } from './tailing/streaming-term.js';
import type { TailerOptions } from './tailing/tailer.js';
import { Tailer } from './tailing/tailer.js';
import { TailerStatus } from './tailing/tailer-status.js';
import { TailerWork } from './tailing/tailer-work.js';
import { SLOT, SNAPSHOTS, STATUS, TAILER_METRICS, WORK } from './tokens.js';

const now = (): number => Date.now();

/** The tailer's own parts. */
export function logTailerProviders(config: LogTailerConfig): Provider[] {
  return [
    { provide: APP_FILTER, useClass: ProblemFilter },
    {
      provide: TAILER_METRICS,
      inject: [METRICS],
      useFactory: (registry: Registry) => new LogTailerMetrics(registry, now),
    },
    {
      provide: SLOT,
      inject: [DATABASE],
      useFactory: (database: Database) => new PostgresSlot(database, config.slot),
    },
    {
      provide: SNAPSHOTS,
      inject: [DATABASE],
      useFactory: (database: Database) => new PostgresSnapshots(database, config.slot),
    },
    {
      provide: STATUS,
      inject: [READINESS, TAILER_METRICS, LOGGER],
      useFactory: (readiness: Readiness, metrics: LogTailerMetrics, logger: Logger) =>
        new TailerStatus(readiness, metrics, logger),
    },
    {
      provide: WORK,
      inject: [DATABASE, PUBLISHER, LOGGER, READINESS, TAILER_METRICS, SLOT, SNAPSHOTS, STATUS],
      useFactory: (...parts: Parts) => workOf(config, ...parts),
    },
  ];
}

type Parts = [
  Database,
  Publisher,
  Logger,
  Readiness,
  LogTailerMetrics,
  PostgresSlot,
  PostgresSnapshots,
  TailerStatus,
];

function workOf(config: LogTailerConfig, ...parts: Parts): TailerWork {
  const [database, , logger, readiness, metrics, slot, snapshots] = parts;
  const { publication, heartbeatMs, monolithTimeZone } = config;
  const tables = new PublishedTables({ database, publication, slot, snapshots, readiness, logger });
  const runner = new SnapshotRunner({
    database,
    snapshots,
    slot,
    logger,
    chunkRows: config.snapshotChunkRows,
    monolithTimeZone,
    onRows: (table, rows) => metrics.snapshotRowsRead(table, rows),
  });
  const watch = new SlotWatch({ database, slot, metrics, readiness, logger });
  const heartbeats = new Heartbeats(database, slot.name, now);
  const tailer = tailerOf(config, tables, heartbeats, ...parts);
  return new TailerWork({
    tailer,
    runner,
    tables,
    watch,
    heartbeats,
    heartbeatMs,
    logger,
  });
}

function tailerOf(
  config: LogTailerConfig,
  tables: PublishedTables,
  heartbeats: Heartbeats,
  ...parts: Parts
): Tailer {
  const [database, publisher, logger, readiness, metrics, slot, snapshots, status] = parts;
  const { monolithDatabaseUrl: url } = config;
  const queues = new QueueHealth(readiness, logger);
  const termParts = { config, publisher, heartbeats, metrics, queues, logger, now };
  const openTerm: TailerOptions['openTerm'] = async (usable, onStart) =>
    new StreamingTerm(termParts, {
      databaseName: await nameOf(database),
      confirmedLsn: usable.confirmedLsn,
      visibleLsn: new VisibleLsn(database, usable.visibleLsn),
      onStart,
    });
  const lock = new ActiveLock({ url, slot: slot.name, logger });
  const keeper = new SlotKeeper({ url, database, slot, tables, snapshots, logger });
  return new Tailer({ database, lock, keeper, slot, tables, status, openTerm });
}

async function nameOf(database: Database): Promise<string> {
  const [row] = await database.query<{ name: string }>('select current_database() as name');
  return row?.name ?? '';
}
