import type { ReplicaRow, Stamp } from '@ftgo/delayed-orders-domain';
import {
  CLOSURE_ROW_COLUMNS,
  OPENING_HOURS_ROW_COLUMNS,
  ORDER_COLUMNS,
  RESTAURANT_COLUMNS,
} from './replica-columns.js';

type Columns = Readonly<Record<string, { readonly name: string; readonly type: string }>>;

interface ReplicaTable {
  readonly table: string;
  readonly key: string;
  readonly columns: Columns;
  /** What `next_assessment_at` becomes when something was taken. */
  readonly dueWhenTaken?: string;
  readonly returning?: string;
}

/**
 * The fold of I1 in SQL: one statement for a whole batch. $1 is a JSON array of rows that are
 * already folded by id, since an upsert refuses to touch a row twice. A field is taken over when
 * its stamp (version, then log position) is not older than the stored one; a row from which
 * nothing is taken is not written. Rows come back when something was taken.
 */
function upsertSql({
  table,
  key,
  columns,
  dueWhenTaken: due,
  returning = key,
}: ReplicaTable): string {
  const list = Object.values(columns);
  const names = list.map(({ name }) => name).join(', ');
  const shape = list.map(({ name, type }) => `${name} ${type}`).join(', ');
  const stamp = (of: string, at: number): string =>
    `(coalesce(${of}.field_versions[${at}], -1), coalesce(${of}.field_positions[${at}], 0))`;
  const isSaid = (at: number): string => `excluded.field_versions[${at}] is not null`;
  const isTaken = (at: number): string =>
    `${isSaid(at)} and ${stamp('excluded', at)} >= ${stamp('r', at)}`;
  const taken = list.map(
    ({ name }, index) =>
      `${name} = case when ${isTaken(index + 1)} then excluded.${name} else r.${name} end`,
  );
  const newest = (array: string): string =>
    list
      .map(
        (_, index) =>
          `case when ${isTaken(index + 1)} then excluded.${array}[${index + 1}] else r.${array}[${index + 1}] end`,
      )
      .join(', ');
  const changed = list.map(
    ({ name }, index) =>
      `(${isSaid(index + 1)} and (${stamp('excluded', index + 1)} > ${stamp('r', index + 1)}
        or ${stamp('excluded', index + 1)} = ${stamp('r', index + 1)} and excluded.${name} is distinct from r.${name}))`,
  );
  return `
insert into ${table} as r
  (${key}, version, ${names}, field_versions, field_positions${due ? ', next_assessment_at' : ''})
select ${key}, version, ${names}, field_versions, field_positions${due ? `, ${due}` : ''}
from json_to_recordset($1::json) as batch(${key} bigint, version bigint, ${shape},
  field_versions bigint[], field_positions numeric[])
order by ${key}
on conflict (${key}) do update set
  version = greatest(r.version, excluded.version),
  ${taken.join(',\n  ')},
  field_versions = array[${newest('field_versions')}],
  field_positions = array[${newest('field_positions')}]${due ? `,\n  next_assessment_at = ${due}` : ''}
where excluded.version > r.version
  or ${changed.join('\n  or ')}
returning ${returning}`;
}

const ORDERS: ReplicaTable = {
  table: 'order_replica',
  key: 'order_id',
  columns: ORDER_COLUMNS,
  // Every order from which something was taken becomes due at once, so the scanner looks.
  dueWhenTaken: 'app_now()',
};
const RESTAURANTS: ReplicaTable = {
  table: 'restaurant_replica',
  key: 'restaurant_id',
  columns: RESTAURANT_COLUMNS,
};
const OPENING_HOURS_ROWS: ReplicaTable = {
  table: 'opening_hours_replica',
  key: 'row_id',
  columns: OPENING_HOURS_ROW_COLUMNS,
  returning: 'restaurant_id',
};
const CLOSURE_ROWS: ReplicaTable = {
  table: 'closure_replica',
  key: 'row_id',
  columns: CLOSURE_ROW_COLUMNS,
  returning: 'restaurant_id',
};

/** A conditional upsert and the JSON that it takes. */
export interface Upsert {
  readonly sql: string;
  /** A folded row in the shape of the statement's JSON. */
  json<Fields>(row: ReplicaRow<Fields>): object;
}

const upsert = (into: ReplicaTable): Upsert => ({
  sql: upsertSql(into),
  json: (row) => rowJson(into, row),
});

export const UPSERT_ORDERS = upsert(ORDERS);
export const UPSERT_RESTAURANTS = upsert(RESTAURANTS);
export const UPSERT_OPENING_HOURS_ROWS = upsert(OPENING_HOURS_ROWS);
export const UPSERT_CLOSURE_ROWS = upsert(CLOSURE_ROWS);

function rowJson<Fields>({ key, columns }: ReplicaTable, row: ReplicaRow<Fields>): object {
  const fields = row.fields as Record<string, unknown>;
  const stamps = row.stamps as Record<string, Stamp | undefined>;
  const json: Record<string, unknown> = { [key]: row.id, version: row.version };
  for (const [field, { name }] of Object.entries(columns)) json[name] = fields[field] ?? null;
  const inOrder = Object.keys(columns).map((field) => stamps[field]);
  json['field_versions'] = inOrder.map((stamp) => stamp?.version ?? null);
  // Positions pass 2^53; JSON's numbers would round them.
  json['field_positions'] = inOrder.map((stamp) => stamp?.position.toString() ?? null);
  return json;
}
