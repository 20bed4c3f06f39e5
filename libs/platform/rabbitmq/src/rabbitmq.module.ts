import type {
  BeforeApplicationShutdown,
  DynamicModule,
  OnApplicationShutdown,
} from '@nestjs/common';
import { Inject, Module } from '@nestjs/common';
import type { Logger, Readiness, Registry } from '@ftgo/platform-observability';
import { LOGGER, METRICS, READINESS } from '@ftgo/platform-observability';
import type { Consumption } from './delivery.js';
import type { ExchangeDeclaration } from './topology.js';
import { RabbitLinks } from './rabbit-links.js';

export const PUBLISHER = Symbol('PUBLISHER');
const LINKS = Symbol('LINKS');

export interface RabbitmqOptions {
  readonly url: string;
  readonly app: string;
  /** Topic exchanges that are published to or consumed from; declared durable. */
  readonly exchanges: readonly ExchangeDeclaration[];
  /** Token of the provider that gives the program's {@link Consumption}s, when it consumes. */
  readonly consumptions?: symbol;
  readonly imports?: DynamicModule['imports'];
}

/** How long a stop waits for messages being handled; the rest is redelivered. */
const GRACE_MS = 5_000;

/**
 * Gives a program its publisher and keeps its consumers. Consuming and publishing have a
 * connection each: in a resource alarm the broker stops reading from a publisher's socket, and
 * acknowledgements on the same socket would starve with it (measured: the consumer stood still).
 */
@Module({})
export class RabbitmqModule implements BeforeApplicationShutdown, OnApplicationShutdown {
  constructor(@Inject(LINKS) private readonly links: RabbitLinks) {}

  static forRoot(options: RabbitmqOptions): DynamicModule {
    const { url, app, exchanges, consumptions, imports = [] } = options;
    return {
      module: RabbitmqModule,
      global: true,
      imports,
      providers: [
        {
          provide: LINKS,
          inject: [
            LOGGER,
            METRICS,
            READINESS,
            ...(consumptions === undefined ? [] : [consumptions]),
          ],
          useFactory: (
            logger: Logger,
            metrics: Registry,
            readiness: Readiness,
            consume: readonly Consumption[] = [],
          ) => RabbitLinks.open({ url, app, exchanges, consume }, { logger, metrics, readiness }),
        },
        {
          provide: PUBLISHER,
          inject: [LINKS],
          useFactory: (links: RabbitLinks) => links.publisher,
        },
      ],
      exports: [PUBLISHER],
    };
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.links.stopConsuming(GRACE_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.links.close();
  }
}
