import type { OrderFields, ReplicaUpdate } from '@ftgo/delayed-orders-domain';
import { foldUpdates } from '@ftgo/delayed-orders-domain';
import { PostgresReplicaContents } from '@ftgo/delayed-orders-persistence';
import { readMessage, toReplicaBatch } from '@ftgo/monolith-contracts';
import type { Database } from '@ftgo/platform-postgres';
import type { MonolithHistory, OrderRow, RestaurantRow } from './monolith-history.js';
import type { Told } from './told-messages.js';
import { readLocalTime } from './told-messages.js';

type Update = ReplicaUpdate<OrderFields>;

/** What every feed tells of an order's row. */
const TOLD_BY_ALL = [
  ...(['version', 'state', 'consumerId', 'restaurantId', 'area', 'orderTotalCents'] as const),
  ...(['createdAt', 'promisedAt', 'acceptedAt', 'readyBy', 'preparingAt', 'readyAt'] as const),
  ...(['pickedUpAt', 'deliveredAt', 'cancelledAt', 'cancelledBy', 'scheduledDeliveryAt'] as const),
];

/**
 * Where the replica differs from the fold of what was told (I1), from the monolith's own tables,
 * or from its restaurants' hours; nothing when all is well.
 */
export async function differencesIn(
  database: Database,
  history: MonolithHistory,
  told: Told,
): Promise<string[]> {
  const contents = new PostgresReplicaContents(database);
  const folded = foldUpdates(updatesIn(told));
  const ids = folded.map(({ id }) => id);
  const replicated = new Map(
    (await contents.orders(ids)).map((order) => [Number(order.id), order]),
  );
  const problems: string[] = [];
  for (const row of folded) {
    const own = replicated.get(row.id) as Readonly<Record<string, unknown>> | undefined;
    problems.push(
      ...unequal(`order ${row.id}, against the fold`, { ...row.fields, version: row.version }, own),
    );
    const truth = history.orders.get(row.id);
    if (truth !== undefined) {
      problems.push(...unequal(`order ${row.id}, against the monolith`, pick(truth), own));
    }
    if (truth !== undefined && told.lastFeed === 'cdc') {
      problems.push(...unequal(`courier of ${row.id}`, { courierId: truth.courierId }, own));
    }
  }
  return [...problems, ...(await hoursDiffer(contents, [...history.restaurants.values()]))];
}

function updatesIn({ messages }: Told): readonly Update[] {
  return messages.flatMap((message) => {
    const read = readMessage(message, readLocalTime);
    return read.understood ? toReplicaBatch([read]).orders : [];
  });
}

function pick(row: OrderRow): Readonly<Record<string, unknown>> {
  return Object.fromEntries(TOLD_BY_ALL.map((field) => [field, row[field]]));
}

function unequal(
  what: string,
  expected: Readonly<Record<string, unknown>>,
  own: Readonly<Record<string, unknown>> | undefined,
): string[] {
  if (own === undefined) return [`${what}: the replica has no such row`];
  return Object.entries(expected)
    .filter(([field, value]) => textOf(value) !== textOf(own[field]))
    .map(([field, value]) => `${what}: ${field} is ${textOf(own[field])}, not ${textOf(value)}`);
}

async function hoursDiffer(
  contents: PostgresReplicaContents,
  restaurants: readonly RestaurantRow[],
): Promise<string[]> {
  const rows = await contents.restaurants(restaurants.map(({ id }) => id));
  return restaurants.flatMap(({ id, version, name, timeZone, hours }) => {
    const row = rows.find((each) => each.restaurant_id === id);
    const expected = { version, name, timeZone, hours: hoursText(hours) };
    const own = {
      version: row?.version,
      name: row?.name,
      timeZone: row?.time_zone,
      hours: hoursText(row?.opening_hours ?? []),
    };
    return unequal(`restaurant ${id}`, expected, own);
  });
}

const hoursText = (
  hours: readonly { readonly dayOfWeek: number; readonly opens: string; readonly closes: string }[],
): string =>
  hours
    .map(({ dayOfWeek, opens, closes }) => `${dayOfWeek} ${opens}-${closes}`)
    .sort()
    .join(', ');

const textOf = (value: unknown): string =>
  value instanceof Date ? value.toISOString() : value == null ? 'none' : String(value);
