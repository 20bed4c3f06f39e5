import type {
  BeforeApplicationShutdown,
  DynamicModule,
  OnApplicationBootstrap,
} from '@nestjs/common';
import { Inject, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { EVENTS_EXCHANGE } from '@ftgo/delayed-orders-contracts';
import { OfferLinks, OptOutLinks } from '@ftgo/delayed-orders-customer-links';
import { SmsSignature, WebhookSignature } from '@ftgo/delayed-orders-notifications';
import {
  businessTime,
  PostgresDelayedOrdersView,
  PostgresDeliveryStatistics,
  PostgresFeeds,
  PostgresOffers,
  PostgresReceipts,
  PostgresSuppressedAddresses,
} from '@ftgo/delayed-orders-persistence';
import { RepeatingTask } from '@ftgo/platform-lifecycle';
import type { Logger, Registry } from '@ftgo/platform-observability';
import { LOGGER, METRICS, ObservabilityModule } from '@ftgo/platform-observability';
import { OutboxRelay } from '@ftgo/platform-outbox';
import type { Database } from '@ftgo/platform-postgres';
import { DATABASE, PostgresModule } from '@ftgo/platform-postgres';
import type { Publisher } from '@ftgo/platform-rabbitmq';
import { PUBLISHER, RabbitmqModule } from '@ftgo/platform-rabbitmq';
import type { DelayedOrdersApiConfig } from './delayed-orders-api.config.js';
import {
  DELAYED_ORDERS_VIEW,
  DelayedOrdersController,
  FEEDS,
  PAGE_LIMIT,
} from './delayed-orders/delayed-orders.controller.js';
import { OfferMetrics } from './offers/offer-metrics.js';
import {
  OFFER_LINKS,
  OFFER_METRICS,
  OFFERS,
  OffersController,
} from './offers/offers.controller.js';
import { toEvent } from './offers/to-event.js';
import { OPT_OUT_LINKS, OptOutsController } from './opt-outs/opt-outs.controller.js';
import { ProblemFilter } from './problem.filter.js';
import { ReceiptMetrics } from './receipts/receipt-metrics.js';
import {
  EMAIL_RECEIPT_SIGNATURE,
  RECEIPT_METRICS,
  RECEIPTS,
  ReceiptsController,
  SMS_CALLBACKS,
  SUPPRESSED_ADDRESSES,
} from './receipts/receipts.controller.js';
import { SmsCallbacks } from './receipts/sms-callbacks.js';
import { SmsRepliesController } from './receipts/sms-replies.controller.js';
import {
  BUSINESS_TIME,
  DeliveryStatisticsController,
  STATISTICS,
} from './statistics/delivery-statistics.controller.js';

const APP = 'delayed-orders-api';
const RELAY = Symbol('RELAY');
const RELAY_EVERY_MS = 500;

/** The whole program: getDelayedOrders(), statistics, offers, receipts and opt-outs over HTTP. */
@Module({})
export class DelayedOrdersApiModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(@Inject(RELAY) private readonly relay: RepeatingTask) {}

  static forConfig(config: DelayedOrdersApiConfig, logger: Logger): DynamicModule {
    const { databaseUrl: url, rabbitmqUrl } = config;
    return {
      module: DelayedOrdersApiModule,
      imports: [
        ObservabilityModule.forApp(APP, logger),
        PostgresModule.forRoot({ url, applicationName: APP, poolSize: 10 }),
        RabbitmqModule.forRoot({ url: rabbitmqUrl, app: APP, exchanges: [EVENTS_EXCHANGE] }),
      ],
      controllers: [
        DelayedOrdersController,
        DeliveryStatisticsController,
        OffersController,
        OptOutsController,
        ReceiptsController,
        SmsRepliesController,
      ],
      providers: [...providersFor(config), ...receiptProviders(config)],
    };
  }

  onApplicationBootstrap(): void {
    this.relay.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.relay.stop();
  }
}

function providersFor(config: DelayedOrdersApiConfig): NonNullable<DynamicModule['providers']> {
  return [
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: PAGE_LIMIT, useValue: config.pageLimit },
    { provide: OFFER_LINKS, useFactory: () => new OfferLinks(config.links) },
    {
      provide: DELAYED_ORDERS_VIEW,
      inject: [DATABASE],
      useFactory: (database: Database) => new PostgresDelayedOrdersView(database),
    },
    {
      provide: FEEDS,
      inject: [DATABASE],
      useFactory: (database: Database) => new PostgresFeeds(database, config.freshness),
    },
    {
      provide: STATISTICS,
      inject: [DATABASE],
      useFactory: (database: Database) => new PostgresDeliveryStatistics(database),
    },
    {
      provide: BUSINESS_TIME,
      inject: [DATABASE],
      useFactory: (database: Database) => () => businessTime(database),
    },
    {
      provide: OFFERS,
      inject: [DATABASE],
      useFactory: (database: Database) => new PostgresOffers(database, toEvent),
    },
    {
      provide: OFFER_METRICS,
      inject: [METRICS],
      useFactory: (registry: Registry) => new OfferMetrics(registry),
    },
    {
      provide: RELAY,
      inject: [DATABASE, PUBLISHER, LOGGER],
      useFactory: (database: Database, publisher: Publisher, logger: Logger) => {
        const relay = new OutboxRelay(database, publisher, logger);
        return new RepeatingTask({
          name: 'relay',
          everyMs: RELAY_EVERY_MS,
          run: () => relay.relayOnce(),
          logger,
        });
      },
    },
  ];
}

function receiptProviders({
  links,
  smsToken,
  emailReceiptsSecret,
  addressDigestKey,
}: DelayedOrdersApiConfig): NonNullable<DynamicModule['providers']> {
  return [
    { provide: OPT_OUT_LINKS, useFactory: () => new OptOutLinks(links) },
    {
      provide: RECEIPTS,
      inject: [DATABASE],
      useFactory: (database: Database) => new PostgresReceipts(database),
    },
    {
      provide: SUPPRESSED_ADDRESSES,
      inject: [DATABASE],
      useFactory: (database: Database) =>
        new PostgresSuppressedAddresses(database, addressDigestKey),
    },
    {
      provide: RECEIPT_METRICS,
      inject: [METRICS],
      useFactory: (registry: Registry) => new ReceiptMetrics(registry),
    },
    {
      provide: EMAIL_RECEIPT_SIGNATURE,
      useFactory: () =>
        emailReceiptsSecret === undefined ? undefined : new WebhookSignature(emailReceiptsSecret),
    },
    {
      provide: SMS_CALLBACKS,
      useFactory: () =>
        smsToken === undefined
          ? undefined
          : new SmsCallbacks(links.publicUrl, new SmsSignature(smsToken)),
    },
  ];
}
