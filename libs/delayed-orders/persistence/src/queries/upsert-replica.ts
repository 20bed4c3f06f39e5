import type { ReplicaRow } from '@ftgo/delayed-orders-domain';
import { ORDER_COLUMNS, RESTAURANT_COLUMNS } from './replica-columns.js';

type Columns = Readonly<Record<string, { readonly name: string; readonly type: string }>>;

/**
 * The fold of I1 in SQL: one statement for a whole batch. $1 is a JSON array of rows that are
 * already folded by id, since an upsert refuses to touch a row twice. A field is taken over when
 * its version is not older than the stored one; a row from which nothing is taken is not written.
 * Rows come back when something was taken.
 */
function upsertSql(table: string, key: string, columns: Columns, whenTaken = ''): string {
  const list = Object.values(columns);
  const names = list.map(({ name }) => name).join(', ');
  const shape = list.map(({ name, type }) => `${name} ${type}`).join(', ');
  const isTaken = (index: number): string =>
    `coalesce(excluded.field_versions[${index}], -1) >= coalesce(r.field_versions[${index}], -1)
       and excluded.field_versions[${index}] is not null`;
  const taken = list.map(
    ({ name }, at) =>
      `${name} = case when ${isTaken(at + 1)} then excluded.${name} else r.${name} end`,
  );
  const versions = list.map(
    (_, at) => `greatest(r.field_versions[${at + 1}], excluded.field_versions[${at + 1}])`,
  );
  const changed = list.map(
    ({ name }, at) =>
      `(${isTaken(at + 1)} and (excluded.field_versions[${at + 1}] > coalesce(r.field_versions[${at + 1}], -1)
        or excluded.${name} is distinct from r.${name}))`,
  );
  return `
insert into ${table} as r (${key}, version, ${names}, field_versions${whenTaken && ', next_assessment_at'})
select ${key}, version, ${names}, field_versions${whenTaken && `, ${whenTaken}`}
from json_to_recordset($1::json) as batch(${key} bigint, version bigint, ${shape}, field_versions bigint[])
order by ${key}
on conflict (${key}) do update set
  version = greatest(r.version, excluded.version),
  ${taken.join(',\n  ')},
  field_versions = array[${versions.join(', ')}]${whenTaken && `,\n  next_assessment_at = ${whenTaken}`}
where excluded.version > r.version
  or ${changed.join('\n  or ')}
returning ${key}`;
}

/** Every order from which something was taken becomes due at once, so the scanner looks. */
export const UPSERT_ORDERS = upsertSql('order_replica', 'order_id', ORDER_COLUMNS, 'app_now()');
export const UPSERT_RESTAURANTS = upsertSql(
  'restaurant_replica',
  'restaurant_id',
  RESTAURANT_COLUMNS,
);

const OPEN_ORDERS_OF_RESTAURANTS = `restaurant_id = any($1::bigint[])
    and delivered_at is null and cancelled_at is null and deleted_at is null`;

/**
 * Locks every order that a batch with restaurants will write, in one go and in the order of ids:
 * taken in two goes, two such batches wait for each other. $1 restaurants, $2 orders.
 */
export const LOCK_ORDERS = `
select from order_replica
where order_id = any($2::bigint[]) or (${OPEN_ORDERS_OF_RESTAURANTS})
order by order_id for update`;

/** New hours may change the answer about every open order of the restaurant. */
export const MAKE_ORDERS_OF_RESTAURANTS_DUE = `
update order_replica set next_assessment_at = app_now()
where order_id in (
  select order_id from order_replica where ${OPEN_ORDERS_OF_RESTAURANTS}
  order by order_id for update)`;

/** A folded row in the shape of the statements' JSON. */
export function orderJson<Fields>(row: ReplicaRow<Fields>): object {
  return rowJson('order_id', ORDER_COLUMNS, row);
}

/** A folded row in the shape of the statements' JSON. */
export function restaurantJson<Fields>(row: ReplicaRow<Fields>): object {
  return rowJson('restaurant_id', RESTAURANT_COLUMNS, row);
}

function rowJson<Fields>(key: string, columns: Columns, row: ReplicaRow<Fields>): object {
  const fields = row.fields as Record<string, unknown>;
  const versions = row.fieldVersions as Record<string, number>;
  const json: Record<string, unknown> = { [key]: row.id, version: row.version };
  for (const [field, { name }] of Object.entries(columns)) json[name] = fields[field] ?? null;
  json['field_versions'] = Object.keys(columns).map((field) => versions[field] ?? null);
  return json;
}
