/** May be claimed now: fresh, due again, or left behind by a sender that died. */
const CLAIMABLE = `(
  n.state = 'PENDING'
  or (n.state in ('RETRY', 'UNKNOWN') and n.retry_at <= clock_timestamp())
  or (n.state = 'SENDING' and n.lease_until < clock_timestamp()))`;

/** What an incident's message carried becomes what the message became, once that is settled. */
const carriedBecome = (settled: string): string => `carried as (
  update delayed_order_notification as c set
    state = s.state, cause = s.cause, settled_at = s.settled_at
  from ${settled} as s
  where s.settled_at is not null and c.carried_by = s.notification_id and c.state = 'GROUPED'
)`;

/** A dead sender's attempt is ambiguous only if it had begun to hand the message over. */
const LOST_WHILE_HANDING_OVER = `(n.state = 'SENDING' and n.handing_over)`;

/**
 * Claims one notification for one attempt ($1 order, $2 notification, $3 lease in ms). An attempt that may have
 * reached the receiver is repeated at most once (I5); a second one stays UNKNOWN.
 */
export const CLAIM_NOTIFICATION = `
with claimed as (
update delayed_order_notification as n set
  state = case when ${LOST_WHILE_HANDING_OVER} and n.ambiguous_sends >= 1
    then 'UNKNOWN' else 'SENDING' end,
  attempt = n.attempt + 1,
  ambiguous_sends = n.ambiguous_sends + (case when ${LOST_WHILE_HANDING_OVER} then 1 else 0 end),
  cause = case when ${LOST_WHILE_HANDING_OVER} then 'sender.died' else n.cause end,
  handing_over = false,
  retry_at = null,
  lease_until = clock_timestamp() + $3::float8 * interval '1 millisecond',
  settled_at = case when ${LOST_WHILE_HANDING_OVER} and n.ambiguous_sends >= 1
    then clock_timestamp() end
where n.order_id = $1 and n.notification_id = $2 and ${CLAIMABLE}
returning n.*
), ${carriedBecome('claimed')}
select * from claimed`;

/** Marks that the message goes out now ($3 attempt, $4 lease in ms); no row means that the lease was lost. */
export const BEGIN_HANDING_OVER = `
update delayed_order_notification as n set handing_over = true,
  lease_until = clock_timestamp() + $4::float8 * interval '1 millisecond'
where n.order_id = $1 and n.notification_id = $2 and n.attempt = $3 and n.state = 'SENDING'
returning n.attempt`;

/** Says that the sender lives ($3 attempt, $4 lease in ms); no row means that the lease was lost. */
export const KEEP_LEASE = `
update delayed_order_notification as n set
  lease_until = clock_timestamp() + $4::float8 * interval '1 millisecond'
where n.order_id = $1 and n.notification_id = $2 and n.attempt = $3 and n.state = 'SENDING'
returning n.attempt`;

/**
 * Settles an attempt ($3 attempt, $4 state, $5 cause, $6 retry after ms or null, $7 whether it
 * failed, $8 whether it was ambiguous, $9 the provider's reference or null). No row means that the lease was lost meanwhile.
 */
export const SETTLE_NOTIFICATION = `
with settled as (
update delayed_order_notification as n set
  -- A receipt may come before the answer: then the provider has it, whatever became of the answer.
  state = case when $4 = 'UNKNOWN' and n.receipt is not null then 'SENT' else $4 end,
  -- That an earlier attempt may have arrived stays on record.
  cause = coalesce($5, case when n.ambiguous_sends > 0 then n.cause end), handing_over = false,
  lease_until = null,
  retry_at = case when $4 = 'UNKNOWN' and n.receipt is not null then null
    else clock_timestamp() + $6::float8 * interval '1 millisecond' end,
  provider_reference = coalesce($9, n.provider_reference),
  failures = n.failures + $7::int,
  ambiguous_sends = n.ambiguous_sends + $8::int,
  settled_at = case when $6::float8 is null or ($4 = 'UNKNOWN' and n.receipt is not null)
    then clock_timestamp() end
where n.order_id = $1 and n.notification_id = $2 and n.attempt = $3 and n.state = 'SENDING'
returning n.*
), ${carriedBecome('settled')}
select attempt from settled`;

/**
 * What somebody should take up now of a channel ($2), worst news first. A PENDING one normally comes by its
 * command; after half a minute it is taken up without.
 */
export const DUE_NOTIFICATIONS = `
select n.order_id as "orderId", n.notification_id as "notificationId"
from delayed_order_notification as n
where n.channel = $2 and n.state in ('PENDING', 'SENDING', 'RETRY', 'UNKNOWN') and ${CLAIMABLE}
  and (n.state <> 'PENDING' or n.created_at < clock_timestamp() - interval '30 seconds')
order by case n.condition when 'UNDELIVERABLE' then 0 when 'LATE' then 1 else 2 end, n.created_at
limit $1`;
