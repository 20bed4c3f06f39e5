import { enqueue } from '@ftgo/platform-outbox';
import type { Queryable } from '@ftgo/platform-postgres';
import type { DomainEvents } from '@ftgo/monolith-publisher';
import { NothingFoundError } from './ftgo.errors.js';
import type { Address } from './address.js';

export interface OpeningInterval {
  /** 1 is Monday. */
  readonly dayOfWeek: number;
  readonly opens: string;
  /** At or before `opens`: on the next day. */
  readonly closes: string;
}

export interface MenuItem {
  readonly id: string | null;
  readonly name: string | null;
  readonly price: string | null;
}

/** A restaurant to be inserted, at version 0. */
export interface NewRestaurant {
  readonly restaurantId: number;
  readonly name: string | null;
  readonly address?: Address | undefined;
  readonly menu: readonly MenuItem[];
  readonly timeZone: string;
  /** Empty: the hours are not known. */
  readonly openingHours: readonly OpeningInterval[];
}

export interface Closure {
  readonly from: Date;
  readonly to: Date;
}

/** All that is said of when a restaurant is open. */
export interface Hours {
  readonly openingHours: readonly OpeningInterval[];
  readonly closures: readonly Closure[];
}

const INSERT_RESTAURANTS = `
insert into restaurants (id, name, street1, street2, city, state, zip, time_zone)
select "restaurantId", name, address->>'street1', address->>'street2', address->>'city',
  address->>'state', address->>'zip', "timeZone"
from jsonb_to_recordset($1) as n("restaurantId" bigint, name text, address jsonb, "timeZone" text)`;

const INSERT_MENU_ITEMS = `
insert into restaurant_menu_items (restaurant_id, id, name, price)
select n."restaurantId", m.id, m.name, m.price
from jsonb_to_recordset($1) as n("restaurantId" bigint, menu jsonb)
cross join lateral jsonb_to_recordset(n.menu) as m(id text, name text, price decimal)`;

const INSERT_OPENING_HOURS = `
insert into restaurant_opening_hours (restaurant_id, day_of_week, opens, closes)
select n."restaurantId", h."dayOfWeek", h.opens, h.closes
from jsonb_to_recordset($1) as n("restaurantId" bigint, "openingHours" jsonb)
cross join lateral jsonb_to_recordset(n."openingHours")
  as h("dayOfWeek" integer, opens time, closes time)`;

const OPENING_HOURS = `
select day_of_week as "dayOfWeek", to_char(opens, 'HH24:MI') as opens,
  to_char(closes, 'HH24:MI') as closes
from restaurant_opening_hours where restaurant_id = $1 order by id`;

const INSERT_CLOSURE = `
insert into restaurant_closures (restaurant_id, closed_from, closed_to)
select $1, c."from" at time zone $3, c."to" at time zone $3
from jsonb_to_recordset($2) as c("from" timestamptz, "to" timestamptz)`;

const CLOSURES = `
select closed_from at time zone $2 as "from", closed_to at time zone $2 as "to"
from restaurant_closures where restaurant_id = $1 order by id`;

/** Writes restaurants, each change together with its event in the outbox (I4). */
export class RestaurantTable {
  constructor(
    private readonly events: DomainEvents,
    private readonly timeZone: string,
  ) {}

  /** Inserts restaurants whose ids are free; `at` is when they came to be. */
  async insert(
    transaction: Queryable,
    at: Date,
    restaurants: readonly NewRestaurant[],
  ): Promise<void> {
    if (restaurants.length === 0) return;
    const json = JSON.stringify(restaurants);
    await transaction.query(INSERT_RESTAURANTS, [json]);
    await transaction.query(INSERT_MENU_ITEMS, [json]);
    await transaction.query(INSERT_OPENING_HOURS, [json]);
    await enqueue(
      transaction,
      restaurants.flatMap(({ restaurantId, name, timeZone, openingHours }) =>
        this.events.ofRestaurant('ftgo.restaurant.created.v1', at, {
          restaurantId,
          version: 0,
          name: name || `Restaurant ${restaurantId}`,
          timeZone,
          openingHours: [...openingHours],
        }),
      ),
    );
  }

  /** Adds a one-off closure, such as closing early today. */
  async close(
    transaction: Queryable,
    restaurantId: number,
    at: Date,
    closure: Closure,
  ): Promise<void> {
    const version = await this.nextVersion(transaction, restaurantId);
    await this.addClosures(transaction, restaurantId, [closure]);
    await this.announce(transaction, restaurantId, version, at);
  }

  /** Puts new opening hours and closures in place of all that there were. @returns the version */
  async revise(
    transaction: Queryable,
    restaurantId: number,
    at: Date,
    { openingHours, closures }: Hours,
  ): Promise<number> {
    const version = await this.nextVersion(transaction, restaurantId);
    for (const table of ['restaurant_opening_hours', 'restaurant_closures']) {
      await transaction.query(`delete from ${table} where restaurant_id = $1`, [restaurantId]);
    }
    await transaction.query(INSERT_OPENING_HOURS, [
      JSON.stringify([{ restaurantId, openingHours }]),
    ]);
    await this.addClosures(transaction, restaurantId, closures);
    await this.announce(transaction, restaurantId, version, at);
    return version;
  }

  private async addClosures(
    transaction: Queryable,
    restaurantId: number,
    closures: readonly Closure[],
  ): Promise<void> {
    await transaction.query(INSERT_CLOSURE, [
      restaurantId,
      JSON.stringify(closures),
      this.timeZone,
    ]);
  }

  private async nextVersion(transaction: Queryable, restaurantId: number): Promise<number> {
    const [restaurant] = await transaction.query<{ version: number }>(
      'update restaurants set version = version + 1 where id = $1 returning version',
      [restaurantId],
    );
    if (restaurant === undefined) throw new NothingFoundError();
    return restaurant.version;
  }

  private async announce(
    transaction: Queryable,
    restaurantId: number,
    version: number,
    at: Date,
  ): Promise<void> {
    const openingHours = await transaction.query<OpeningInterval>(OPENING_HOURS, [restaurantId]);
    const closures = await this.closuresOf(transaction, restaurantId);
    const told = { restaurantId, version, openingHours, closures };
    await enqueue(
      transaction,
      this.events.ofRestaurant('ftgo.restaurant.opening-hours-revised.v1', at, told),
    );
  }

  private async closuresOf(
    transaction: Queryable,
    restaurantId: number,
  ): Promise<{ from: string; to: string }[]> {
    const rows = await transaction.query<Closure>(CLOSURES, [restaurantId, this.timeZone]);
    return rows.map(({ from, to }) => ({ from: from.toISOString(), to: to.toISOString() }));
  }
}
