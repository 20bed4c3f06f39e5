import type { Queryable } from '@ftgo/platform-postgres';

/**
 * The instant at which clocks in `timeZone` show `localTime` (FTGO's LocalDateTime). PostgreSQL
 * reads it, as it does for every column, so that a time and its row can't differ.
 */
export async function readLocalTime(
  transaction: Queryable,
  localTime: string,
  timeZone: string,
): Promise<Date> {
  const [row] = await transaction.query<{ at: Date }>(
    'select $1::timestamp at time zone $2 as at',
    [localTime, timeZone],
  );
  if (row === undefined) throw new RangeError('a local time could not be read');
  return row.at;
}
