/** One order ($1), whether it is due or not, and the business time at which it was looked up. */
export const LOOK_UP_ORDER = `
select order_id, version, state, consumer_id, restaurant_id, courier_id, area, order_total_cents,
  created_at, promised_at, accepted_at, ready_by, preparing_at, ready_at, picked_up_at,
  delivered_at, cancelled_at, cancelled_by, deleted_at, scheduled_delivery_at, taught,
  next_assessment_at, app_now() as now
from order_replica where order_id = $1`;

/** What became of the notices about an order ($1), in the order in which they were decided. */
export const LOOK_UP_NOTICES = `
select promise_generation as "promiseGeneration", condition, audience, channel, reason, state,
  cause, attempt, receipt, decided_at as "decidedAt", use_by as "useBy", retry_at as "retryAt",
  settled_at as "settledAt"
from delayed_order_notification where order_id = $1
order by decided_at, audience, channel`;

/** The offer that came with one of them ($1 order). Its code is the customer's own. */
export const LOOK_UP_OFFER = `
select amount_cents as "amountCents", currency, expires_at as "expiresAt",
  accepted_at as "acceptedAt", released_at as "releasedAt"
from offer where order_id = $1`;
