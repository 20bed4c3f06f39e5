/** The policies in force; a document only where its version is not known yet ($1 versions). */
export const POLICIES_IN_FORCE = `
select f.role, f.version, case when not f.version = any($1::bigint[]) then p.document end as document
from delay_policy_in_force as f join delay_policy as p using (version)`;

/** Writes a new version. $1 document, $2 note, $3 who. */
export const WRITE_POLICY = `
insert into delay_policy (document, note, written_by) values ($1::jsonb, $2, $3) returning version`;

/** Puts a version ($2) into force in a role ($1); open orders are looked at again. */
export const PUT_IN_FORCE = `
insert into delay_policy_in_force (role, version) values ($1, $2)
on conflict (role) do update set version = excluded.version, since = clock_timestamp(),
  looked_up_to = 0`;

/** A policy in force under which not all open orders have been looked at. */
export const UNSEEN_POLICY = `
select role, looked_up_to as "lookedUpTo" from delay_policy_in_force
where looked_up_to is not null order by role limit 1 for update skip locked`;

/**
 * Makes the next open orders after $1 due at once, $2 at most; those that are being decided right
 * now are waited for. @returns the ids.
 */
export const MAKE_OPEN_ORDERS_DUE = `
update order_replica set next_assessment_at = app_now()
where order_id in (
  select order_id from order_replica
  where order_id > $1 and delivered_at is null and cancelled_at is null and deleted_at is null
  order by order_id limit $2 for update)
returning order_id as id`;

/** How far the open orders have been looked at ($2, null: all) under the policy in role $1. */
export const LOOKED_UP_TO = 'update delay_policy_in_force set looked_up_to = $2 where role = $1';

const WRITTEN_POLICIES = `
select p.version, p.document, p.note, p.written_by as "writtenBy", p.written_at as "writtenAt",
  array(select f.role from delay_policy_in_force as f where f.version = p.version order by 1) as roles
from delay_policy as p`;

/** Every version, the newest first. */
export const LIST_POLICIES = `${WRITTEN_POLICIES} order by p.version desc limit $1`;

/** One version ($1). */
export const FIND_POLICY = `${WRITTEN_POLICIES} where p.version = $1`;

/** The version that is in force in a role ($1). */
export const FIND_POLICY_IN_FORCE = `${WRITTEN_POLICIES}
where p.version = (select version from delay_policy_in_force where role = $1)`;
