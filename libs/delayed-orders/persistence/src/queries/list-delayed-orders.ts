/**
 * A page of the orders that are delayed or undeliverable now, newest condition first
 * ($1 conditions, $2 and $3 the cursor's instant and order, $4 limit). An order that the
 * restaurant cancelled stays listed for two hours: customer service still has to act.
 */
export const LIST_DELAYED_ORDERS = `
select d.order_id, o.consumer_id, o.restaurant_id, r.name as restaurant_name, d.condition, d.reason,
  d.since, o.promised_at, d.expected_from, d.expected_to, app_now() as now
from delayed_order as d
join order_replica as o using (order_id)
left join restaurant_replica as r on r.restaurant_id = o.restaurant_id
where d.condition = any($1::text[])
  and (d.ended_at is null
    or (d.condition = 'UNDELIVERABLE' and d.ended_at > app_now() - interval '2 hours'))
  and ($2::timestamptz is null or (d.since, d.order_id) < ($2, $3::bigint))
order by d.since desc, d.order_id desc
limit $4`;
