import type { Order } from '@ftgo/delayed-orders-domain';
import type { Queryable } from '@ftgo/platform-postgres';
import type { OrderRow, RestaurantRow } from './order-row.js';
import { toOrder } from './order-row.js';
import { ORDER_DIGESTS, RESTAURANT_DIGESTS } from './queries/replica-digests.js';

/** The digest of all replicated rows whose ids lie in one range. */
export interface ReplicaDigest {
  readonly range: number;
  readonly digest: string;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** A replicated order with its state as it was told, known to us or not. */
export type ReplicatedOrder = Omit<Order, 'state'> & { readonly state?: string | undefined };

/** What the replica holds, to be compared with what the monolith has; changes nothing. */
export class PostgresReplicaContents {
  constructor(private readonly database: Queryable) {}

  orderDigests({ from, to }: Span, size: number): Promise<ReplicaDigest[]> {
    return this.database.query<ReplicaDigest>(ORDER_DIGESTS, [from, to, size]);
  }

  restaurantDigests({ from, to }: Span, size: number): Promise<ReplicaDigest[]> {
    return this.database.query<ReplicaDigest>(RESTAURANT_DIGESTS, [from, to, size]);
  }

  /** The ids of the orders in a span that are not known to be deleted. */
  async orderIds({ from, to }: Span): Promise<number[]> {
    const rows = await this.database.query<{ order_id: number }>(
      `select order_id from order_replica
       where order_id >= $1 and order_id < $2 and deleted_at is null order by 1`,
      [from, to],
    );
    return rows.map((row) => row.order_id);
  }

  /** The first open orders whose ids lie beyond a span, on either side. */
  async openOrderIdsBeyond({ from, to }: Span, limit: number): Promise<number[]> {
    const rows = await this.database.query<{ order_id: number }>(
      `select order_id from order_replica
       where (order_id < $1 or order_id >= $2) and coalesce(state, '') not in ('DELIVERED', 'CANCELLED')
         and delivered_at is null and cancelled_at is null and deleted_at is null
       order by 1 limit $3`,
      [from, to, limit],
    );
    return rows.map((row) => row.order_id);
  }

  async orders(ids: readonly number[]): Promise<ReplicatedOrder[]> {
    const rows = await this.database.query<OrderRow>(
      'select * from order_replica where order_id = any($1::bigint[])',
      [ids],
    );
    return rows.map((row) => ({ ...toOrder(row), state: row.state ?? undefined }));
  }

  /** The rows of hours and closures of these restaurants that are not known to be deleted. */
  async rowsOfHours(
    restaurantIds: readonly number[],
  ): Promise<{ readonly openingHours: readonly number[]; readonly closures: readonly number[] }> {
    const alive = async (table: string): Promise<number[]> => {
      const rows = await this.database.query<{ row_id: number }>(
        `select row_id from ${table} where restaurant_id = any($1::bigint[]) and not is_deleted`,
        [restaurantIds],
      );
      return rows.map((row) => row.row_id);
    };
    return {
      openingHours: await alive('opening_hours_replica'),
      closures: await alive('closure_replica'),
    };
  }

  restaurants(ids: readonly number[]): Promise<RestaurantRow[]> {
    return this.database.query<RestaurantRow>(
      `select restaurant_id, version, name, time_zone, opening_hours, closures
       from restaurant_replica where restaurant_id = any($1::bigint[])`,
      [ids],
    );
  }
}
