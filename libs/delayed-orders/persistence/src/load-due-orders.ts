import type { ChannelPreference, DueOrder, ToldNotice } from '@ftgo/delayed-orders-domain';
import type { Queryable } from '@ftgo/platform-postgres';
import type { DueOrderRow, ToldNoticeRow } from './due-order-rows.js';
import { toToldNotice } from './due-order-rows.js';
import type { DelayedOrderRow, RestaurantRow } from './order-row.js';
import { toDelayedOrder, toOrder, toRestaurant } from './order-row.js';
import { TOLD_NOTICES } from './queries/told-notices.js';

/**
 * What is known around claimed orders, read set-wise: their restaurants once each, the conditions
 * decided before, and what was told of them.
 */
export async function loadDueOrders(
  transaction: Queryable,
  rows: readonly DueOrderRow[],
  hasShadow: boolean,
): Promise<DueOrder[]> {
  const restaurantIds = [...new Set(rows.map((row) => row.restaurant_id))];
  const restaurants = await transaction.query<RestaurantRow>(
    `select restaurant_id, version, name, time_zone, opening_hours, closures
     from restaurant_replica where restaurant_id = any($1::bigint[])`,
    [restaurantIds],
  );
  const orderIds = rows.map((row) => row.order_id);
  const restaurantOf = new Map(restaurants.map((row) => [row.restaurant_id, toRestaurant(row)]));
  const delayedOf = await conditionsOf(transaction, 'delayed_order', orderIds);
  const shadowOf = hasShadow
    ? await conditionsOf(transaction, 'shadow_delayed_order', orderIds)
    : new Map<number, never>();
  const preferenceOf = await preferencesOf(transaction, rows);
  const toldOf = await toldNoticesOf(transaction, [...delayedOf.keys()]);
  return rows.map((row) => ({
    order: toOrder(row),
    restaurant: restaurantOf.get(row.restaurant_id ?? 0),
    delayed: delayedOf.get(row.order_id),
    told: toldOf.get(row.order_id) ?? [],
    preference: preferenceOf.get(row.consumer_id ?? 0),
    shadow: shadowOf.get(row.order_id),
    taught: row.taught,
  }));
}

async function conditionsOf(
  transaction: Queryable,
  table: 'delayed_order' | 'shadow_delayed_order',
  orderIds: readonly number[],
): Promise<Map<number, NonNullable<DueOrder['delayed']>>> {
  const rows = await transaction.query<DelayedOrderRow>(
    `select * from ${table} where order_id = any($1::bigint[])`,
    [orderIds],
  );
  return new Map(rows.map((row) => [row.order_id, toDelayedOrder(row)]));
}

/** Few customers have said how they want to hear. */
async function preferencesOf(
  transaction: Queryable,
  rows: readonly DueOrderRow[],
): Promise<Map<number, ChannelPreference>> {
  const consumerIds = [...new Set(rows.map((row) => row.consumer_id))];
  const found = await transaction.query<ChannelPreference & { consumer_id: number }>(
    `select consumer_id, wanted, refused from customer_preference
     where consumer_id = any($1::bigint[])`,
    [consumerIds],
  );
  return new Map(found.map((row) => [row.consumer_id, row]));
}

/** Only an order that was in a bad condition can have been told of. */
async function toldNoticesOf(
  transaction: Queryable,
  orderIds: readonly number[],
): Promise<Map<number, ToldNotice[]>> {
  if (orderIds.length === 0) return new Map();
  const rows = await transaction.query<ToldNoticeRow>(TOLD_NOTICES, [orderIds]);
  const byOrder = Map.groupBy(rows, (row) => row.order_id);
  return new Map([...byOrder].map(([id, told]) => [id, told.map(toToldNotice)]));
}
