import type { Provider } from '@nestjs/common';
import type { Database } from '@ftgo/platform-postgres';
import { DATABASE } from '@ftgo/platform-postgres';
import type { DomainEvents } from '@ftgo/monolith-publisher';
import type { SimulatorClock } from '../simulator-clock.js';
import type { SimulatorConfig } from '../simulator.config.js';
import {
  CLOCK,
  CONSUMERS,
  COURIERS,
  ORDER_TABLE,
  ORDERS,
  RESTAURANT_TABLE,
  RESTAURANTS,
} from '../tokens.js';
import { Consumers } from './consumers.js';
import { Couriers } from './couriers.js';
import { OrderTable } from './order-table.js';
import { Orders } from './orders.js';
import { RestaurantTable } from './restaurant-table.js';
import { Restaurants } from './restaurants.js';

/** FTGO's tables and what its paths do with them. */
export function ftgoProviders({ timeZone }: SimulatorConfig, events: DomainEvents): Provider[] {
  return [
    { provide: ORDER_TABLE, useValue: new OrderTable(events, timeZone) },
    { provide: RESTAURANT_TABLE, useValue: new RestaurantTable(events, timeZone) },
    {
      provide: ORDERS,
      inject: [DATABASE, ORDER_TABLE, CLOCK],
      useFactory: (database: Database, table: OrderTable, clock: SimulatorClock) =>
        new Orders(database, table, () => clock.now(), timeZone),
    },
    {
      provide: RESTAURANTS,
      inject: [DATABASE, RESTAURANT_TABLE, CLOCK],
      useFactory: (database: Database, table: RestaurantTable, clock: SimulatorClock) =>
        new Restaurants(database, table, () => clock.now(), timeZone),
    },
    {
      provide: CONSUMERS,
      inject: [DATABASE],
      useFactory: (database: Database) => new Consumers(database),
    },
    {
      provide: COURIERS,
      inject: [DATABASE],
      useFactory: (database: Database) => new Couriers(database),
    },
  ];
}
