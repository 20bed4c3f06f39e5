import type { Database } from '@ftgo/platform-postgres';
import type { CustomTypesConfig, QueryArrayConfig } from 'pg';
import type { ColumnValue, Row } from '../rows/column-value.js';
import { readColumn } from '../rows/column-value.js';
import { isPublished, SCHEMA } from '../tables.js';
import type { SnapshotCursor, SnapshotScope } from './snapshot.js';
import type { SnapshotFilter } from './snapshot-filter.js';
import { snapshotFilter } from './snapshot-filter.js';
import type { TableDescription } from './table-description.js';
import { describeTable } from './table-description.js';

export interface Chunk {
  /** Names of the key's columns. */
  readonly key: readonly string[];
  /** None: nothing is left behind the cursor. */
  readonly rows: readonly Row[];
  /** Where the next chunk goes on. */
  readonly cursor: SnapshotCursor;
}

export interface ChunkSize {
  readonly rows: number;
  /** Of the rows' text; the first row is read however large it is. */
  readonly bytes: number;
}

/** Every value as the text that the log would have for it. */
const AS_TEXT = { getTypeParser: () => String } as unknown as CustomTypesConfig;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * Reads the rows behind `cursor` in the order of their key, with one statement, hence from one
 * snapshot of the database. The table is looked up anew each time: its columns may have changed.
 *
 * @throws UnreadableTableError
 */
export async function readChunk(
  database: Database,
  scope: SnapshotScope,
  cursor: SnapshotCursor,
  { size, timeZone }: { readonly size: ChunkSize; readonly timeZone: string },
): Promise<Chunk> {
  const description = await describeTable(database, scope.table);
  const filter = behind(cursor, description, snapshotFilter(scope, timeZone));
  const query: QueryArrayConfig = {
    text: chunkStatement(scope, description, filter, size),
    values: [...filter.parameters],
    rowMode: 'array',
    types: AS_TEXT,
  };
  const { rows, fields } = await database.pool.query<(string | null)[]>(query);
  const keyAt = description.key.map(({ name }) => description.columns.indexOf(name));
  const last = rows.at(-1);
  return {
    key: description.key.map(({ name }) => name),
    rows: rows.map((texts) => toRow(scope, fields, texts)),
    cursor: last === undefined ? cursor : keyAt.map((at) => last[at] ?? ''),
  };
}

/** How many rows there are to read: counted up to a million, estimated beyond. */
export async function countRows(
  database: Database,
  scope: SnapshotScope,
  timeZone: string,
): Promise<number> {
  const { conditions, parameters } = snapshotFilter(scope, timeZone);
  const [counted] = await database.query<{ rows: number }>(
    `select case when counted.rows <= 1000000 then counted.rows
       else greatest(counted.rows, (
         select c.reltuples::bigint from pg_class c where c.oid = '${SCHEMA}.${scope.table}'::regclass
       )) end as rows
     from (
       select count(*) as rows from (
         select from ${SCHEMA}.${scope.table} t ${where(conditions)} limit 1000001
       ) limited
     ) counted`,
    parameters,
  );
  return counted?.rows ?? 0;
}

function behind(
  cursor: SnapshotCursor,
  { key }: TableDescription,
  { conditions, parameters }: SnapshotFilter,
): SnapshotFilter {
  if (cursor === null) return { conditions, parameters };
  const names = key.map(({ name }) => `t.${quoted(name)}`);
  const values = key.map(({ type }, at) => `$${parameters.length + at + 1}::text::${type}`);
  return {
    conditions: [...conditions, `(${names.join(', ')}) > (${values.join(', ')})`],
    parameters: [...parameters, ...cursor],
  };
}

/** The window's sum keeps a chunk of long rows as small in memory as one of short ones (I11). */
function chunkStatement(
  { table }: SnapshotScope,
  { columns, key }: TableDescription,
  { conditions }: SnapshotFilter,
  size: ChunkSize,
): string {
  const order = key.map(({ name }) => quoted(name)).join(', ');
  const names = columns.map(quoted).join(', ');
  return `
    select ${names} from (
      select *, sum(log_tailer_bytes) over (order by ${order}) - log_tailer_bytes
        as log_tailer_bytes_before
      from (
        select ${names}, octet_length(t::text) as log_tailer_bytes
        from ${SCHEMA}.${table} t ${where(conditions)} order by ${order} limit ${size.rows}
      ) chunk
    ) measured
    where log_tailer_bytes_before < ${size.bytes} order by ${order}`;
}

const where = (conditions: readonly string[]): string =>
  conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;

function toRow(
  { table }: SnapshotScope,
  fields: readonly { readonly name: string; readonly dataTypeID: number }[],
  texts: readonly (string | null)[],
): Row {
  const row: Record<string, ColumnValue> = {};
  fields.forEach(({ name, dataTypeID }, at) => {
    const text = texts[at] ?? null;
    if (isPublished(table, name)) row[name] = text === null ? null : readColumn(dataTypeID, text);
  });
  return row;
}
