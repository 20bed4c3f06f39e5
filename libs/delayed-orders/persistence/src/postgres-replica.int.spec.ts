import type {
  OrderFields,
  ReplicaRow,
  ReplicaUpdate,
  RestaurantFields,
} from '@ftgo/delayed-orders-domain';
import { foldUpdates } from '@ftgo/delayed-orders-domain';
import { ajanta, at } from '@ftgo/delayed-orders-domain/testing';
import { isFaultOfTheRow } from '@ftgo/platform-postgres';
import { PostgresDelayedOrders } from './postgres-delayed-orders.js';
import { PostgresReplica } from './postgres-replica.js';
import { ORDER_COLUMNS } from './queries/replica-columns.js';
import type { ServiceDatabase } from './testing/index.js';
import { ALWAYS_FRESH, commandFor, orderUpdate, serviceDatabase } from './testing/index.js';

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
    const version = Math.floor(next() * 6);
    // Positions pass what a JavaScript number, or a bigint of the database, can hold.
    const position = 2n ** 70n + BigInt(Math.floor(next() * 3));
    const named = FIELDS.filter(() => next() < 0.25);
    const meaning = version * 3 + Number(position - 2n ** 70n);
    const fields = Object.fromEntries(named.map((field) => [field, valueOf(field, meaning)]));
    return { id: 1 + Math.floor(next() * 5), version, position, fields } as Update;
  });
  return updates.flatMap((update) => (next() < 0.4 ? [update, update] : [update]));
}

function shuffled<T>(values: readonly T[], next: () => number): T[] {
  return values
    .map((value) => ({ value, rank: next() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ value }) => value);
}

