/**
 * How well lateness was foreseen, of the orders that ended within the last $1 seconds of business
 * time: one row for each policy. Counts what was delivered under a promise; a cancelled order was
 * neither late nor in time.
 */
export const DETECTOR_QUALITY = `
with ended as (
  select punctuality = 'LATE' as is_late, foresight = 'AT_RISK' as by_live, lead_minutes as live_lead,
    shadow_foresight is not null as has_shadow, shadow_foresight = 'AT_RISK' as by_shadow,
    shadow_lead_minutes as shadow_lead
  from order_outcome
  where ended_at > app_now() - $1::float8 * interval '1 second' and punctuality <> 'NO_PROMISE'
), judged as (
  select 'LIVE' as role, is_late, by_live as is_foreseen, live_lead as lead from ended
  union all
  select 'SHADOW', is_late, coalesce(by_shadow, false), shadow_lead from ended
  where exists (select from delay_policy_in_force where role = 'SHADOW')
)
select role, count(*)::int as orders, (count(*) filter (where is_late))::int as late,
  (count(*) filter (where is_foreseen))::int as warned,
  (count(*) filter (where is_foreseen and is_late))::int as foreseen,
  avg(lead) filter (where is_foreseen and is_late) as "meanLead"
from judged group by role order by role`;

/**
 * How well the estimate was calibrated within the last $1 seconds of business time: tenths of the
 * probability estimated a quarter of an hour before the promise, against what came true.
 */
export const ESTIMATE_CALIBRATION = `
select least(9, floor(probability_late * 10))::int as tenth, count(*)::int as checks,
  avg(probability_late) as expected, avg((punctuality = 'LATE')::int)::float8 as observed,
  avg((probability_late - (punctuality = 'LATE')::int) ^ 2) as "squaredError"
from order_outcome
where ended_at > app_now() - $1::float8 * interval '1 second'
  and probability_late is not null and punctuality <> 'NO_PROMISE'
group by 1 order by 1`;
