import type {
  BeforeApplicationShutdown,
  DynamicModule,
  OnApplicationBootstrap,
} from '@nestjs/common';
import { Inject, Module } from '@nestjs/common';
import { instantOfLocalTime } from '@ftgo/delayed-orders-domain';
import {
  businessTime,
  PostgresReconciliationRuns,
  PostgresReplica,
  PostgresReplicaContents,
} from '@ftgo/delayed-orders-persistence';
import { MonolithTables } from '@ftgo/monolith-tables';
import { RepeatingTask } from '@ftgo/platform-lifecycle';
import type { Logger, Registry } from '@ftgo/platform-observability';
import { LOGGER, METRICS, ObservabilityModule } from '@ftgo/platform-observability';
import { DATABASE, Database, PostgresModule } from '@ftgo/platform-postgres';
import { ReconciliationMetrics } from './reconciliation-metrics.js';
import { RECONCILIATION, ReconciliationController, RUNS } from './reconciliation.controller.js';
import { Reconciliation } from './reconciliation.js';
import type { ReplicaReconciliationConfig } from './replica-reconciliation.config.js';

const APP = 'replica-reconciliation';
const MONOLITH_DATABASE = Symbol('MONOLITH_DATABASE');
const SWEEP = Symbol('SWEEP');

/** The whole program: the monolith's tables against the replica, and the repair of what drifted. */
@Module({})
export class ReplicaReconciliationModule
  implements OnApplicationBootstrap, BeforeApplicationShutdown
{
  constructor(
    @Inject(SWEEP) private readonly sweep: RepeatingTask,
    @Inject(RECONCILIATION) private readonly reconciliation: Reconciliation,
    @Inject(MONOLITH_DATABASE) private readonly monolithDatabase: Database,
  ) {}

  static forConfig(config: ReplicaReconciliationConfig, logger: Logger): DynamicModule {
    return {
      module: ReplicaReconciliationModule,
      imports: [
        ObservabilityModule.forApp(APP, logger),
        PostgresModule.forRoot({ url: config.databaseUrl, applicationName: APP, poolSize: 4 }),
      ],
      controllers: [ReconciliationController],
      providers: [
        {
          provide: MONOLITH_DATABASE,
          useFactory: () =>
            new Database(
              { url: config.monolithDatabaseUrl, applicationName: APP, poolSize: 2 },
              logger,
            ),
        },
        {
          provide: RUNS,
          inject: [DATABASE],
          useFactory: (database: Database) => new PostgresReconciliationRuns(database),
        },
        {
          provide: RECONCILIATION,
          inject: [DATABASE, MONOLITH_DATABASE, RUNS, LOGGER, METRICS],
          useFactory: (...parts: Parts) => reconciliationOf(config, ...parts),
        },
        {
          provide: SWEEP,
          inject: [RECONCILIATION, LOGGER],
          useFactory: (reconciliation: Reconciliation, log: Logger) =>
            new RepeatingTask({
              name: 'sweep',
              everyMs: config.everyMs,
              logger: log,
              run: async () => {
                await reconciliation.run(false);
                return false;
              },
            }),
        },
      ],
    };
  }

  onApplicationBootstrap(): void {
    this.sweep.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    // The sweep by the clock and one by command; neither may outlive the databases.
    await Promise.all([this.sweep.stop(), this.reconciliation.stop()]);
    await this.monolithDatabase.close();
  }
}

type Parts = [Database, Database, PostgresReconciliationRuns, Logger, Registry];

function reconciliationOf(config: ReplicaReconciliationConfig, ...parts: Parts): Reconciliation {
  const [database, monolithDatabase, runs, logger, registry] = parts;
  const { monolithTimeZone: zone } = config;
  return new Reconciliation(
    {
      monolith: new MonolithTables(monolithDatabase, zone, (wallClockMs) =>
        instantOfLocalTime(wallClockMs, zone),
      ),
      contents: new PostgresReplicaContents(database),
      replica: new PostgresReplica(database, undefined),
      runs,
      metrics: new ReconciliationMetrics(registry),
      logger,
      now: () => businessTime(database),
    },
    config,
  );
}
