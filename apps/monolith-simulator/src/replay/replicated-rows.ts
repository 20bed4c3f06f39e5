import type { Queryable } from '@ftgo/platform-postgres';

/** What a replica must have heard to be complete. */
export interface ReplicatedRows {
  /** The versions of all orders and restaurants together, counted from 1. */
  readonly versions: number;
  /** Rows of opening hours and of closures that there are now. */
  readonly rowsOfHours: number;
}

/** Counts what there is to be replicated, whatever way it is published. */
export async function countReplicatedRows(database: Queryable): Promise<ReplicatedRows> {
  const [rows] = await database.query<ReplicatedRows>(
    `select ((select coalesce(sum(version + 1), 0) from orders)
         + (select coalesce(sum(version + 1), 0) from restaurants))::bigint as versions,
       ((select count(*) from restaurant_opening_hours)
         + (select count(*) from restaurant_closures))::bigint as "rowsOfHours"`,
  );
  return rows ?? { versions: 0, rowsOfHours: 0 };
}
