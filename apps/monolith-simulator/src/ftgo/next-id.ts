import type { Queryable } from '@ftgo/platform-postgres';

/** The next free id of a table with an identity column. */
export async function nextId(
  transaction: Queryable,
  table: 'orders' | 'restaurants',
): Promise<number> {
  const [row] = await transaction.query<{ id: number }>(
    `select nextval(pg_get_serial_sequence($1, 'id')) as id`,
    [table],
  );
  return row?.id ?? 0;
}
