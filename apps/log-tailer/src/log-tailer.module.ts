import type {
  BeforeApplicationShutdown,
  DynamicModule,
  OnApplicationBootstrap,
} from '@nestjs/common';
import { Inject, Module } from '@nestjs/common';
import type { Logger } from '@ftgo/platform-observability';
import { ObservabilityModule } from '@ftgo/platform-observability';
import { PostgresModule } from '@ftgo/platform-postgres';
import { RabbitmqModule } from '@ftgo/platform-rabbitmq';
import { SlotController } from './control/slot.controller.js';
import { SnapshotsController } from './control/snapshots.controller.js';
import { TEXT_FORM, withSessionSettings } from './log/session-settings.js';
import type { LogTailerConfig } from './log-tailer.config.js';
import { logTailerProviders } from './log-tailer.providers.js';
import type { TailerWork } from './tailing/tailer-work.js';
import { WORK } from './tokens.js';

const APP = 'log-tailer';
const POOL_SIZE = 6;
/** What the tailer writes for itself can be done again, and need not wait for a standby server. */
const POOL_SETTINGS = { ...TEXT_FORM, synchronous_commit: 'local' };

/** The whole program: the monolith's transaction log -> row-change messages. */
@Module({})
export class LogTailerModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(@Inject(WORK) private readonly work: TailerWork) {}

  static forConfig(config: LogTailerConfig, logger: Logger): DynamicModule {
    const { monolithDatabaseUrl, rabbitmqUrl, exchange } = config;
    const url = withSessionSettings(monolithDatabaseUrl, POOL_SETTINGS);
    return {
      module: LogTailerModule,
      imports: [
        ObservabilityModule.forApp(APP, logger),
        PostgresModule.forRoot({ url, applicationName: APP, poolSize: POOL_SIZE }),
        RabbitmqModule.forRoot({ url: rabbitmqUrl, app: APP, exchanges: [exchange] }),
      ],
      controllers: [SlotController, SnapshotsController],
      providers: logTailerProviders(config),
    };
  }

  onApplicationBootstrap(): void {
    this.work.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.work.stop();
  }
}
