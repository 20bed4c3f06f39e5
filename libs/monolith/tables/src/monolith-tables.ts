import type { OrderChange, ReadLocalTime, RestaurantChange } from '@ftgo/monolith-contracts';
import { translateRowChange } from '@ftgo/monolith-contracts';
import type { Database, Queryable } from '@ftgo/platform-postgres';
import { ORDER_DIGESTS, RESTAURANT_DIGESTS } from './digests.js';

/** The digest of all rows whose ids lie in one range. */
export interface RangeDigest {
  /** The ids `range * size` up to `range * size + size - 1`. */
  readonly range: number;
  readonly digest: string;
}

export interface IdSpan {
  readonly from: number;
  /** The first id beyond. */
  readonly to: number;
}

/** Ids of rows of hours. */
export interface RowsOfHours {
  readonly openingHours: readonly number[];
  readonly closures: readonly number[];
}

/** Rows as they are now, as changes of a snapshot would tell them. */
export interface MonolithRows {
  readonly orders: readonly OrderChange[];
  readonly restaurants: readonly RestaurantChange[];
  /** Rows that are there and cannot be understood; they are no reason to leave out the others. */
  readonly unreadable: readonly UnreadableRow[];
}

/** A row that says something absurd. Ids and reasons only, no values (I8). */
export interface UnreadableRow {
  readonly table: 'orders' | 'restaurants';
  readonly id: number;
  readonly why: string;
}

const ORDER_SPAN = `
select coalesce(min(id), 0) as "from", coalesce(max(id), -1) + 1 as "to" from orders
where created_at at time zone $1 >= $2 or order_state not in ('DELIVERED', 'CANCELLED', 'REJECTED')`;

const HOURS_OF_RESTAURANT = `
select r.id, r.version, r.name, r.time_zone,
  coalesce((select jsonb_agg(jsonb_build_object('dayOfWeek', day_of_week,
      'opens', to_char(opens, 'HH24:MI'), 'closes', to_char(closes, 'HH24:MI'))
      order by day_of_week, opens)
    from restaurant_opening_hours as h where h.restaurant_id = r.id), '[]') as hours,
  coalesce((select jsonb_agg(jsonb_build_object(
      'from', floor(extract(epoch from closed_from) * 1000)::bigint,
      'to', floor(extract(epoch from closed_to) * 1000)::bigint) order by closed_from)
    from restaurant_closures as c where c.restaurant_id = r.id), '[]') as closures
from restaurants as r where id = any($1::bigint[])`;

interface OrderRow {
  readonly id: number;
  readonly row: object;
}

interface RestaurantRow {
  readonly id: number;
  readonly version: number;
  readonly name: string | null;
  readonly time_zone: string | null;
  readonly hours: RestaurantChange['fields']['openingHours'];
  /** Wall clocks, as epoch milliseconds as if they were UTC. */
  readonly closures: readonly { readonly from: number; readonly to: number }[];
}

/**
 * The monolith's own tables, read for comparison and repair only: the replica is kept by its feeds
 * (13.3.1). It wants a role that may read `orders`, `restaurants` and their hours, and nothing else.
 */
export class MonolithTables {
  constructor(
    private readonly database: Database,
    private readonly timeZone: string,
    private readonly readLocalTime: ReadLocalTime,
  ) {}

  /** The ids of the orders that are open, or were placed since. */
  async orderSpan(since: Date): Promise<IdSpan> {
    const [span] = await this.database.query<IdSpan>(ORDER_SPAN, [this.timeZone, since]);
    return span ?? { from: 0, to: 0 };
  }

  async restaurantSpan(): Promise<IdSpan> {
    const [span] = await this.database.query<IdSpan>(
      'select coalesce(min(id), 0) as "from", coalesce(max(id), -1) + 1 as "to" from restaurants',
    );
    return span ?? { from: 0, to: 0 };
  }

  orderDigests({ from, to }: IdSpan, size: number): Promise<RangeDigest[]> {
    return this.database.query<RangeDigest>(ORDER_DIGESTS, [this.timeZone, from, to, size]);
  }

