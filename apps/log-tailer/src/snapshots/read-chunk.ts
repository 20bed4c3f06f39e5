import type { Database } from '@ftgo/platform-postgres';
import type { CustomTypesConfig, QueryArrayConfig } from 'pg';
import type { ColumnValue, Row } from '../rows/column-value.js';
import { readColumn } from '../rows/column-value.js';
import { isPublished, SCHEMA } from '../tables.js';
import type { KeyRange } from './key-range.js';
import { withinRange } from './key-range.js';
import type { SnapshotCursor, SnapshotScope } from './snapshot.js';
import type { SnapshotFilter } from './snapshot-filter.js';
import { snapshotFilter, where } from './snapshot-filter.js';
import type { TableDescription } from './table-description.js';
import { describeTable, quoted } from './table-description.js';

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

/**
 * Reads the rows behind `cursor` and up to `lastKey` in the order of their key, with one statement,
 * hence from one snapshot of the database. The table is looked up anew each time: its columns may
 * have changed.
 *
 * @throws UnreadableTableError
 */
export async function readChunk(
  database: Database,
  scope: SnapshotScope,
  range: KeyRange,
  { size, timeZone }: { readonly size: ChunkSize; readonly timeZone: string },
): Promise<Chunk> {
  const description = await describeTable(database, scope.table);
  const filter = withinRange(snapshotFilter(scope, timeZone), range, description);
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
    cursor: last === undefined ? range.cursor : keyAt.map((at) => last[at] ?? ''),
  };
}

/** The window's sum keeps a chunk of long rows as small in memory as one of short ones (I11). */
function chunkStatement(
  { table }: SnapshotScope,
  { columns, key }: TableDescription,
  filter: SnapshotFilter,
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
        from ${SCHEMA}.${table} t ${where(filter)} order by ${order} limit ${size.rows}
      ) chunk
    ) measured
    where log_tailer_bytes_before < ${size.bytes} order by ${order}`;
}

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
