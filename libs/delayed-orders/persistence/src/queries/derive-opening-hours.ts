/**
 * Locks restaurants in the order of ids, and makes a partial row for those of which only rows of
 * hours were heard: of two batches with rows of one restaurant the later derives from both. $1 ids.
 */
export const LOCK_RESTAURANTS = `
insert into restaurant_replica as r (restaurant_id, version, field_versions, field_positions)
select distinct id, 0, '{}'::bigint[], '{}'::numeric[] from unnest($1::bigint[]) as id order by id
on conflict (restaurant_id) do update set version = r.version`;

/**
 * The hours and closures of restaurants as their replicated rows tell them ($1 ids). Their stamp
 * is the version that the restaurant's own row has, since a change of hours raises it in the same
 * transaction, and the latest position among the rows, deleted ones included. Nothing comes back
 * while the restaurant's own row, or every row of hours, is still to come.
 */
export const DERIVE_OPENING_HOURS = `
with told as (
  select restaurant_id, field_positions, null::jsonb as closure,
    case when not is_deleted then jsonb_build_object(
      'dayOfWeek', day_of_week, 'opens', opens, 'closes', closes) end as interval
  from opening_hours_replica where restaurant_id = any($1::bigint[])
  union all
  select restaurant_id, field_positions,
    case when not is_deleted then jsonb_build_object('from', closed_from, 'to', closed_to) end,
    null
  from closure_replica where restaurant_id = any($1::bigint[])
)
select t.restaurant_id as id, r.row_version as version,
  max((select max(p) from unnest(t.field_positions) as p))::text as position,
  coalesce(jsonb_agg(t.interval order by t.interval->>'dayOfWeek', t.interval->>'opens',
    t.interval->>'closes')
    filter (where t.interval is not null), '[]') as "openingHours",
  coalesce(jsonb_agg(t.closure order by t.closure->>'from', t.closure->>'to')
    filter (where t.closure is not null), '[]') as closures
from told as t
join restaurant_replica as r using (restaurant_id)
where r.row_version is not null
group by t.restaurant_id, r.row_version`;

/**
 * Says that these restaurants' hours are new ($1 ids). Decisions about their orders wait until the
 * set of rows is whole ($2 ms); then all their open orders are looked at. A wait that is under way
 * is never cut short: another message about the restaurant does not make the set whole.
 */
export const LET_HOURS_SETTLE = `
update restaurant_replica
set hours_settle_at = greatest(hours_settle_at,
  clock_timestamp() + $2::float8 * interval '1 millisecond')
where restaurant_id = any($1::bigint[])`;
