import type {
  OrderFields,
  ReplicaRow,
  ReplicaUpdate,
  RestaurantFields,
} from '@ftgo/delayed-orders-domain';
import { foldUpdates } from '@ftgo/delayed-orders-domain';
import { ajanta, at } from '@ftgo/delayed-orders-domain/testing';
import { isFaultOfTheRow } from '@ftgo/platform-postgres';
import { PostgresReplica } from './postgres-replica.js';
import { ORDER_COLUMNS } from './queries/replica-columns.js';
import type { ServiceDatabase } from './testing/index.js';
import { orderUpdate, serviceDatabase } from './testing/index.js';

type Update = ReplicaUpdate<OrderFields>;
const FIELDS = Object.keys(ORDER_COLUMNS) as (keyof OrderFields)[];

/** Repeatable chance (mulberry32): a failing seed fails again. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** What a version of an order says of a field; sometimes that there is no value. */
function valueOf(field: keyof OrderFields, version: number): unknown {
  if ((version + field.length) % 5 === 0) return null;
  if (field.endsWith('At') || field === 'readyBy') return new Date(1.79e12 + version * 60_000);
  const isText = ['state', 'area', 'cancelledBy'].includes(field);
  return isText ? `${field} ${version}` : version + 1;
}

function randomHistory(next: () => number): Update[] {
  const updates = Array.from({ length: 40 }, () => {
    const version = Math.floor(next() * 12);
    const named = FIELDS.filter(() => next() < 0.25);
    const fields = Object.fromEntries(named.map((field) => [field, valueOf(field, version)]));
    return { id: 1 + Math.floor(next() * 5), version, fields } as Update;
  });
  return updates.flatMap((update) => (next() < 0.4 ? [update, update] : [update]));
}

function shuffled<T>(values: readonly T[], next: () => number): T[] {
  return values
    .map((value) => ({ value, rank: next() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ value }) => value);
}

const asRow = ({ id, version, fields, fieldVersions }: ReplicaRow<OrderFields>): object => ({
  order_id: id,
  version,
  ...Object.fromEntries(FIELDS.map((field) => [ORDER_COLUMNS[field].name, fields[field] ?? null])),
  field_versions: FIELDS.map((field) => fieldVersions[field] ?? null),
});

