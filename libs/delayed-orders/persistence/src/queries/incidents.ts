/** One at a time decides whether a channel's notice ($1) belongs to an incident. */
export const LOCK_INCIDENTS = `select pg_advisory_xact_lock(hashtextextended('incident ' || $1, 0))`;

/** Notices to customer service within the window that were decided before one, itself included. */
const rankWithin = (place: string): string => `
  (select count(distinct other.order_id)::int from delayed_order_notification as other
   where other.audience = 'CUSTOMER_SERVICE' and other.channel = n.channel
     and other.${place} = n.${place} and other.state not in ('SUPPRESSED', 'FAILED')
     and other.decided_at > app_now() - $3::float8 * interval '1 minute'
     and (other.decided_at, other.order_id) <= (n.decided_at, n.order_id))`;

/** Of those that were there when the notice was decided: its own moment's must not depend on order. */
const latestIncident = (scope: string, place: string): string => `
  (select max(greatest(i.opened_at, i.told_at)) from incident as i
   where i.scope = '${scope}' and i.${place} = n.${place} and i.channel = n.channel
     and i.opened_at < n.decided_at)`;

/** What customer service is told of a notice's kitchen and area ($1, $2 key, $3 window in minutes). */
export const TROUBLES = `
select n.restaurant_id, n.area, ${rankWithin('restaurant_id')} as kitchen_orders,
  ${rankWithin('area')} as area_orders,
  ${latestIncident('KITCHEN', 'restaurant_id')} as kitchen_incident_at,
  ${latestIncident('AREA', 'area')} as area_incident_at
from delayed_order_notification as n where n.order_id = $1 and n.notification_id = $2`;

/**
 * The incident that goes on at a place ($1 channel, $2 scope, $3 restaurant or null, $4 area or
 * null, $5 window in minutes).
 */
export const FIND_INCIDENT = `
select incident_id from incident
where channel = $1 and scope = $2 and restaurant_id is not distinct from $3::bigint
  and area is not distinct from $4
  and greatest(opened_at, told_at) > app_now() - $5::float8 * interval '1 minute'
order by opened_at desc limit 1`;

/** Opens one ($5 how long it gathers, in minutes, $6 its id); the others as in FIND_INCIDENT. */
export const OPEN_INCIDENT = `
insert into incident
  (channel, scope, restaurant_id, area, gather_minutes, incident_id, opened_at, tell_at)
values ($1, $2, $3, $4, $5, $6, app_now(), app_now() + $5::float8 * interval '1 minute')`;

/** Puts a claimed notice ($1, $2 key, $3 attempt) into an incident ($4), to wait for its message. */
export const JOIN_INCIDENT = `
update delayed_order_notification as n
set state = 'GROUPED', incident_id = $4, lease_until = null, retry_at = null, cause = null
where n.order_id = $1 and n.notification_id = $2 and n.attempt = $3 and n.state = 'SENDING'
returning n.attempt`;

/** The incidents ($1 channel) whose time to tell has come and that have anything to tell. */
export const INCIDENTS_TO_TELL = `
select i.incident_id from incident as i
where i.channel = $1 and i.tell_at <= app_now() and exists (
  select from delayed_order_notification as n
  where n.incident_id = i.incident_id and n.state = 'GROUPED' and n.carried_by is null
    and n.decided_at < app_now())
order by i.tell_at limit 10 for update skip locked`;

/** What an incident ($1) has gathered before this instant, and whether it still holds (I6). */
export const GATHERED = `
select n.order_id as "orderId", n.notification_id as "notificationId",
  d.condition = n.condition and d.promise_generation = n.promise_generation
    and (d.ended_at is null or n.condition = 'UNDELIVERABLE') as holds
from delayed_order_notification as n join delayed_order as d using (order_id)
where n.incident_id = $1 and n.state = 'GROUPED' and n.carried_by is null
  and n.decided_at < app_now()
order by n.decided_at, n.order_id for update of n`;

/** Lets a gathered notice ($1) go out, with what its incident says. */
export const RELEASE_CARRIER = `
update delayed_order_notification set state = 'PENDING' where notification_id = $1`;

/** Lets gathered notices ($1 ids) go their own way: the last-moment check says what becomes of them. */
export const RELEASE_STALE = `
update delayed_order_notification set state = 'PENDING', incident_id = null
where notification_id = any($1::uuid[])`;

/** Lets a message ($1 notification) tell of others ($2 ids), too. */
export const CARRY_GATHERED = `
update delayed_order_notification set carried_by = $1 where notification_id = any($2::uuid[])`;

/** An incident ($1) is told of now, and again when it has gathered long enough. */
export const INCIDENT_TOLD = `
update incident
set told_at = app_now(), tell_at = app_now() + gather_minutes * interval '1 minute'
where incident_id = $1`;

/** The incident of a message ($1), and its orders that are in trouble now. */
export const INCIDENT_ORDERS = `
select distinct on (d.order_id) d.order_id, d.condition, o.promised_at, i.scope,
  i.area, r.name as restaurant_name,
  case when d.condition = 'LATE' and o.promised_at is not null then
    floor(extract(epoch from app_now() - o.promised_at) / 60)::int end as minutes_late
from incident as i
join delayed_order_notification as n on n.incident_id = i.incident_id
join delayed_order as d on d.order_id = n.order_id
join order_replica as o on o.order_id = n.order_id
left join restaurant_replica as r on r.restaurant_id = o.restaurant_id
where i.incident_id = $1 and d.condition <> 'ON_TIME'
  and (d.ended_at is null or d.condition = 'UNDELIVERABLE')
order by d.order_id limit 500`;
