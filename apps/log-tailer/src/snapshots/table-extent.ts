import type { Queryable } from '@ftgo/platform-postgres';
import { SCHEMA } from '../tables.js';
import type { SnapshotCursor, SnapshotScope } from './snapshot.js';
import type { SnapshotFilter } from './snapshot-filter.js';
import { snapshotFilter, where } from './snapshot-filter.js';
import { describeTable, quoted } from './table-description.js';

/** What there is to be read of a table. */
export interface TableExtent {
  /** Counted up to a million, estimated beyond. */
  readonly rows: number;
  /** The last of them in the order of the key; null when there is none. */
  readonly lastKey: SnapshotCursor;
}

/** Looks how far a scope reaches now. @throws UnreadableTableError */
export async function measureTable(
  database: Queryable,
  scope: SnapshotScope,
  timeZone: string,
): Promise<TableExtent> {
  const filter = snapshotFilter(scope, timeZone);
  const lastKey = await lastKeyOf(database, scope, filter);
  return { rows: lastKey === null ? 0 : await countRows(database, scope, filter), lastKey };
}

async function lastKeyOf(
  database: Queryable,
  { table }: SnapshotScope,
  filter: SnapshotFilter,
): Promise<SnapshotCursor> {
  const { key } = await describeTable(database, table);
  const names = key.map(({ name }) => `t.${quoted(name)}`);
  const [row] = await database.query<{ last_key: string[] }>(
    `select array[${names.map((name) => `${name}::text`).join(', ')}] as last_key
     from ${SCHEMA}.${table} t ${where(filter)}
     order by ${names.map((name) => `${name} desc`).join(', ')} limit 1`,
    filter.parameters,
  );
  return row?.last_key ?? null;
}

async function countRows(
  database: Queryable,
  { table }: SnapshotScope,
  filter: SnapshotFilter,
): Promise<number> {
  const [counted] = await database.query<{ rows: number }>(
    `select case when counted.rows <= 1000000 then counted.rows
       else greatest(counted.rows, (
         select c.reltuples::bigint from pg_class c where c.oid = '${SCHEMA}.${table}'::regclass
       )) end as rows
     from (
       select count(*) as rows from (
         select from ${SCHEMA}.${table} t ${where(filter)} limit 1000001
       ) limited
     ) counted`,
    filter.parameters,
  );
  return counted?.rows ?? 0;
}