describe('PostgresReplica', () => {
  let service: ServiceDatabase;
  let replica: PostgresReplica;

  const hear = (...orders: Update[]) => replica.apply({ orders, restaurants: [], asOf: undefined });
  const hearOfRestaurant = (version: number, fields: Partial<RestaurantFields>) =>
    replica.apply({ orders: [], restaurants: [{ id: 1, version, fields }], asOf: undefined });
  const dueTimes = async (): Promise<(Date | null)[]> => {
    const rows = await service.database.query<{ due: Date | null }>(
      'select next_assessment_at as due from order_replica order by order_id',
    );
    return rows.map(({ due }) => due);
  };
  const nothingIsDue = () =>
    service.database.query('update order_replica set next_assessment_at = null');

  beforeAll(async () => {
    service = await serviceDatabase();
    replica = new PostgresReplica(service.database, { name: 'events', worker: 'test' });
    await service.setClock(at('18:20'));
  });
  beforeEach(() =>
    service.database.query('truncate order_replica, restaurant_replica, feed_watermark'),
  );
  afterAll(() => service.drop());

  it.each(Array.from({ length: 40 }, (_, seed) => seed))(
    'I1: equals the pure fold, shuffled, duplicated and split over concurrent workers (seed %i)',
    async (seed) => {
      const next = chance(seed);
      const history = randomHistory(next);
      const batches: Update[][] = [[], [], [], [], []];
      for (const update of shuffled(history, next)) batches[Math.floor(next() * 5)]?.push(update);
      await Promise.all(batches.map((batch) => hear(...batch)));
      const rows = await service.database.query(
        `select order_id, version, ${Object.values(ORDER_COLUMNS)
          .map(({ name }) => name)
          .join(', ')}, field_versions::float8[] from order_replica order by order_id`,
      );
      const folded = foldUpdates(history).sort((a, b) => a.id - b.id);
      expect(rows).toEqual(folded.map(asRow));
    },
  );

  it('makes a new or changed order due at once, and an unchanged one not', async () => {
    expect(await hear(orderUpdate(42))).toMatchObject({ changedOrders: 1 });
    expect(await dueTimes()).toEqual([at('18:20')]);
    await nothingIsDue();
    expect(await hear(orderUpdate(42))).toMatchObject({ changedOrders: 0 });
    expect(await dueTimes()).toEqual([null]);
    await hear({ id: 42, version: 1, fields: { state: 'ACCEPTED', acceptedAt: at('18:03') } });
    expect(await dueTimes()).toEqual([at('18:20')]);
  });

  it('I1: takes nothing from an older version, and looks at nothing again for it', async () => {
    await hear(orderUpdate(42, { state: 'PICKED_UP' }, 5));
    await nothingIsDue();
    const applied = await hear({ id: 42, version: 2, fields: { state: 'ACCEPTED' } });
    expect(applied.changedOrders).toBe(0);
    expect(await dueTimes()).toEqual([null]);
  });

  it('I1: does not revive a deleted order', async () => {
    await hear({ id: 42, version: 9, fields: { deletedAt: at('18:15') } });
    await hear(orderUpdate(42));
    const [row] = await service.database.query<{ deleted_at: Date; version: number }>(
      'select deleted_at, version from order_replica',
    );
    expect(row).toEqual({ deleted_at: at('18:15'), version: 9 });
  });

  it("makes a restaurant's open orders due with its new hours, and no others", async () => {
    await hear(
      orderUpdate(1),
      orderUpdate(2, { deliveredAt: at('18:15') }),
      orderUpdate(3, { cancelledAt: at('18:15') }),
      orderUpdate(4, { deletedAt: at('18:15') }),
      orderUpdate(5, { restaurantId: 2 }),
    );
    await nothingIsDue();
    const { timeZone = 'UTC', intervals = [] } = ajanta().openingHours ?? {};
    const said = { name: 'Ajanta', timeZone, openingHours: intervals, closures: [] };
    expect(await hearOfRestaurant(0, said)).toMatchObject({ changedRestaurants: 1 });
    expect(await dueTimes()).toEqual([at('18:20'), null, null, null, null]);
    await nothingIsDue();
    expect(await hearOfRestaurant(0, said)).toMatchObject({ changedRestaurants: 0 });
    expect(await dueTimes()).toEqual([null, null, null, null, null]);
  });

  it('keeps the name of a restaurant whose hours were revised', async () => {
    await hearOfRestaurant(0, { name: 'Ajanta', timeZone: 'UTC', openingHours: [] });
    const closures = [{ from: at('20:00'), to: at('23:00') }];
    await hearOfRestaurant(1, { closures });
    const [row] = await service.database.query(
      'select name, closures from restaurant_replica where restaurant_id = 1',
    );
    expect(row).toEqual({
      name: 'Ajanta',
      closures: [{ from: at('20:00').toISOString(), to: at('23:00').toISOString() }],
    });
  });

  it('refuses a text that PostgreSQL cannot store as the fault of the row, and keeps nothing', async () => {
    const poison = orderUpdate(42, { area: 'Berke\0ley' });
    const failure: unknown = await hear(orderUpdate(1), poison).catch((error: unknown) => error);
    expect(isFaultOfTheRow(failure)).toBe(true);
    expect(await dueTimes()).toEqual([]);
  });

  it('applies hours and orders of the same restaurant from 4 workers at once', async () => {
    const workers = [1, 2, 3, 4].map(
      (n) => new PostgresReplica(service.connect(), { name: 'events', worker: `worker ${n}` }),
    );
    const next = chance(42);
    for (let version = 1; version <= 10; version += 1) {
      const ids = Array.from({ length: 60 }, (_, n) => n + 1);
      const batches = workers.map((_, n) => ({
        orders: ids.filter(() => next() < 0.5).map((id) => orderUpdate(id, {}, version * 4 + n)),
        restaurants: [{ id: 1, version: version * 4 + n, fields: { name: `Ajanta ${version}` } }],
        asOf: undefined,
      }));
      await Promise.all(batches.map((batch, n) => workers[n]?.apply(batch)));
    }
    const [restaurant] = await service.database.query<{ name: string }>(
      'select name from restaurant_replica',
    );
    expect(restaurant?.name).toBe('Ajanta 10');
  });

  it('moves the watermark forwards only, and not without a moment', async () => {
    const tell = (asOf: Date | undefined) => replica.apply({ orders: [], restaurants: [], asOf });
    await tell(at('18:10'));
    await tell(at('18:05'));
    await tell(undefined);
    expect(await service.database.query('select as_of from feed_watermark')).toEqual([
      { as_of: at('18:10') },
    ]);
  });
});
