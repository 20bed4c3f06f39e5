/** Sets when each assessed order is due again, and what was taught of it. $1: JSON rows. */
export const SAVE_DUE_TIMES = `
update order_replica as r set next_assessment_at = d.due_at, taught = d.taught
from json_to_recordset($1::json) as d(order_id bigint, due_at timestamptz, taught text)
where r.order_id = d.order_id`;

const saveConditions = (table: string): string => `
insert into ${table} as t
select * from json_populate_recordset(null::${table}, $1::json) order by order_id
on conflict (order_id) do update set
  promise_generation = excluded.promise_generation, promised_at = excluded.promised_at,
  condition = excluded.condition, reason = excluded.reason, since = excluded.since,
  expected_from = excluded.expected_from, expected_to = excluded.expected_to,
  decided_on_version = excluded.decided_on_version,
  first_at_risk_at = excluded.first_at_risk_at, first_late_at = excluded.first_late_at,
  first_undeliverable_at = excluded.first_undeliverable_at, ended_at = excluded.ended_at`;

/** Keeps the conditions. $1: JSON rows of delayed_order. */
export const SAVE_DELAYED_ORDERS = saveConditions('delayed_order');

/** The same by the policy that only watches. */
export const SAVE_SHADOW_DELAYED_ORDERS = saveConditions('shadow_delayed_order');

/** Keeps why. $1: JSON [{order_id, decided_at, role, condition, policy_version, record}]. */
export const SAVE_DECISION_RECORDS = `
insert into decision_record (order_id, decided_at, role, condition, policy_version, record)
select * from json_to_recordset($1::json) as d(order_id bigint, decided_at timestamptz, role text,
  condition text, policy_version bigint, record json)`;

/** Keeps what was estimated at a fixed time before the promise; a new promise, a new check. */
export const SAVE_ESTIMATE_CHECKS = `
insert into estimate_check select * from json_populate_recordset(null::estimate_check, $1::json)
on conflict (order_id) do update set promised_at = excluded.promised_at,
  probability_late = excluded.probability_late, estimate_version = excluded.estimate_version`;

/**
 * Writes notifications; one whose effect key exists already is left out (I3), and only what
 * comes back may be sent. $1: JSON rows.
 */
export const SAVE_NOTIFICATIONS = `
insert into delayed_order_notification (order_id, notification_id, promise_generation, condition,
  audience, channel, reason, consumer_id, restaurant_id, area, promised_at, minutes_late,
  expected_from, expected_to, offer_id, decided_at, decided_on_version, use_by)
select order_id, notification_id, promise_generation, condition,
  audience, channel, reason, consumer_id, restaurant_id, area, promised_at, minutes_late,
  expected_from, expected_to, offer_id, decided_at, decided_on_version, use_by
from json_populate_recordset(null::delayed_order_notification, $1::json)
on conflict do nothing
returning order_id, notification_id, condition, reason, audience, channel`;

/** Writes offers; an order has one at most. $1: JSON rows. */
export const SAVE_OFFERS = `
insert into offer (order_id, offer_id, consumer_id, amount_cents, currency, code, expires_at)
select order_id, offer_id, consumer_id, amount_cents, currency, code, expires_at
from json_populate_recordset(null::offer, $1::json)
on conflict do nothing`;

/**
 * Writes outcomes, one an order, with what had been estimated under the same promise; only what
 * comes back was not known. $1: JSON rows.
 */
export const SAVE_OUTCOMES = `
with ended as (
  select * from json_populate_recordset(null::order_outcome, $1::json)
), checked as (
  delete from estimate_check where order_id in (select order_id from ended)
  returning order_id, promised_at, probability_late
)
insert into order_outcome (order_id, restaurant_id, area, ending, punctuality, promised_at, ended_at,
  minutes_late, foresight, lead_minutes, reason, shadow_foresight, shadow_lead_minutes,
  probability_late)
select e.order_id, e.restaurant_id, e.area, e.ending, e.punctuality, e.promised_at, e.ended_at,
  e.minutes_late, e.foresight, e.lead_minutes, e.reason, e.shadow_foresight,
  e.shadow_lead_minutes, c.probability_late
from ended as e left join checked as c
  on c.order_id = e.order_id and c.promised_at = e.promised_at
on conflict do nothing returning order_id`;

/**
 * Releases offers that nobody accepted in time and gives their amounts back to the budget ($1).
 * Rows that are being accepted right now are passed over.
 */
export const RELEASE_EXPIRED_OFFERS = `
with expired as (
  select order_id, offer_id from offer
  where accepted_at is null and released_at is null and expires_at <= app_now()
  order by expires_at limit 500 for update skip locked
), released as (
  update offer as o set released_at = app_now() from expired as e
  where o.order_id = e.order_id and o.offer_id = e.offer_id
  returning o.amount_cents
), given_back as (
  update offer_budget
  set reserved_cents = reserved_cents - (select coalesce(sum(amount_cents), 0) from released)
  where budget = $1 and exists (select from released)
)
select count(*)::int as released from released`;
