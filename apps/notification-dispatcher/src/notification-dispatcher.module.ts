import type {
  BeforeApplicationShutdown,
  DynamicModule,
  OnApplicationBootstrap,
} from '@nestjs/common';
import { Inject, Module } from '@nestjs/common';
import { COMMAND_ROUTES, COMMANDS_EXCHANGE } from '@ftgo/delayed-orders-contracts';
import { OfferLinks, OptOutLinks } from '@ftgo/delayed-orders-customer-links';
import {
  PostgresFeeds,
  PostgresIncidents,
  PostgresNotificationLedger,
  PostgresQuarantine,
  PostgresReceipts,
  PostgresSendingRules,
  PostgresSuppressedAddresses,
} from '@ftgo/delayed-orders-persistence';
import { CustomerContactInfoProxy } from '@ftgo/monolith-contact-info';
import { RepeatingTask } from '@ftgo/platform-lifecycle';
import type { Logger, Registry } from '@ftgo/platform-observability';
import { LOGGER, METRICS, ObservabilityModule } from '@ftgo/platform-observability';
import type { Database } from '@ftgo/platform-postgres';
import { DATABASE, PostgresModule } from '@ftgo/platform-postgres';
import type { Consumption } from '@ftgo/platform-rabbitmq';
import { RabbitmqModule } from '@ftgo/platform-rabbitmq';
import { ContactMetrics } from './contact-metrics.js';
import { Dispatch } from './dispatch.js';
import { DispatcherMetrics } from './dispatcher-metrics.js';
import type { NotificationDispatcherConfig } from './notification-dispatcher.config.js';
import { openSenders } from './open-senders.js';
import { receiveCommand } from './receive-command.js';
import { Recipients } from './recipients.js';

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
          useFactory: (dispatch: Dispatch, database: Database): Consumption[] => {
            const quarantine = new PostgresQuarantine(database);
            // A queue for each channel: what waits for a slow one is in nobody else's way.
            return Object.values(COMMAND_ROUTES).map(({ queue, routingKey }) => ({
              queue,
              bindings: [{ exchange: COMMANDS_EXCHANGE, routingKey }],
              prefetch: config.prefetch,
              handle: (delivery) => receiveCommand(delivery, dispatch.dispatcher, quarantine),
            }));
          },
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
  const { contact, mail, cases, webhook } = config;
  const contactInfo = new CustomerContactInfoProxy({
    baseUrl: contact.monolithUrl,
    pathTemplate: contact.path,
    fields: contact.fields,
    timeoutMs: contact.timeoutMs,
    capacity: contact.concurrency,
    observer: new ContactMetrics(registry),
  });
  const recipients = new Recipients({
    contactInfo,
    suppressed: new PostgresSuppressedAddresses(database, config.addressDigestKey),
    allowed: config.allowedRecipients,
    own: { customerService: mail.customerService, caseTeam: cases?.team, webhook: webhook?.url },
    random: Math.random,
  });
  const sweep = { everyMs: config.sweepMs, limit: config.prefetch };
  return new Dispatch(
    {
      ledger: new PostgresNotificationLedger(database, config.leaseMs),
      feeds: new PostgresFeeds(database, config.freshness),
      rules: new PostgresSendingRules(database),
      incidents: new PostgresIncidents(database),
      recipients,
      senders: openSenders(config, metrics, logger),
      offerLinks: new OfferLinks(config.links),
      optOutLinks: new OptOutLinks(config.links),
      metrics,
      logger,
      random: Math.random,
    },
    { contactInfo, receipts: new PostgresReceipts(database), sweep },
    (task) => new RepeatingTask({ ...task, logger }),
  );
}

/** The whole program: notification commands -> e-mail, SMS, cases and webhooks. */
@Module({})
export class NotificationDispatcherModule {
  static forConfig(config: NotificationDispatcherConfig, logger: Logger): DynamicModule {
    // Nobody holds a connection while sending, so the channels can share what one would need.
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
