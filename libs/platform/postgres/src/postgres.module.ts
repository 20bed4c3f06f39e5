import type {
  BeforeApplicationShutdown,
  DynamicModule,
  OnApplicationShutdown,
} from '@nestjs/common';
import { Inject, Module } from '@nestjs/common';
import type { Logger, Readiness, Registry } from '@ftgo/platform-observability';
import { LOGGER, METRICS, READINESS } from '@ftgo/platform-observability';
import { Database } from './database.js';
import type { DatabaseOptions } from './database.js';
import { exposePool } from './pool-metrics.js';
import { PoolWatchdog } from './pool-watchdog.js';

export const DATABASE = Symbol('DATABASE');
const WATCHDOG = Symbol('WATCHDOG');

/** Gives a program its {@link Database}, watched, measured, and part of its readiness. */
@Module({})
export class PostgresModule implements BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(WATCHDOG) private readonly watchdog: PoolWatchdog,
  ) {}

  static forRoot(options: DatabaseOptions): DynamicModule {
    return {
      module: PostgresModule,
      global: true,
      providers: [
        {
          provide: DATABASE,
          inject: [LOGGER, METRICS],
          useFactory: (logger: Logger, metrics: Registry) => {
            const database = new Database(options, logger);
            exposePool(database.pool, metrics);
            return database;
          },
        },
        { provide: WATCHDOG, inject: [DATABASE, LOGGER, READINESS], useFactory: startWatchdog },
      ],
      exports: [DATABASE],
    };
  }

  beforeApplicationShutdown(): void {
    this.watchdog.stop();
  }

  /** Last of all: whoever stops before may still have to write. */
  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}

function startWatchdog(database: Database, logger: Logger, readiness: Readiness): PoolWatchdog {
  readiness.expect('postgres');
  const watchdog = new PoolWatchdog({
    pool: database.pool,
    probe: (withinMs) => database.probe(withinMs),
    logger,
    onHealth: (failure) =>
      failure === undefined ? readiness.up('postgres') : readiness.down('postgres', failure),
    onExhausted: () => process.exit(1),
  });
  watchdog.start();
  return watchdog;
}
