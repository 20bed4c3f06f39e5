/**
 * The first due orders, locked for this transaction; rows that another scanner holds are passed
 * over, so any number of scanners share the work without a leader. The partial index makes the
 * cost follow what is due, not what is open. Orders of a restaurant whose hours are just being
 * rewritten row by row wait a moment: half a set of hours looks like an early closing.
 */
export const CLAIM_DUE_ORDERS = `
select order_id, version, state, consumer_id, restaurant_id, courier_id, area, order_total_cents,
  created_at, promised_at, accepted_at, ready_by, preparing_at, ready_at, picked_up_at,
  delivered_at, cancelled_at, cancelled_by, deleted_at, scheduled_delivery_at, taught
from order_replica as o
where next_assessment_at <= $1
  and not exists (
    select from restaurant_replica as r
    where r.restaurant_id = o.restaurant_id and r.hours_settle_at > clock_timestamp())
order by next_assessment_at, order_id
limit $2
for update of o skip locked`;
