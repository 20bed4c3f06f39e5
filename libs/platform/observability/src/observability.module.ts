import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import type { Logger } from './logger.js';
import { createMetrics } from './metrics.js';
import { ProbesController } from './probes.controller.js';
import { Readiness } from './readiness.js';
import { LOGGER, METRICS, READINESS } from './tokens.js';

/** Gives a program its logger, its metrics, its readiness and the three paths that show them. */
@Module({})
export class ObservabilityModule {
  static forApp(app: string, logger: Logger): DynamicModule {
    return {
      module: ObservabilityModule,
      global: true,
      controllers: [ProbesController],
      providers: [
        { provide: LOGGER, useValue: logger },
        { provide: METRICS, useFactory: () => createMetrics(app) },
        { provide: READINESS, useFactory: () => new Readiness() },
      ],
      exports: [LOGGER, METRICS, READINESS],
    };
  }
}