  restaurantDigests({ from, to }: IdSpan, size: number): Promise<RangeDigest[]> {
    return this.database.query<RangeDigest>(RESTAURANT_DIGESTS, [this.timeZone, from, to, size]);
  }

  /** The ids in a span. */
  async idsOf(table: 'orders' | 'restaurants', { from, to }: IdSpan): Promise<number[]> {
    const rows = await this.database.query<{ id: number }>(
      `select id from ${table} where id >= $1 and id < $2 order by id`,
      [from, to],
    );
    return rows.map(({ id }) => id);
  }

  /** The rows of hours and closures that these restaurants have. */
  async rowsOfHours(restaurantIds: readonly number[]): Promise<RowsOfHours> {
    const ids = async (table: string): Promise<number[]> => {
      const rows = await this.database.query<{ id: number }>(
        `select id from ${table} where restaurant_id = any($1::bigint[])`,
        [restaurantIds],
      );
      return rows.map(({ id }) => id);
    };
    return {
      openingHours: await ids('restaurant_opening_hours'),
      closures: await ids('restaurant_closures'),
    };
  }

  /**
   * Rows at one instant, stamped with the log's position before it: what the log tells later wins
   * over them, what it told before does not.
   */
  rows(orderIds: readonly number[], restaurantIds: readonly number[]): Promise<MonolithRows> {
    return this.database.transaction(async (transaction) => {
      const position = await positionOf(transaction);
      const orders = await transaction.query<OrderRow>(
        'select id, to_jsonb(o) as row from orders as o where id = any($1::bigint[]) order by id',
        [orderIds],
      );
      const restaurants = await transaction.query<RestaurantRow>(HOURS_OF_RESTAURANT, [
        restaurantIds,
      ]);
      const unreadable: UnreadableRow[] = [];
      return {
        orders: orders.flatMap(
          readable('orders', unreadable, ({ row }) => this.toOrder(row, position)),
        ),
        restaurants: restaurants.flatMap(
          readable('restaurants', unreadable, (row) => this.toRestaurant(row, position)),
        ),
        unreadable,
      };
    });
  }

  /** By the same translation as a snapshot's row, so that both ways of reading mean the same. */
  private toOrder(row: object, lsn: bigint): OrderChange {
    const source = { table: 'orders', lsn: lsn.toString() };
    const envelope = { op: 'r', before: null, after: row, source };
    const translation = translateRowChange(envelope, 'orders', this.readLocalTime);
    const [change] = translation.understood ? translation.changes : [];
    if (change?.kind === 'order') return change;
    const why = translation.understood ? 'it says nothing of an order' : translation.detail;
    throw new Error(why);
  }

  /** Closures by the same reader as the feeds', so that a repeated hour means the same. */
  private toRestaurant(row: RestaurantRow, lsn: bigint): RestaurantChange {
    const { id: restaurantId, version, name, time_zone: timeZone, hours: openingHours } = row;
    const closures = row.closures.map(({ from, to }) => ({
      from: new Date(this.readLocalTime(from)),
      to: new Date(this.readLocalTime(to)),
    }));
    const fields = { name, timeZone, openingHours, closures };
    const position = lsn << 20n;
    return { kind: 'restaurant', restaurantId, version, position, occurredAt: undefined, fields };
  }
}

/** Reads a row, or notes in `unreadable` why it cannot be read and leaves it out. */
const readable =
  <Row extends { readonly id: number }, Change>(
    table: UnreadableRow['table'],
    unreadable: UnreadableRow[],
    toChange: (row: Row) => Change,
  ) =>
  (row: Row): Change[] => {
    try {
      return [toChange(row)];
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      unreadable.push({ table, id: row.id, why });
      return [];
    }
  };

async function positionOf(transaction: Queryable): Promise<bigint> {
  const [row] = await transaction.query<{ lsn: string }>(
    `select (pg_current_wal_lsn() - '0/0')::text as lsn`,
  );
  return BigInt(row?.lsn ?? 0);
}
