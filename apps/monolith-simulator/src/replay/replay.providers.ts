import type { Provider } from '@nestjs/common';
import type { Logger } from '@ftgo/platform-observability';
import { LOGGER } from '@ftgo/platform-observability';
import type { Database } from '@ftgo/platform-postgres';
import { DATABASE } from '@ftgo/platform-postgres';
import type { OrderTable } from '../ftgo/order-table.js';
import type { RestaurantTable } from '../ftgo/restaurant-table.js';
import type { SimulatorClock } from '../simulator-clock.js';
import { CLOCK, ORDER_TABLE, REPLAYS, RESTAURANT_TABLE } from '../tokens.js';
import { MomentWriter } from './moment-writer.js';
import { Replays } from './replays.js';

/** What replays traces. */
export function replayProviders(): Provider[] {
  return [
    {
      provide: REPLAYS,
      inject: [DATABASE, ORDER_TABLE, RESTAURANT_TABLE, CLOCK, LOGGER],
      useFactory: (
        database: Database,
        orders: OrderTable,
        restaurants: RestaurantTable,
        clock: SimulatorClock,
        logger: Logger,
      ) => new Replays(database, new MomentWriter(database, orders, restaurants), clock, logger),
    },
  ];
}
