import type { Provider } from '@nestjs/common';
import type { Logger, Readiness, Registry } from '@ftgo/platform-observability';
import { LOGGER, METRICS, READINESS } from '@ftgo/platform-observability';
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
import type { EventPublisher } from './event-publisher.js';
import { EventRelay } from './event-relay.js';
import { PublishedEvents } from './published-events.js';

/** The way of the events from the outbox to the broker, faults and count in between. */
export function eventsProviders({ relayTickMs }: SimulatorConfig): Provider[] {
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
        publisher: EventPublisher,
        logger: Logger,
        readiness: Readiness,
        faults: Faults,
      ) =>
        new EventRelay(database, publisher, logger, readiness, {
          tickMs: relayTickMs,
          waitsFor: () => faults.settings.events.shuffleWindow,
        }),
    },
  ];
}
