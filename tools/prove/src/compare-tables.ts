import { PostgresReplicaContents } from '@ftgo/delayed-orders-persistence';
import { MonolithTables } from '@ftgo/monolith-tables';
import { createLogger } from '@ftgo/platform-observability';
import { Database } from '@ftgo/platform-postgres';
import type { Stack } from '@ftgo/system-stack';

/** What a comparison of all rows found. */
export interface TableComparison {
  readonly orders: number;
  readonly restaurants: number;
  /** A line for each row in which the two databases differ. */
  readonly differences: readonly string[];
}

/**
 * Compares every order and restaurant of the monolith's tables with the replica, row by row: a
 * digest of each row, made by SQL on both databases.
 */
export async function compareTables(stack: Stack): Promise<TableComparison> {
  const logger = createLogger('prove', 'fatal');
  const options = { url: stack.monolithDatabaseUrl, applicationName: 'prove', poolSize: 2 };
  const database = new Database(options, logger);
  try {
    const monolith = new MonolithTables(database, 'UTC', (wallClockMs) => wallClockMs);
    const replica = new PostgresReplicaContents(stack.database);
    const orders = await monolith.orderSpan(new Date(0));
    const restaurants = await monolith.restaurantSpan();
    const everything = (span: { from: number; to: number }) => ({ from: 0, to: span.to + 1_000 });
    const [theirOrders, ourOrders, theirRestaurants, ourRestaurants] = [
      await monolith.orderDigests(everything(orders), 1),
      await replica.orderDigests(everything(orders), 1),
      await monolith.restaurantDigests(everything(restaurants), 1),
      await replica.restaurantDigests(everything(restaurants), 1),
    ];
    return {
      orders: theirOrders.length,
      restaurants: theirRestaurants.length,
      differences: [
        ...differing('order', theirOrders, ourOrders),
        ...differing('restaurant', theirRestaurants, ourRestaurants),
      ],
    };
  } finally {
    await database.close();
  }
}

type Digests = readonly { readonly range: number; readonly digest: string }[];

function differing(what: string, theirs: Digests, ours: Digests): string[] {
  const own = new Map(ours.map(({ range, digest }) => [range, digest]));
  const known = new Set(theirs.map(({ range }) => range));
  return [
    ...theirs
      .filter(({ range, digest }) => own.get(range) !== digest)
      .map(({ range }) => `${what} ${range} ${own.has(range) ? 'differs' : 'is missing'}`),
    ...ours
      .filter(({ range }) => !known.has(range))
      .map(({ range }) => `${what} ${range} is only in the replica`),
  ];
}
