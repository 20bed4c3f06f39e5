import type { OrderFields, ReplicaUpdate, RestaurantFields } from '@ftgo/delayed-orders-domain';
import { foldUpdates } from '@ftgo/delayed-orders-domain';
import type { Database } from '@ftgo/platform-postgres';
import {
  LOCK_ORDERS,
  MAKE_ORDERS_OF_RESTAURANTS_DUE,
  orderJson,
  restaurantJson,
  UPSERT_ORDERS,
  UPSERT_RESTAURANTS,
} from './queries/upsert-replica.js';

/** What a micro-batch of messages says, in any order. */
export interface ReplicaBatch {
  readonly orders: readonly ReplicaUpdate<OrderFields>[];
  readonly restaurants: readonly ReplicaUpdate<RestaurantFields>[];
  /** The newest moment that the batch tells of; undefined leaves the watermark alone. */
  readonly asOf: Date | undefined;
}

/** How many rows a batch changed; the rest was known already. */
export interface AppliedBatch {
  readonly changedOrders: number;
  readonly changedRestaurants: number;
}

/** The replica of the monolith's orders and restaurants in PostgreSQL. */
export class PostgresReplica {
  constructor(
    private readonly database: Database,
    /** Whose progress the watermark shows. */
    private readonly feed: { readonly name: string; readonly worker: string },
  ) {}

  /**
   * Applies a batch in one transaction: upserts guarded by version (I1), due times, watermark.
   * Idempotent; safe from any number of workers at once (rows are locked in the order of ids).
   */
  async apply(batch: ReplicaBatch): Promise<AppliedBatch> {
    const orders = foldUpdates(batch.orders);
    const restaurants = foldUpdates(batch.restaurants);
    return this.database.transaction(async (transaction) => {
      // Orders first, everywhere: one order of locks for all transactions, and no deadlock.
      if (restaurants.length > 0) {
        const [restaurantIds, orderIds] = [restaurants, orders].map((rows) => rows.map(idOf));
        await transaction.query(LOCK_ORDERS, [restaurantIds, orderIds]);
      }
      const changedOrders =
        orders.length === 0
          ? []
          : await transaction.query(UPSERT_ORDERS, [JSON.stringify(orders.map(orderJson))]);
      const changedRestaurants =
        restaurants.length === 0
          ? []
          : await transaction.query<{ restaurant_id: number }>(UPSERT_RESTAURANTS, [
              JSON.stringify(restaurants.map(restaurantJson)),
            ]);
      if (changedRestaurants.length > 0) {
        const ids = changedRestaurants.map((row) => row.restaurant_id);
        await transaction.query(MAKE_ORDERS_OF_RESTAURANTS_DUE, [ids]);
      }
      if (batch.asOf !== undefined) {
        await transaction.query(
          `insert into feed_watermark as w (feed, worker, as_of, applied_at)
           values ($1, $2, $3, clock_timestamp())
           on conflict (feed, worker) do update
           set as_of = greatest(w.as_of, excluded.as_of), applied_at = excluded.applied_at`,
          [this.feed.name, this.feed.worker, batch.asOf],
        );
      }
      return {
        changedOrders: changedOrders.length,
        changedRestaurants: changedRestaurants.length,
      };
    });
  }
}

const idOf = ({ id }: { readonly id: number }): number => id;