const asRow = ({ id, version, fields, stamps }: ReplicaRow<OrderFields>): object => ({
  order_id: id,
  version,
  ...Object.fromEntries(FIELDS.map((field) => [ORDER_COLUMNS[field].name, fields[field] ?? null])),
  field_versions: FIELDS.map((field) => stamps[field]?.version ?? null),
  field_positions: FIELDS.map((field) => stamps[field]?.position.toString() ?? null),
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
  const lookAtNewHours = () =>
    new PostgresDelayedOrders(
      service.database,
      commandFor,
      { name: 'offers', limitCents: 0 },
      ALWAYS_FRESH,
    ).lookAtNewHours();

  beforeAll(async () => {
    service = await serviceDatabase();
    replica = new PostgresReplica(service.database, { name: 'events', worker: 'test' }, 0);
    await service.setClock(at('18:20'));
  });
  beforeEach(() =>
    service.database.query(
      `truncate order_replica, restaurant_replica, opening_hours_replica, closure_replica,
         feed_watermark, feed_notice`,
    ),
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
          .join(', ')}, field_versions::float8[],
           field_positions::text[] from order_replica order by order_id`,
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
    await lookAtNewHours();
    expect(await dueTimes()).toEqual([at('18:20'), null, null, null, null]);
    await nothingIsDue();
    expect(await hearOfRestaurant(0, said)).toMatchObject({ changedRestaurants: 0 });
    await lookAtNewHours();
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

  it('tells how far it has got by heartbeats as well, on the business clock', async () => {
    const heardAt = new Date();
    await replica.apply({ orders: [], restaurants: [], heardAt });
    await replica.apply({
      orders: [],
      restaurants: [],
      heardAt: new Date(heardAt.getTime() - 1e4),
    });
    expect(await service.database.query('select as_of, heard_at from feed_watermark')).toEqual([
      { as_of: at('18:20'), heard_at: heardAt },
    ]);
  });

  it('counts what was noticed, by cause and detail', async () => {
    const unknown = { cause: 'unknown-column', detail: 'orders.tip' };
    const state = { cause: 'unknown-state', detail: 'EATEN' };
    const tell = (...notices: object[]) =>
      replica.apply({ orders: [], restaurants: [], notices: notices as (typeof unknown)[] });
    await tell(unknown, state, unknown);
    await tell(unknown);
    expect(
      await service.database.query('select feed, cause, detail, times from feed_notice order by 2'),
    ).toEqual([
      { feed: 'events', ...unknown, times: 3 },
      { feed: 'events', ...state, times: 1 },
    ]);
  });

  describe('with hours told row by row', () => {
    const parent = (version: number, position = 1n) => ({
      id: 1,
      version,
      position,
      fields: { name: 'Ajanta', timeZone: 'UTC', rowVersion: version },
    });
    const interval = (id: number, position: bigint, dayOfWeek: number, closes = '22:30') => ({
      id,
      version: 0,
      position,
      fields: { restaurantId: 1, dayOfWeek, opens: '11:00', closes, isDeleted: false },
    });
    const deleted = (id: number, position: bigint) => ({
      id,
      version: 0,
      position,
      fields: { isDeleted: true },
    });
    type Batch = Partial<Parameters<PostgresReplica['apply']>[0]>;
    const tell = (batch: Batch) => replica.apply({ orders: [], restaurants: [], ...batch });
    const hours = async (): Promise<unknown> => {
      const [row] = await service.database.query<{ opening_hours: unknown }>(
        'select opening_hours from restaurant_replica where restaurant_id = 1',
      );
      return row?.opening_hours;
    };
    const day = (dayOfWeek: number, closes = '22:30') => ({ dayOfWeek, opens: '11:00', closes });

    it('I1: knows no hours before the restaurant itself was heard, and then all', async () => {
      await tell({ openingHoursRows: [interval(11, 5n, 1), interval(12, 6n, 2)] });
      expect(await hours()).toBeNull();
      await tell({ restaurants: [parent(0)] });
      expect(await hours()).toEqual([day(1), day(2)]);
    });

    it('I1: a deleted row stays deleted, though it comes first and its making last', async () => {
      await tell({ restaurants: [parent(0)], openingHoursRows: [interval(12, 6n, 2)] });
      await tell({ openingHoursRows: [deleted(11, 9n)] });
      await tell({ openingHoursRows: [interval(11, 5n, 1)] });
      expect(await hours()).toEqual([day(2)]);
    });

    it('I1: hours of an event yield to the rows of a later version, and the other way round', async () => {
      const event = (version: number, closes: string) => ({
        id: 1,
        version,
        fields: { openingHours: [day(1, closes)], closures: [] },
      });
      await tell({ restaurants: [event(3, '20:00')] });
      await tell({ restaurants: [parent(4)], openingHoursRows: [interval(11, 7n, 1, '21:00')] });
      expect(await hours()).toEqual([day(1, '21:00')]);
      await tell({ restaurants: [event(5, '23:00')] });
      expect(await hours()).toEqual([day(1, '23:00')]);
      await tell({ openingHoursRows: [interval(11, 7n, 1, '21:00')] });
      expect(await hours()).toEqual([day(1, '23:00')]);
    });

    it("makes the restaurant's open orders due with changed rows, and not with repeated ones", async () => {
      await hear(orderUpdate(1), orderUpdate(2, { restaurantId: 2 }));
      await tell({ restaurants: [parent(0)], openingHoursRows: [interval(11, 5n, 1)] });
      await lookAtNewHours();
      await nothingIsDue();
      await tell({ openingHoursRows: [interval(11, 5n, 1)] });
      await lookAtNewHours();
      expect(await dueTimes()).toEqual([null, null]);
      await tell({ openingHoursRows: [interval(12, 6n, 2)] });
      await lookAtNewHours();
      expect(await dueTimes()).toEqual([at('18:20'), null]);
    });

    it('looks at the orders only once the set of rows has settled', async () => {
      await hear(orderUpdate(1));
      await nothingIsDue();
      const slow = new PostgresReplica(service.database, { name: 'cdc', worker: 'test' }, 60_000);
      const batch = { restaurants: [parent(0)], openingHoursRows: [interval(11, 5n, 1)] };
      await slow.apply({ orders: [], ...batch });
      await lookAtNewHours();
      expect(await dueTimes()).toEqual([null]);
    });

    it('I1: derives the same from any order over 4 workers at once', async () => {
      const rows = Array.from({ length: 28 }, (_, n) => interval(n, BigInt(n), 1 + (n % 7)));
      const ends = rows.slice(0, 14).map(({ id }) => deleted(id, 100n + BigInt(id)));
      const workers = [1, 2, 3, 4].map(
        (n) => new PostgresReplica(service.connect(), { name: 'cdc', worker: `worker ${n}` }),
      );
      for (const seed of [1, 2, 3, 4, 5]) {
        await service.database.query('truncate restaurant_replica, opening_hours_replica');
        const next = chance(seed);
        const batches = workers.map((): Batch & { openingHoursRows: object[] } => ({
          openingHoursRows: [],
        }));
        for (const row of shuffled([...rows, ...ends, ...rows], next)) {
          batches[Math.floor(next() * 4)]?.openingHoursRows.push(row);
        }
        await Promise.all([
          ...batches.map((batch, n) =>
            workers[n]?.apply({ orders: [], restaurants: [], ...batch }),
          ),
          tell({ restaurants: [parent(2)] }),
        ]);
        expect(await hours()).toEqual(
          [1, 2, 3, 4, 5, 6, 7].flatMap((dayOfWeek) => [day(dayOfWeek), day(dayOfWeek)]),
        );
      }
    });
  });
});
