import type { Pgoutput } from 'pg-logical-replication';
import type { ColumnValue, Row } from '../rows/column-value.js';
import { UNAVAILABLE } from '../rows/column-value.js';
import type { TailedTable } from '../tables.js';
import { isPublished } from '../tables.js';

/** The library writes undefined where the log holds no value, null where the row has none. */
export type LoggedValues = Readonly<Record<string, ColumnValue | undefined>>;

type Relation = Pgoutput.MessageRelation;

/** A table's description stands for all rows that follow it. */
const publishedColumns = new WeakMap<Relation, readonly string[]>();

/** The row that the log tells, without what may not leave the monolith's database. */
export function loggedRow(table: TailedTable, relation: Relation, values: LoggedValues): Row {
  return pick(columnsOf(table, relation), values);
}

/** The key alone, where the log tells no more of a row. */
export function loggedKey({ keyColumns }: Relation, values: LoggedValues): Row {
  return pick(keyColumns, values);
}

function columnsOf(table: TailedTable, relation: Relation): readonly string[] {
  const known = publishedColumns.get(relation);
  if (known !== undefined) return known;
  const names = relation.columns.map(({ name }) => name);
  const published = names.filter((name) => isPublished(table, name));
  publishedColumns.set(relation, published);
  return published;
}

function pick(names: readonly string[], values: LoggedValues): Row {
  const row: Record<string, ColumnValue> = {};
  for (const name of names) {
    const value = values[name];
    row[name] = value === undefined ? UNAVAILABLE : value;
  }
  return row;
}
