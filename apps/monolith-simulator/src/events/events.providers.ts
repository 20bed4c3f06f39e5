import type { Provider } from '@nestjs/common';
import type { DomainEvents } from '@ftgo/monolith-publisher';
import { EventRelay } from '@ftgo/monolith-publisher';
import type { Logger, Readiness, Registry } from '@ftgo/platform-observability';
import { LOGGER, METRICS, READINESS } from '@ftgo/platform-observability';
import type { MessagePublisher } from '@ftgo/platform-outbox';
import type { Database } from '@ftgo/platform-postgres';
import { DATABASE } from '@ftgo/platform-postgres';
import type { Publisher } from '@ftgo/platform-rabbitmq';
import { PUBLISHER } from '@ftgo/platform-rabbitmq';
import type { Faults } from '../faults/faults.js';
import { FaultyPublisher } from '../faults/faulty-publisher.js';
import type { RawLink } from '../faults/raw-link.js';
import type { SimulatorConfig } from '../simulator.config.js';
import { EVENT_PUBLISHER, EVENT_RELAY, FAULTS, PUBLISHED_EVENTS, RAW_LINK } from '../tokens.js';
import { CountingPublisher } from './counting-publisher.js';
import { PublishedEvents } from './published-events.js';

/** The way of the events from the outbox to the broker, faults and count in between. */
export function eventsProviders(config: SimulatorConfig, events: DomainEvents): Provider[] {
  const { relayTickMs: tickMs, heartbeatMs } = config;
  return [
    {
      provide: PUBLISHED_EVENTS,
      inject: [METRICS],
      useFactory: (metrics: Registry) => new PublishedEvents(metrics),
    },
    {
      provide: EVENT_PUBLISHER,
      inject: [PUBLISHER, PUBLISHED_EVENTS, RAW_LINK, FAULTS],
      useFactory: (
        publisher: Publisher,
        published: PublishedEvents,
        rawLink: RawLink,
        faults: Faults,
      ) => new FaultyPublisher(new CountingPublisher(publisher, published), rawLink, faults),
    },
    {
      provide: EVENT_RELAY,
      inject: [DATABASE, EVENT_PUBLISHER, LOGGER, READINESS, FAULTS],
      useFactory: (
        database: Database,
        publisher: MessagePublisher,
        logger: Logger,
        readiness: Readiness,
        faults: Faults,
      ) =>
        new EventRelay(
          database,
          events,
          publisher,
          { logger, readiness },
          { tickMs, heartbeatMs, waitsFor: () => faults.settings.events.shuffleWindow },
        ),
    },
  ];
}
