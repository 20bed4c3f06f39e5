/**
 * The smallest worker that has everything a real one has: it writes the body of each message
 * into the table `handled`, and can be asked to misbehave. Built and run by run-app.int.spec.ts.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { DynamicModule } from '@nestjs/common';
import { Controller, Get, Inject, Module, Param, Post } from '@nestjs/common';
import type { Logger } from '@ftgo/platform-observability';
import { ObservabilityModule } from '@ftgo/platform-observability';
import type { Database } from '@ftgo/platform-postgres';
import { DATABASE, PostgresModule, waitForDatabase } from '@ftgo/platform-postgres';
import type { Consumption } from '@ftgo/platform-rabbitmq';
import { RabbitmqModule } from '@ftgo/platform-rabbitmq';
import { runApp } from '../index.js';
import type { WorkerConfiguration } from './worker.config.js';
import { configureWorker } from './worker.config.js';

const CONSUMPTIONS = Symbol('CONSUMPTIONS');
const HANDLING_TAKES_MS = 800;

@Controller()
class MisbehaviourController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Get('orders/:id')
  order(@Param('id') id: string): { id: string } {
    return { id };
  }

  /** What a leak does: every connection of the pool is taken and none comes back. */
  @Post('leak-connections')
  async leak(): Promise<void> {
    await Promise.all(Array.from({ length: 5 }, () => this.database.pool.connect()));
  }

  @Post('forget-a-rejection')
  forget(): void {
    void Promise.reject(new Error('nobody awaits this'));
  }
}

@Module({})
class ConsumptionsModule {
  static forQueue(queue: string, logger: Logger): DynamicModule {
    return {
      module: ConsumptionsModule,
      providers: [
        {
          provide: CONSUMPTIONS,
          inject: [DATABASE],
          useFactory: async (database: Database): Promise<Consumption[]> => {
            await waitForDatabase(database, logger);
            return [
              { queue, bindings: [], prefetch: 3, handle: (message) => handle(database, message) },
            ];
          },
        },
      ],
      exports: [CONSUMPTIONS],
    };
  }
}

async function handle(database: Database, { body }: { body: Buffer }): Promise<void> {
  await database.query(`insert into handled (body, state) values ($1, 'BEGUN')`, [body.toString()]);
  await pause(HANDLING_TAKES_MS);
  await database.query(`update handled set state = 'ENDED' where body = $1`, [body.toString()]);
}

function worker(configuration: WorkerConfiguration, logger: Logger): DynamicModule {
  const { databaseUrl, rabbitmqUrl, queue } = configuration;
  @Module({})
  class WorkerModule {}
  return {
    module: WorkerModule,
    controllers: [MisbehaviourController],
    imports: [
      ObservabilityModule.forApp('worker', logger),
      PostgresModule.forRoot({ url: databaseUrl, applicationName: 'worker' }),
      RabbitmqModule.forRoot({
        url: rabbitmqUrl,
        app: 'worker',
        exchanges: [],
        consumptions: CONSUMPTIONS,
        imports: [ConsumptionsModule.forQueue(queue, logger)],
      }),
    ],
  };
}

await runApp({ name: 'worker', configure: configureWorker, module: worker });
