import type { Queryable } from '@ftgo/platform-postgres';
import type { TailedTable } from '../tables.js';
import { isTailed, SCHEMA, TAILED_TABLES } from '../tables.js';

/** How the monolith's tables stand to the publication. */
export interface PublicationReport {
  readonly published: readonly TailedTable[];
  /** Tables that were not published before: their rows up to now have to be read by a snapshot. */
  readonly added: readonly TailedTable[];
  /** Tables that the monolith does not have (yet). */
  readonly missing: readonly TailedTable[];
  /** Tables without a primary key. */
  readonly keyless: readonly TailedTable[];
}

interface TableRow {
  readonly name: TailedTable;
  readonly is_there: boolean;
  readonly has_key: boolean;
  readonly is_published: boolean;
}

/**
 * A table that says nothing by which a row is known must not be published: PostgreSQL would from
 * then on refuse every update and deletion in it, and the monolith would stand still.
 */
const READ_TABLES = `
select wanted.name, c.oid is not null as is_there,
  c.relreplident <> 'n' and exists (
    select from pg_index i where i.indrelid = c.oid and i.indisprimary and i.indisvalid
  ) as has_key,
  exists (
    select from pg_publication_tables p
    where p.pubname = $1 and p.schemaname = '${SCHEMA}' and p.tablename = wanted.name
  ) as is_published
from unnest($2::text[]) with ordinality as wanted (name, place)
left join pg_class c
  on c.oid = to_regclass(format('%I.%I', '${SCHEMA}', wanted.name)) and c.relkind in ('r', 'p')
order by wanted.place`;

const READ_OTHERS = `
select n.nspname as schema, c.relname as name
from pg_publication p
join pg_publication_rel r on r.prpubid = p.oid
join pg_class c on c.oid = r.prrelid
join pg_namespace n on n.oid = c.relnamespace
where p.pubname = $1`;

/**
 * Makes the publication hold the tables that are tailed and exist, and none besides (I8). A table
 * that was dropped and made again is a new one to PostgreSQL, and is taken in again here.
 *
 * The publication must be older than the slot: the server reads it as it was at each change, and
 * fails at a change from before it. @throws when the role may not change it
 */
export async function reconcilePublication(
  transaction: Queryable,
  publication: string,
): Promise<PublicationReport> {
  await createIfAbsent(transaction, publication);
  const tables = await transaction.query<TableRow>(READ_TABLES, [publication, TAILED_TABLES]);
  const usable = tables.filter((table) => table.is_there && table.has_key);
  const added = usable.filter((table) => !table.is_published).map(({ name }) => name);
  const others = await transaction.query<{ schema: string; name: string }>(READ_OTHERS, [
    publication,
  ]);
  const foreign = others.filter(({ schema, name }) => !isTailed(schema, name));
  const keyless = tables.filter((table) => table.is_there && !table.has_key);
  await alter(
    transaction,
    publication,
    'add',
    added.map((name) => ({ schema: SCHEMA, name })),
  );
  await alter(transaction, publication, 'drop', [
    ...foreign,
    ...keyless
      .filter(({ name }) => others.some((other) => other.schema === SCHEMA && other.name === name))
      .map(({ name }) => ({ schema: SCHEMA, name })),
  ]);
  return {
    published: usable.map(({ name }) => name),
    added,
    missing: tables.filter((table) => !table.is_there).map(({ name }) => name),
    keyless: keyless.map(({ name }) => name),
  };
}

async function createIfAbsent(transaction: Queryable, publication: string): Promise<void> {
  const found = await transaction.query('select from pg_publication where pubname = $1', [
    publication,
  ]);
  if (found.length === 0)
    await transaction.query(
      `create publication ${quoted(publication)} with (publish_via_partition_root = true)`,
    );
}

async function alter(
  transaction: Queryable,
  publication: string,
  verb: 'add' | 'drop',
  tables: readonly { readonly schema: string; readonly name: string }[],
): Promise<void> {
  if (tables.length === 0) return;
  const names = tables.map(({ schema, name }) => `${quoted(schema)}.${quoted(name)}`);
  await transaction.query(
    `alter publication ${quoted(publication)} ${verb} table ${names.join(', ')}`,
  );
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
