import type { Queryable } from '@ftgo/platform-postgres';
import type { TailedTable } from '../tables.js';
import { SCHEMA } from '../tables.js';
import { UnreadableTableError } from './snapshots.errors.js';

export interface KeyColumn {
  readonly name: string;
  /** Its type in SQL, by which a cursor's text is read. */
  readonly type: string;
}

/** A table as it is now. */
export interface TableDescription {
  /** The columns that the log would tell as well: generated ones are not in it. */
  readonly columns: readonly string[];
  readonly key: readonly KeyColumn[];
}

interface ColumnRow extends KeyColumn {
  readonly place_in_key: number | null;
}

const READ_COLUMNS = `
select a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
  array_position(i.indkey::int2[], a.attnum) as place_in_key
from pg_attribute a
left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
where a.attrelid = to_regclass(format('%I.%I', '${SCHEMA}', $1::text))
  and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
order by a.attnum`;

/** A column's name as SQL has it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** @throws UnreadableTableError when there is no such table, or it has no primary key */
export async function describeTable(
  database: Queryable,
  table: TailedTable,
): Promise<TableDescription> {
  const columns = await database.query<ColumnRow>(READ_COLUMNS, [table]);
  if (columns.length === 0) throw new UnreadableTableError(table, 'it does not exist');
  const key = columns
    .filter(({ place_in_key }) => place_in_key !== null)
    .sort((one, other) => (one.place_in_key ?? 0) - (other.place_in_key ?? 0))
    .map(({ name, type }) => ({ name, type }));
  if (key.length === 0) throw new UnreadableTableError(table, 'it has no primary key');
  return { columns: columns.map(({ name }) => name), key };
}
