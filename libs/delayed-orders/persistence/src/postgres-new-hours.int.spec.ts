import type { OrderFields } from '@ftgo/delayed-orders-domain';
import { at } from '@ftgo/delayed-orders-domain/testing';
import { PostgresDelayedOrders } from './postgres-delayed-orders.js';
import type { ReplicaBatch } from './postgres-replica.js';
import { PostgresReplica } from './postgres-replica.js';
import type { ServiceDatabase } from './testing/index.js';
import {
  ALWAYS_FRESH,
  closureRow,
  commandFor,
  decideWith,
  goneRow,
  hoursRow,
  orderUpdate,
  restaurantRow,
  serviceDatabase,
} from './testing/index.js';

const HOUR_MS = 3_600_000;
const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1);

describe('new hours (ADR 11)', () => {
  let service: ServiceDatabase;

  const replica = (settleMs = 0): PostgresReplica =>
    new PostgresReplica(service.database, { name: 'cdc', worker: 'spec' }, settleMs);
  const tell = (batch: Partial<ReplicaBatch>, settleMs = 0) =>
    replica(settleMs).apply({ orders: [], restaurants: [], ...batch });
  const scanner = (database = service.database): PostgresDelayedOrders =>
    new PostgresDelayedOrders(
      database,
      commandFor,
      { name: 'offers', limitCents: 0 },
      ALWAYS_FRESH,
    );
  const untilNothingIsNew = async (each: PostgresDelayedOrders): Promise<number> => {
    for (let portions = 1; ; portions += 1) if (!(await each.lookAtNewHours())) return portions;
  };
  const due = async (): Promise<number[]> => {
    const rows = await service.database.query<{ order_id: number }>(
      'select order_id from order_replica where next_assessment_at is not null order by 1',
    );
    return rows.map(({ order_id }) => order_id);
  };
  const nothingIsDue = () =>
    service.database.query('update order_replica set next_assessment_at = null');
  const isNew = async (): Promise<number[]> => {
    const rows = await service.database.query<{ restaurant_id: number }>(
      'select restaurant_id from restaurant_replica where hours_settle_at is not null order by 1',
    );
    return rows.map(({ restaurant_id }) => restaurant_id);
  };
  const hours = async (id = 1): Promise<object | undefined> =>
    (
      await service.database.query<{ opening_hours: unknown; closures: unknown }>(
        'select opening_hours, closures from restaurant_replica where restaurant_id = $1',
        [id],
      )
    )[0];
  const deadlocks = async (): Promise<number> => {
    const [row] = await service.database.query<{ deadlocks: number }>(
      'select deadlocks from pg_stat_database where datname = current_database()',
    );
    return row?.deadlocks ?? -1;
  };
  const interval = (dayOfWeek: number, opens = '11:00', closes = '22:30') => ({
    dayOfWeek,
    opens,
    closes,
  });

  beforeEach(async () => {
    service = await serviceDatabase();
    await service.setClock(at('18:20'));
  });
  afterEach(() => service.drop());

  describe('as rows tell them', () => {
    it('I1: keeps closures as rows, and forgets one that is deleted', async () => {
      const [early, late] = [
        closureRow(8, 5n, at('20:00'), at('21:00')),
        closureRow(9, 6n, at('21:00'), at('23:00')),
      ];
      await tell({ restaurants: [restaurantRow(0, 1n)], closureRows: [late, early] });
      expect(await hours()).toEqual({
        opening_hours: [],
        closures: [
          { from: at('20:00').toISOString(), to: at('21:00').toISOString() },
          { from: at('21:00').toISOString(), to: at('23:00').toISOString() },
        ],
      });
      await tell({ closureRows: [goneRow(8, 7n)] });
      expect(await hours()).toMatchObject({ closures: [{ from: at('21:00').toISOString() }] });
    });

    it('I1: is the same for a rewritten set, though deletions come before what they delete', async () => {
      const old = [1, 2, 3].map((n) => hoursRow(n, BigInt(n), { dayOfWeek: n }));
      const gone = [1, 2, 3].map((n) => goneRow(n, BigInt(10 + n)));
      const anew = [4, 5].map((n) => hoursRow(n, BigInt(20 + n), { dayOfWeek: n, opens: '17:00' }));
      await tell({ restaurants: [restaurantRow(1, 30n)], openingHoursRows: gone });
      await tell({ openingHoursRows: anew });
      await tell({ openingHoursRows: old });
      expect(await hours()).toMatchObject({
        opening_hours: [interval(4, '17:00'), interval(5, '17:00')],
      });
    });

    it('keeps the rows of two restaurants in one batch apart', async () => {
      await tell({
        restaurants: [restaurantRow(0, 1n, { id: 2, name: 'Oakland’s' }), restaurantRow(0, 1n)],
        openingHoursRows: [
          hoursRow(21, 5n, { restaurantId: 2, dayOfWeek: 6 }),
          hoursRow(11, 6n, { dayOfWeek: 1 }),
        ],
        closureRows: [closureRow(8, 7n, at('20:00'), at('21:00'), 2)],
      });
      expect(await hours(1)).toEqual({ opening_hours: [interval(1)], closures: [] });
      expect(await hours(2)).toMatchObject({
        opening_hours: [interval(6)],
        closures: [{ from: at('20:00').toISOString() }],
      });
    });

    it('I1: an event between two sets of rows loses to the later version on either side', async () => {
      const event = (version: number, closes: string) => ({
        id: 1,
        version,
        fields: { openingHours: [interval(1, '11:00', closes)], closures: [] },
      });
      const first = { restaurants: [restaurantRow(1, 10n)], openingHoursRows: [hoursRow(1, 9n)] };
      const third = {
        restaurants: [restaurantRow(3, 30n)],
        openingHoursRows: [goneRow(1, 28n), hoursRow(2, 29n, { closes: '20:00' })],
      };
      const ways = [
        [first, { restaurants: [event(2, '21:00')] }, third],
        [third, first, { restaurants: [event(2, '21:00')] }],
        [{ restaurants: [event(2, '21:00')] }, third, first],
      ];
      for (const way of ways) {
        await service.database.query('truncate restaurant_replica, opening_hours_replica');
        for (const batch of way) await tell(batch);
        expect(await hours()).toMatchObject({ opening_hours: [interval(1, '11:00', '20:00')] });
      }
    });

    it('I1: gives intervals that open alike in one order, however their rows came', async () => {
      const rows = ['14:00', '22:30', '18:00', '16:00'].map((closes, n) =>
        hoursRow(n, BigInt(n + 1), { closes }),
      );
      const found = new Set<string>();
      for (const way of [rows, [...rows].reverse(), [...rows.slice(2), ...rows.slice(0, 2)]]) {
        await service.database.query('truncate restaurant_replica, opening_hours_replica');
        await tell({ restaurants: [restaurantRow(0, 0n)] });
        for (const row of way) await tell({ openingHoursRows: [row] });
        found.add(JSON.stringify(await hours()));
      }
      expect([...found]).toHaveLength(1);
    });

    it('I1: a row that moves to another restaurant counts there from then on', async () => {
      await tell({
        restaurants: [restaurantRow(0, 1n), restaurantRow(0, 1n, { id: 2 })],
        openingHoursRows: [hoursRow(1, 5n), hoursRow(2, 5n, { restaurantId: 2, dayOfWeek: 2 })],
      });
      await tell({ openingHoursRows: [hoursRow(1, 9n, { restaurantId: 2 })] });
      expect(await hours(2)).toMatchObject({ opening_hours: [interval(1), interval(2)] });
    });
  });

  describe('settling', () => {
    it('holds the decision about orders of that restaurant, and of no other', async () => {
      const orders = [orderUpdate(1), orderUpdate(2, { restaurantId: 2 })];
      await tell({ orders, restaurants: [restaurantRow(0, 1n)] });
      await tell({ openingHoursRows: [hoursRow(1, 5n)] }, HOUR_MS);
      expect(await scanner().assessDue(10, decideWith())).toMatchObject({ assessed: 1 });
      expect(await due()).toContain(1);
    });

    it('is not cut short by another message about the restaurant in between', async () => {
      await tell({ orders: [orderUpdate(1)], restaurants: [restaurantRow(0, 1n)] });
      await tell({ openingHoursRows: [hoursRow(1, 5n)] }, HOUR_MS);
      const renamed = { id: 1, version: 1, fields: { name: 'Ajanta II' } };
      await tell({ restaurants: [renamed] }, HOUR_MS);
      expect(await scanner().assessDue(10, decideWith())).toMatchObject({ assessed: 0 });
    });

    it('begins anew with every row, and ends when the last has settled', async () => {
      await tell({ orders: [orderUpdate(1)], restaurants: [restaurantRow(0, 1n)] });
      await tell({ openingHoursRows: [hoursRow(1, 5n)] });
      await tell({ openingHoursRows: [hoursRow(2, 6n, { dayOfWeek: 2 })] }, HOUR_MS);
      await nothingIsDue();
      await untilNothingIsNew(scanner());
      expect(await due()).toEqual([]);
      await service.database.query('update restaurant_replica set hours_settle_at = now()');
      await untilNothingIsNew(scanner());
      expect(await due()).toEqual([1]);
    });
  });

  describe('looking at the orders of restaurants with new hours', () => {
    it('finds 250 restaurants in portions, and every open order of theirs once', async () => {
      const ids = numbers(250);
      await tell({
        orders: ids.map((id) => orderUpdate(id, { restaurantId: id })),
        restaurants: ids.map((id) => restaurantRow(0, 1n, { id, name: `Ajanta ${id}` })),
      });
      await nothingIsDue();
      expect(await untilNothingIsNew(scanner())).toBe(3);
      expect(await due()).toEqual(ids);
      expect(await isNew()).toEqual([]);
    });

    it.each<[string, Partial<OrderFields>]>([
      ['delivered', { deliveredAt: at('18:15') }],
      ['cancelled', { cancelledAt: at('18:15') }],
      ['deleted', { deletedAt: at('18:15') }],
    ])('does not make an order due that is %s', async (_, ending) => {
      await tell({ orders: [orderUpdate(1, ending)], restaurants: [restaurantRow(0, 1n)] });
      await nothingIsDue();
      await untilNothingIsNew(scanner());
      expect(await due()).toEqual([]);
      expect(await isNew()).toEqual([]);
    });

    it('does not lose hours that changed again while it looked', async () => {
      await tell({ orders: [orderUpdate(1)], restaurants: [restaurantRow(0, 1n)] });
      const blocker = service.connect();
      let letGo: () => void = () => undefined;
      const isHeld = new Promise<void>((holds) => {
        void blocker.transaction(async (transaction) => {
          await transaction.query('select from order_replica for update');
          holds();
          await new Promise<void>((resolve) => (letGo = resolve));
        });
      });
      await isHeld;
      const looking = scanner(service.connect()).lookAtNewHours();
      await untilSomebodyWaits();
      await tell({ openingHoursRows: [hoursRow(1, 5n)] });
      letGo();
      await looking;
      expect(await isNew()).toEqual([1]);
      await nothingIsDue();
      await untilNothingIsNew(scanner());
      expect(await due()).toEqual([1]);
    });

    it('is harmless from 4 scanners at once: all orders due, no restaurant left, no deadlock', async () => {
      const ids = numbers(120);
      const before = await deadlocks();
      await tell({
        orders: ids.map((id) => orderUpdate(id, { restaurantId: id })),
        restaurants: ids.map((id) => restaurantRow(0, 1n, { id })),
      });
      await nothingIsDue();
      await Promise.all(numbers(4).map(() => untilNothingIsNew(scanner(service.connect()))));
      expect(await due()).toEqual(ids);
      expect(await isNew()).toEqual([]);
      expect(await deadlocks()).toBe(before);
    });

    it('locks restaurants by id, whichever settled first, as ingestion does', async () => {
      await tell({ restaurants: [2, 1].map((id) => restaurantRow(0, 1n, { id })) });
      // One after the other, so that the table too has them in the wrong order.
      for (const id of [2, 1]) {
        await service.database.query(
          `update restaurant_replica set hours_settle_at = now() - $1 * interval '1 minute'
           where restaurant_id = $1`,
          [id],
        );
      }
      const blocker = service.connect();
      let letGo: () => void = () => undefined;
      let blocked: Promise<void> = Promise.resolve();
      const isHeld = new Promise<void>((holds) => {
        blocked = blocker.transaction(async (transaction) => {
          await transaction.query(
            'select from restaurant_replica where restaurant_id = 1 for update',
          );
          holds();
          await new Promise<void>((resolve) => (letGo = resolve));
        });
      });
      await isHeld;
      const looking = scanner(service.connect()).lookAtNewHours();
      await untilSomebodyWaits();
      // The scanner waits for restaurant 1 and must not hold restaurant 2 meanwhile.
      const free = await service.database.query(
        'select restaurant_id from restaurant_replica order by 1 for update skip locked',
      );
      letGo();
      await Promise.all([looking, blocked]);
      expect(free).toEqual([{ restaurant_id: 2 }]);
    });
  });

  it('ingests concurrent batches in opposite orders while scanners look, without a deadlock', async () => {
    const before = await deadlocks();
    const ids = numbers(40);
    const workers = numbers(4).map(
      (n) => new PostgresReplica(service.connect(), { name: 'cdc', worker: `worker ${n}` }, 0),
    );
    for (let round = 1; round <= 8; round += 1) {
      const version = round;
      const position = BigInt(round * 1_000);
      const batchOf = (order: number[]): ReplicaBatch => ({
        orders: order.map((id) => orderUpdate(id, { restaurantId: 1 + (id % 7) }, version)),
        restaurants: order.map((id) => restaurantRow(version, position, { id })),
        openingHoursRows: order.map((id) => hoursRow(id, position, { restaurantId: 1 + (id % 5) })),
        closureRows: order.map((id) =>
          closureRow(id, position, at('20:00'), at('21:00'), 1 + (id % 3)),
        ),
      });
      await Promise.all([
        ...workers.map((worker, n) =>
          worker.apply(batchOf(n % 2 === 0 ? ids : [...ids].reverse())),
        ),
        untilNothingIsNew(scanner(service.connect())),
        scanner(service.connect()).assessDue(20, decideWith()),
      ]);
    }
    expect(await deadlocks()).toBe(before);
    expect(await service.database.query('select from order_replica')).toHaveLength(40);
  });

  /** Until a statement in this database waits for a lock. */
  async function untilSomebodyWaits(): Promise<void> {
    for (;;) {
      const waiting = await service.database.query(
        `select from pg_stat_activity where datname = current_database()
         and wait_event_type = 'Lock'`,
      );
      if (waiting.length > 0) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
});
