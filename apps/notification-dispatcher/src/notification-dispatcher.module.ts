import type {
  BeforeApplicationShutdown,
  DynamicModule,
  OnApplicationBootstrap,
} from '@nestjs/common';
import { Inject, Module } from '@nestjs/common';
import { COMMANDS_EXCHANGE, EMAIL_QUEUE, SEND_BY_EMAIL } from '@ftgo/delayed-orders-contracts';
import { SmtpNotificationSender } from '@ftgo/delayed-orders-notifications';
import { OfferLinks } from '@ftgo/delayed-orders-offer-links';
import {
  PostgresFeeds,
  PostgresNotificationLedger,
  PostgresQuarantine,
} from '@ftgo/delayed-orders-persistence';
import { CustomerContactInfoProxy } from '@ftgo/monolith-contact-info';
import { RepeatingTask } from '@ftgo/platform-lifecycle';
import type { Logger, Registry } from '@ftgo/platform-observability';
import { LOGGER, METRICS, ObservabilityModule } from '@ftgo/platform-observability';
import type { Database } from '@ftgo/platform-postgres';
import { DATABASE, PostgresModule } from '@ftgo/platform-postgres';
import type { Consumption } from '@ftgo/platform-rabbitmq';
import { RabbitmqModule } from '@ftgo/platform-rabbitmq';
import { Dispatch } from './dispatch.js';
import { DispatcherMetrics } from './dispatcher-metrics.js';
import type { NotificationDispatcherConfig } from './notification-dispatcher.config.js';
import { receiveCommand } from './receive-command.js';
import { smtpServer } from './smtp-server.js';

const APP = 'notification-dispatcher';
const DISPATCH = Symbol('DISPATCH');
const CONSUMPTIONS = Symbol('CONSUMPTIONS');

/** Everything that sends; imported by the module that keeps the consumers. */
@Module({})
class DispatchModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(@Inject(DISPATCH) private readonly dispatch: Dispatch) {}

  static forConfig(config: NotificationDispatcherConfig): DynamicModule {
    return {
      module: DispatchModule,
      providers: [
        {
          provide: DISPATCH,
          inject: [DATABASE, LOGGER, METRICS],
          useFactory: (database: Database, logger: Logger, registry: Registry) =>
            openDispatch(config, database, logger, registry),
        },
        {
          provide: CONSUMPTIONS,
          inject: [DISPATCH, DATABASE],
          useFactory: (dispatch: Dispatch, database: Database): Consumption[] => [
            {
              queue: EMAIL_QUEUE,
              bindings: [{ exchange: COMMANDS_EXCHANGE, routingKey: SEND_BY_EMAIL }],
              prefetch: config.prefetch,
              handle: (delivery) =>
                receiveCommand(delivery, dispatch.dispatcher, new PostgresQuarantine(database)),
            },
          ],
        },
      ],
      exports: [CONSUMPTIONS],
    };
  }

  onApplicationBootstrap(): void {
    this.dispatch.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.dispatch.stop();
  }
}

function openDispatch(
  config: NotificationDispatcherConfig,
  database: Database,
  logger: Logger,
  registry: Registry,
): Dispatch {
  const metrics = new DispatcherMetrics(registry);
  const { contact, mail } = config;
  const contactInfo = new CustomerContactInfoProxy({
    baseUrl: contact.monolithUrl,
    pathTemplate: contact.path,
    timeoutMs: contact.timeoutMs,
    capacity: contact.concurrency,
    observer: metrics.contactObserver,
  });
  const sender = new SmtpNotificationSender({
    server: smtpServer(mail.smtpUrl),
    from: mail.from,
    domain: mail.domain,
    maxConnections: Math.min(config.prefetch, 4),
  });
  const ledger = new PostgresNotificationLedger(database, config.leaseMs);
  const feeds = new PostgresFeeds(database, config.freshness);
  const sweep = { everyMs: config.sweepMs, limit: config.prefetch };
  const offerLinks = new OfferLinks(config.offerLinks);
  return new Dispatch(
    { ledger, feeds, contactInfo, sender, offerLinks, metrics, logger, random: Math.random },
    mail.customerService,
    sweep,
    (task) => new RepeatingTask({ ...task, logger }),
  );
}

/** The whole program: notification commands -> e-mail. */
@Module({})
export class NotificationDispatcherModule {
  static forConfig(config: NotificationDispatcherConfig, logger: Logger): DynamicModule {
    const poolSize = config.prefetch + 4;
    return {
      module: NotificationDispatcherModule,
      imports: [
        ObservabilityModule.forApp(APP, logger),
        PostgresModule.forRoot({ url: config.databaseUrl, applicationName: APP, poolSize }),
        RabbitmqModule.forRoot({
          url: config.rabbitmqUrl,
          app: APP,
          exchanges: [COMMANDS_EXCHANGE],
          consumptions: CONSUMPTIONS,
          imports: [DispatchModule.forConfig(config)],
        }),
      ],
    };
  }
}
