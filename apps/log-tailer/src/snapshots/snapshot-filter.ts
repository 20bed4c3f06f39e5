import type { TailedTable } from '../tables.js';
import type { SnapshotScope } from './snapshot.js';

/** Conditions in SQL on the rows of a table `t`, with the values of their parameters. */
export interface SnapshotFilter {
  readonly conditions: readonly string[];
  readonly parameters: readonly unknown[];
}

type Condition = (value: string) => string;

const ofTheirOrder =
  (condition: string): Condition =>
  (value) =>
    `t.order_id in (select o.id from public.orders o where o.${condition} ${value})`;

/** How a table's rows belong to a restaurant. */
const OF_RESTAURANT: Readonly<Record<TailedTable, Condition>> = {
  orders: (id) => `t.restaurant_id = ${id}`,
  restaurants: (id) => `t.id = ${id}`,
  restaurant_opening_hours: (id) => `t.restaurant_id = ${id}`,
  restaurant_closures: (id) => `t.restaurant_id = ${id}`,
  courier_actions: ofTheirOrder('restaurant_id ='),
};

/** How a table's rows belong to orders from a moment on; some have nothing to do with orders. */
const SINCE: Readonly<Partial<Record<TailedTable, Condition>>> = {
  orders: (moment) => `t.created_at >= ${moment}`,
  courier_actions: ofTheirOrder('created_at >='),
};

/** Whether a table can be asked for rows since an instant. */
export const knowsSince = (table: TailedTable): boolean => SINCE[table] !== undefined;

/**
 * The rows of a scope. The monolith keeps the wall clock of its zone, so an instant is turned into
 * that before it is compared. A table that does not know `since` is read whole.
 */
export function snapshotFilter(
  { table, since, restaurantId }: SnapshotScope,
  monolithTimeZone: string,
): SnapshotFilter {
  const conditions: string[] = [];
  const parameters: unknown[] = [];
  const parameter = (value: unknown): string => `$${parameters.push(value)}`;
  if (restaurantId !== undefined) {
    conditions.push(OF_RESTAURANT[table](`${parameter(restaurantId)}::bigint`));
  }
  const sinceMoment = SINCE[table];
  if (since !== undefined && sinceMoment !== undefined) {
    const instant = `${parameter(since.toISOString())}::timestamptz`;
    conditions.push(sinceMoment(`(${instant} at time zone ${parameter(monolithTimeZone)}::text)`));
  }
  return { conditions, parameters };
}

export const where = ({ conditions }: SnapshotFilter): string =>
  conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
