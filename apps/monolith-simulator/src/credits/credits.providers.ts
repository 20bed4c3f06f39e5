import type { Provider } from '@nestjs/common';
import type { Logger } from '@ftgo/platform-observability';
import { LOGGER } from '@ftgo/platform-observability';
import type { Database } from '@ftgo/platform-postgres';
import { DATABASE } from '@ftgo/platform-postgres';
import { SimulatorClock } from '../simulator-clock.js';
import type { SimulatorConfig } from '../simulator.config.js';
import { CLOCK, CREDITS, OFFER_CONSUMPTIONS } from '../tokens.js';
import { Credits } from './credits.js';
import { offerConsumption } from './offer-consumption.js';

/** The clock, and the credits with the consumption that books them. */
export function creditsProviders({ offers, timeZone }: SimulatorConfig): Provider[] {
  return [
    { provide: CLOCK, useFactory: () => new SimulatorClock() },
    {
      provide: CREDITS,
      inject: [DATABASE, CLOCK],
      useFactory: (database: Database, clock: SimulatorClock) =>
        new Credits(database, () => clock.now(), timeZone),
    },
    {
      provide: OFFER_CONSUMPTIONS,
      inject: [CREDITS, DATABASE, LOGGER],
      useFactory: (credits: Credits, database: Database, logger: Logger) => [
        offerConsumption(offers, credits, database, logger),
      ],
    },
  ];
}
