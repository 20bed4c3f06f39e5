import type { Provider } from '@nestjs/common';
import { APP_FILTER, HttpAdapterHost } from '@nestjs/core';
import type { Logger, Readiness } from '@ftgo/platform-observability';
import { LOGGER, READINESS } from '@ftgo/platform-observability';
import type { Database } from '@ftgo/platform-postgres';
import { DATABASE } from '@ftgo/platform-postgres';
import { eventsProviders } from './events/events.providers.js';
import type { EventRelay } from '@ftgo/monolith-publisher';
import { DomainEvents } from '@ftgo/monolith-publisher';
import { faultsProviders } from './faults/faults.providers.js';
import type { RawLink } from './faults/raw-link.js';
import { BodyParsing } from './ftgo/body-parsing.js';
import { ftgoProviders } from './ftgo/ftgo.providers.js';
import { SpringErrorFilter } from './ftgo/spring-error.filter.js';
import { replayProviders } from './replay/replay.providers.js';
import type { Replays } from './replay/replays.js';
import type { SimulatorClock } from './simulator-clock.js';
import { SimulatorErrorFilter } from './simulator-error.filter.js';
import { SimulatorWork } from './simulator-work.js';
import type { SimulatorConfig } from './simulator.config.js';
import { CLOCK, CONFIG, EVENT_RELAY, RAW_LINK, REPLAYS } from './tokens.js';

/** All that the simulator consists of, but for the credits, which the broker's module needs. */
export function simulatorProviders(config: SimulatorConfig): Provider[] {
  const events = new DomainEvents({
    formats: config.eventFormats,
    exchange: config.eventsExchange,
    timeZone: config.timeZone,
  });
  return [
    { provide: CONFIG, useValue: config },
    ...ftgoProviders(config, events),
    ...faultsProviders(config),
    ...eventsProviders(config, events),
    ...replayProviders(),
    {
      provide: BodyParsing,
      inject: [HttpAdapterHost],
      useFactory: (host: HttpAdapterHost) => new BodyParsing(host),
    },
    {
      provide: APP_FILTER,
      inject: [CLOCK, LOGGER],
      useFactory: (clock: SimulatorClock, logger: Logger) =>
        new SimulatorErrorFilter(new SpringErrorFilter(() => clock.now(), logger)),
    },
    {
      provide: SimulatorWork,
      inject: [DATABASE, EVENT_RELAY, REPLAYS, RAW_LINK, READINESS, LOGGER],
      useFactory: (
        database: Database,
        relay: EventRelay,
        replays: Replays,
        rawLink: RawLink,
        readiness: Readiness,
        logger: Logger,
      ) => new SimulatorWork({ database, relay, replays, rawLink }, readiness, logger),
    },
  ];
}
