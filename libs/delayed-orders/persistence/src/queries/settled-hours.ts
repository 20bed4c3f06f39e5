/** Restaurants whose new hours have settled, with the instant that says so. $1 at most. */
export const SETTLED_RESTAURANTS = `
select restaurant_id as id, hours_settle_at::text as "settledAt" from restaurant_replica
where hours_settle_at <= clock_timestamp() order by hours_settle_at limit $1`;

/** New hours may change the answer about every open order of a restaurant. $1 restaurants. */
export const MAKE_ORDERS_OF_RESTAURANTS_DUE = `
update order_replica set next_assessment_at = app_now()
where order_id in (
  select order_id from order_replica
  where restaurant_id = any($1::bigint[])
    and delivered_at is null and cancelled_at is null and deleted_at is null
  order by order_id for update)`;

/**
 * Unless they changed again meanwhile, the hours are not new any more. $1 ids, $2 instants. The
 * rows are locked by id, as ingestion locks them, whichever settled first.
 */
export const HOURS_ARE_SETTLED = `
update restaurant_replica set hours_settle_at = null
where restaurant_id in (
  select r.restaurant_id from restaurant_replica as r
  join unnest($1::bigint[], $2::timestamptz[]) as s(id, settled_at)
    on r.restaurant_id = s.id and r.hours_settle_at = s.settled_at
  order by r.restaurant_id for update of r)`;
