/**
 * What was told of some orders ($1 ids), in the order in which it was decided: one row a notice,
 * however many channels it went out by, withdrawn if none of them brought it.
 */
export const TOLD_NOTICES = `
select order_id, promise_generation, condition, audience, min(expected_from) as expected_from,
  min(expected_to) as expected_to, min(decided_at) as decided_at,
  bool_and(state in ('SUPPRESSED', 'FAILED')) as is_withdrawn
from delayed_order_notification where order_id = any($1::bigint[])
group by order_id, promise_generation, condition, audience
order by min(decided_at), audience`;
