import { instantOfLocalTime } from '@ftgo/delayed-orders-domain';
import { captureLogger } from '@ftgo/platform-observability/testing';
import { Database } from '@ftgo/platform-postgres';
import type { TestDatabase } from '@ftgo/platform-postgres/testing';
import { createTestDatabase } from '@ftgo/platform-postgres/testing';
import { MonolithTables } from './monolith-tables.js';
import { createFtgoTables, fillFtgoTables } from './testing/index.js';

const ZONE = 'America/Los_Angeles';
const NOON = new Date('2026-10-03T19:00:00Z');
const EVERYTHING = { from: 0, to: 1_000 };

describe('MonolithTables on a real database', () => {
  let monolith: TestDatabase;
  let database: Database;
  let tables: MonolithTables;

  const query = <Row extends object>(sql: string): Promise<Row[]> => database.query<Row>(sql);
  const order = async (id: number) => (await tables.rows([id], [])).orders[0];
  const restaurant = async (id: number) => (await tables.rows([], [id])).restaurants[0];
  const orderDigests = (size = 10) => tables.orderDigests(EVERYTHING, size);
  const restaurantDigests = () => tables.restaurantDigests(EVERYTHING, 10);

  beforeAll(async () => {
    monolith = await createTestDatabase();
    const options = { url: monolith.url, applicationName: 'spec', poolSize: 3 };
    database = new Database(options, captureLogger().logger);
    tables = new MonolithTables(database, ZONE, (wallClockMs) =>
      instantOfLocalTime(wallClockMs, ZONE),
    );
    await createFtgoTables(database);
  });
  beforeEach(async () => {
    await query('truncate orders, restaurants, restaurant_opening_hours, restaurant_closures');
    await fillFtgoTables(database, 30);
  });
  afterAll(async () => {
    await database.close();
    await monolith.drop();
  });

  describe('spans', () => {
    const ended = (ids: string, state = 'DELIVERED') =>
      query(`update orders set order_state = '${state}' where id ${ids}`);

    it('hold every open order, however old', async () => {
      await query(`update orders set created_at = '2020-01-01 12:00'`);
      expect(await tables.orderSpan(NOON)).toEqual({ from: 1, to: 31 });
    });

    it.each(['DELIVERED', 'CANCELLED', 'REJECTED'])(
      'leave out old orders that are %s',
      async (state) => {
        await query(`update orders set created_at = '2026-09-01 12:00' where id <= 20`);
        await ended('<= 20', state);
        expect(await tables.orderSpan(NOON)).toEqual({ from: 21, to: 31 });
      },
    );

    it('count the moment of placing in the monolith’s own zone', async () => {
      await ended('> 0');
      const placedFirst = new Date('2026-10-03T18:00:01Z');
      expect(await tables.orderSpan(placedFirst)).toEqual({ from: 1, to: 31 });
      expect(await tables.orderSpan(new Date('2026-10-03T18:00:02Z'))).toMatchObject({ from: 2 });
    });

    it('are empty where there is nothing', async () => {
      await query('truncate orders, restaurants');
      expect(await tables.orderSpan(NOON)).toEqual({ from: 0, to: 0 });
      expect(await tables.restaurantSpan()).toEqual({ from: 0, to: 0 });
      expect(await orderDigests()).toEqual([]);
    });

    it('of restaurants hold them all', async () => {
      await query(`insert into restaurants values (7, 0, 'Oakland’s', 'UTC')`);
      expect(await tables.restaurantSpan()).toEqual({ from: 1, to: 8 });
    });

    it.each([
      [{ from: 10, to: 13 }, [10, 11, 12]],
      [{ from: 10, to: 10 }, []],
      [{ from: 30, to: 900 }, [30]],
    ])('name the ids in %j: the first is in, the last is not', async (span, ids) => {
      expect(await tables.idsOf('orders', span)).toEqual(ids);
    });
  });

  describe('digests', () => {
    it('are one for each range, and the same when nothing changed', async () => {
      const digests = await orderDigests();
      expect(digests.map(({ range }) => range)).toEqual([0, 1, 2, 3]);
      expect(await orderDigests()).toEqual(digests);
    });

    it.each([
      `version = 9`,
      `order_state = 'PREPARING'`,
      `consumer_id = 8`,
      `restaurant_id = null`,
      `area = 'Berkeley'`,
      `order_total = 61.71`,
      `created_at = created_at + interval '1 millisecond'`,
      `delivery_time = '2026-10-03 12:01'`,
      `accept_time = null`,
      `ready_by = '2026-10-03 11:19'`,
      `preparing_time = '2026-10-03 11:10'`,
      `ready_for_pickup_time = '2026-10-03 11:17'`,
      `picked_up_time = '2026-10-03 11:20'`,
      `delivered_time = '2026-10-03 11:50'`,
      `cancelled_time = '2026-10-03 11:50'`,
      `cancelled_by = 'RESTAURANT'`,
      `scheduled_delivery_time = '2026-10-03 20:00'`,
    ])('of the range of order 15, and of no other, change with %s', async (change) => {
      const before = await orderDigests();
      await query(`update orders set ${change} where id = 15`);
      const after = await orderDigests();
      expect(after.map(({ digest }, n) => digest === before[n]?.digest)).toEqual([
        true,
        false,
        true,
        true,
      ]);
    });

    it.each([
      ['the courier, whom some feeds do not tell', 'assigned_courier_id = 3'],
      ['parts of a millisecond', `accept_time = accept_time + interval '999 microseconds'`],
    ])('do not mind %s', async (_, change) => {
      const before = await orderDigests();
      await query(`update orders set ${change} where id = 15`);
      expect(await orderDigests()).toEqual(before);
    });

    it.each([
      `update restaurants set name = 'Ajanta II'`,
      `update restaurants set time_zone = 'UTC'`,
      `update restaurants set version = 1`,
      `delete from restaurant_opening_hours where day_of_week = 3`,
      `update restaurant_opening_hours set closes = '22:00' where day_of_week = 3`,
      `insert into restaurant_closures (restaurant_id, closed_from, closed_to)
       values (1, '2026-10-03 20:00', '2026-10-03 23:00')`,
    ])('of a restaurant change with: %s', async (change) => {
      const before = await restaurantDigests();
      await query(change);
      expect(await restaurantDigests()).not.toEqual(before);
    });

    it('do not mind in which order, or under which ids, a restaurant’s rows of hours lie', async () => {
      const before = await restaurantDigests();
      await query('delete from restaurant_opening_hours');
      await query(
        `insert into restaurant_opening_hours (restaurant_id, day_of_week, opens, closes)
         select 1, day, '11:00', '22:30' from generate_series(7, 1, -1) as day`,
      );
      expect(await restaurantDigests()).toEqual(before);
    });
  });

  describe('digests of words that the feeds translate', () => {
    it.each([
      ['APPROVAL_PENDING', 'APPROVED'],
      ['CANCEL_PENDING', 'APPROVED'],
      ['REVISION_PENDING', 'APPROVED'],
      ['REJECTED', 'CANCELLED'],
    ])('take %s for %s, which is what the replica holds', async (theirs, ours) => {
      await query(`update orders set order_state = '${theirs}'`);
      const digests = await orderDigests();
      await query(`update orders set order_state = '${ours}'`);
      expect(await orderDigests()).toEqual(digests);
    });

    it('take a canceller that nobody knows for none', async () => {
      const before = await orderDigests();
      await query(`update orders set cancelled_by = 'COURIER'`);
      expect(await orderDigests()).toEqual(before);
    });
  });

  describe('rows', () => {
    it('are what the feeds say of them: instants in the monolith’s zone, money in cents', async () => {
      expect(await order(4)).toMatchObject({
        kind: 'order',
        orderId: 4,
        version: 0,
        fields: {
          state: 'ACCEPTED',
          consumerId: 7,
          restaurantId: 1,
          orderTotalCents: 6170,
          area: 'Oakland',
          createdAt: new Date('2026-10-03T18:00:04Z'),
          promisedAt: NOON,
          acceptedAt: new Date('2026-10-03T18:03:00.250Z'),
          deliveredAt: null,
        },
      });
    });

    it.each([
      ['APPROVAL_PENDING', 'APPROVED'],
      ['CANCEL_PENDING', 'APPROVED'],
      ['REVISION_PENDING', 'APPROVED'],
      ['REJECTED', 'CANCELLED'],
      ['CANCELLED', 'CANCELLED'],
      ['SCHEDULED', 'SCHEDULED'],
      ['EATEN', 'EATEN'],
    ])('I1: tell an order in state %s as the feeds do, as %s', async (told, state) => {
      await query(`update orders set order_state = '${told}' where id = 4`);
      expect((await order(4))?.fields.state).toBe(state);
    });

    it('leave out what is not there', async () => {
      const nothing = { orders: [], restaurants: [], unreadable: [] };
      expect(await tables.rows([404], [404])).toEqual(nothing);
      expect(await tables.rows([], [])).toEqual(nothing);
    });

    it('I1: are stamped with the log’s position before they were read, never after', async () => {
      const position = async (): Promise<bigint> =>
        BigInt(
          (await query<{ lsn: string }>(`select (pg_current_wal_lsn() - '0/0')::text as lsn`))[0]
            ?.lsn ?? 0,
        );
      const [before, row] = [await position(), await order(4)];
      await query('update orders set version = 8 where id = 4');
      const after = await position();
      // A snapshot's row stands before every change at its position; 20 bits are the change's.
      expect((row?.position ?? 0n) >= before << 20n).toBe(true);
      expect((row?.position ?? 0n) < after << 20n).toBe(true);
      const again = await order(4);
      expect((again?.position ?? 0n) >= (row?.position ?? 0n)).toBe(true);
      expect((await restaurant(1))?.position).toBeGreaterThanOrEqual(Number(after << 20n));
    });

    it('of hours and closures are known by id, of the restaurants asked for only', async () => {
      await query(`insert into restaurant_opening_hours values (901, 2, 1, '11:00', '22:30')`);
      await query(
        `insert into restaurant_closures values (902, 2, '2026-10-03 20:00', '2026-10-03 23:00')`,
      );
      expect(await tables.rowsOfHours([2])).toEqual({ openingHours: [901], closures: [902] });
      expect((await tables.rowsOfHours([1])).openingHours).toHaveLength(7);
      expect(await tables.rowsOfHours([])).toEqual({ openingHours: [], closures: [] });
    });

    it('tell a restaurant without hours as one that has none, not as one of unknown hours', async () => {
      await query(`insert into restaurants values (7, 3, 'Oakland’s', 'UTC')`);
      expect(await restaurant(7)).toMatchObject({
        version: 3,
        fields: { openingHours: [], closures: [] },
      });
    });

    it('I12: name the row that cannot be read, without its values, beside those that can', async () => {
      await query(`update orders set created_at = '0044-03-15 12:00' where id = 4`);
      const { orders, unreadable } = await tables.rows([3, 4, 5], []);
      expect(orders.map(({ orderId }) => orderId)).toEqual([3, 5]);
      const why: unknown = expect.stringMatching(/^(?!.*44).*between the years/);
      expect(unreadable).toEqual([{ table: 'orders', id: 4, why }]);
    });
  });

  describe('when clocks change', () => {
    /** Wall clocks of 2026 in Los Angeles, and when they are by the feeds' reading. */
    const MOMENTS: [string, string, string][] = [
      ['before the hour that is repeated', '2026-11-01 00:59:59', '2026-11-01T07:59:59.000Z'],
      ['in its first pass, as the feeds read it', '2026-11-01 01:30', '2026-11-01T08:30:00.000Z'],
      ['after it', '2026-11-01 02:00', '2026-11-01T10:00:00.000Z'],
      ['a day after it', '2026-11-02 01:30', '2026-11-02T09:30:00.000Z'],
      ['in the hour that is skipped', '2026-03-08 02:30', '2026-03-08T10:30:00.000Z'],
    ];

    it.each(MOMENTS)('I1: reads an order’s moment %s', async (_, wallClock, instant) => {
      await query(`update orders set delivery_time = '${wallClock}' where id = 4`);
      expect((await order(4))?.fields.promisedAt).toEqual(new Date(instant));
    });

    it.each(MOMENTS)('I1: reads a closure’s moment %s alike', async (_, wallClock, instant) => {
      await query(
        `insert into restaurant_closures (restaurant_id, closed_from, closed_to)
         values (1, '${wallClock}', '2026-12-24 12:00')`,
      );
      expect((await restaurant(1))?.fields.closures).toEqual([
        { from: new Date(instant), to: new Date('2026-12-24T20:00:00Z') },
      ]);
    });

    it.each(MOMENTS)('I1: digests a moment %s as that instant', async (_, wallClock, instant) => {
      await query(`update orders set delivery_time = '${wallClock}' where id = 4`);
      const local = await tables.orderDigests({ from: 4, to: 5 }, 10);
      // The same instants in a monolith that keeps its clocks in UTC.
      await query(
        `update orders set delivery_time = '${instant}', created_at = created_at + interval '7 hours',
           accept_time = accept_time + interval '7 hours', ready_by = ready_by + interval '7 hours'
         where id = 4`,
      );
      const inUtc = new MonolithTables(database, 'UTC', (wallClockMs) => wallClockMs);
      expect(await inUtc.orderDigests({ from: 4, to: 5 }, 10)).toEqual(local);
    });
  });
});
