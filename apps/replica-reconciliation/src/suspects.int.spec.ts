import {
  PostgresReconciliationRuns,
  PostgresReplica,
  PostgresReplicaContents,
} from '@ftgo/delayed-orders-persistence';
import { instantOfLocalTime } from '@ftgo/delayed-orders-domain';
import type { ServiceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { serviceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { MonolithTables } from '@ftgo/monolith-tables';
import { createFtgoTables, fillFtgoTables } from '@ftgo/monolith-tables/testing';
import { Registry } from '@ftgo/platform-observability';
import type { CapturedLogger } from '@ftgo/platform-observability/testing';
import { captureLogger } from '@ftgo/platform-observability/testing';
import type { Database } from '@ftgo/platform-postgres';
import type { TakenDatabase } from '@ftgo/platform-postgres/testing';
import { DROP_EVERYTHING, FileDatabase } from '@ftgo/platform-postgres/testing';
import { ReconciliationMetrics } from './reconciliation-metrics.js';
import type { Reconciled } from './reconciliation.js';
import { Reconciliation } from './reconciliation.js';

const ZONE = 'America/Los_Angeles';
const NOW = new Date('2026-10-03T19:00:00Z');
const ORDERS = 30;
const NOTHING = { compared: 0, drifted: 0, repaired: 0, unreadable: 0 };

const monolithDatabases = new FileDatabase({ empty: DROP_EVERYTHING });

describe('what a sweep suspects', () => {
  let service: ServiceDatabase;
  let monolithDatabase: TakenDatabase;
  let monolith: Database;
  let log: CapturedLogger;

  const sweep = (): Promise<Reconciled | undefined> =>
    new Reconciliation(
      {
        monolith: new MonolithTables(monolith, ZONE, (wallClockMs) =>
          instantOfLocalTime(wallClockMs, ZONE),
        ),
        contents: new PostgresReplicaContents(service.database),
        replica: new PostgresReplica(service.database, undefined),
        runs: new PostgresReconciliationRuns(service.database),
        metrics: new ReconciliationMetrics(new Registry()),
        logger: log.logger,
        now: () => Promise.resolve(NOW),
      },
      { pauseMs: 0, confirmAfterMs: 0, rangeSize: 10, windowHours: 48 },
    ).run(false);
  const inReplica = (sql: string): Promise<unknown[]> => service.database.query(sql);
  const inMonolith = (sql: string): Promise<unknown[]> => monolith.query(sql);
  const order = async (id: number): Promise<unknown> =>
    (await inReplica(`select state, deleted_at from order_replica where order_id = ${id}`))[0];

  beforeEach(async () => {
    log = captureLogger();
    service = await serviceDatabase();
    await service.setClock(NOW);
    monolithDatabase = await monolithDatabases.take();
    monolith = monolithDatabase.database;
    await createFtgoTables(monolith);
    await fillFtgoTables(monolith, ORDERS);
    await sweep();
  });
  afterEach(async () => {
    await Promise.all([service.drop(), monolithDatabase.drop()]);
  });

  it.each([
    ['the last', ORDERS],
    ['the first', 1],
    ['one in the middle', 15],
  ])('I1: is %s order when the monolith has it no more', async (_, id) => {
    await inMonolith(`delete from orders where id = ${id}`);
    expect(await sweep()).toMatchObject({ drifted: 1, repaired: 1 });
    expect(await order(id)).toMatchObject({ deleted_at: NOW });
    expect(await sweep()).toEqual(NOTHING);
  });

  it('I1: is an open order whose end was lost so long ago that the window has passed it', async () => {
    await inMonolith(
      `update orders set order_state = 'DELIVERED', delivered_time = '2026-09-01 12:00', version = 9,
         created_at = '2026-09-01 11:00' where id <= 3`,
    );
    expect(await sweep()).toMatchObject({ drifted: 3, repaired: 3 });
    expect(await order(2)).toMatchObject({ state: 'DELIVERED', deleted_at: null });
  });

  it('I12: is no row that cannot be read, which is told of and keeps no other from repair', async () => {
    await inMonolith(`update orders set area = 'Berkeley', version = 9`);
    await inMonolith(`update orders set delivery_time = '0044-03-15 12:00' where id = 7`);
    await inMonolith(
      `insert into restaurant_closures (restaurant_id, closed_from, closed_to)
       values (1, '2026-10-04 12:00', '2026-10-04 13:00')`,
    );
    expect(await sweep()).toEqual({
      compared: ORDERS + 1,
      drifted: ORDERS,
      repaired: ORDERS,
      unreadable: 1,
    });
    expect(await order(7)).toMatchObject({ state: 'ACCEPTED', deleted_at: null });
    expect(log.lines.find(({ level }) => level === 'warn')).toMatchObject({
      rows: [{ table: 'orders', id: 7 }],
      count: 1,
    });
  });

  it('is nothing where the monolith has no order at all: that is the wrong database', async () => {
    await inMonolith('truncate orders');
    expect(await sweep()).toMatchObject({ drifted: 0 });
    expect(await inReplica('select from order_replica where deleted_at is null')).toHaveLength(
      ORDERS,
    );
  });

  it.each(['APPROVAL_PENDING', 'CANCEL_PENDING', 'REVISION_PENDING', 'REJECTED', 'EATEN'])(
    'is no order in state %s, once it has been repaired',
    async (state) => {
      await inMonolith(`update orders set order_state = '${state}', version = 9`);
      expect(await sweep()).toMatchObject({ drifted: ORDERS });
      expect(await sweep()).toEqual(NOTHING);
    },
  );

  it.each([
    ['is repeated', '2026-11-01 01:30'],
    ['is skipped', '2026-03-08 02:30'],
  ])('is no row of an hour that a clock change %s, once it has been repaired', async (_, wall) => {
    await inMonolith(`update orders set delivery_time = '${wall}', version = 9`);
    await inMonolith(
      `insert into restaurant_closures (restaurant_id, closed_from, closed_to)
       values (1, '${wall}', '2026-12-24 12:00')`,
    );
    await inMonolith('update restaurants set version = 9');
    expect(await sweep()).toMatchObject({ drifted: ORDERS + 1 });
    expect(await sweep()).toEqual(NOTHING);
  });

  it('is no order that is ahead of the monolith’s row, which was read before its message', async () => {
    await new PostgresReplica(service.database, undefined).apply({
      orders: [{ id: 7, version: 99, fields: { state: 'PICKED_UP' } }],
      restaurants: [],
    });
    expect(await sweep()).toMatchObject({ drifted: 0 });
    expect(await order(7)).toMatchObject({ state: 'PICKED_UP' });
  });

  it('is a restaurant that was never told, with its hours', async () => {
    await inMonolith(`insert into restaurants values (7, 3, 'Oakland’s', 'UTC')`);
    await inMonolith(
      `insert into restaurant_opening_hours (restaurant_id, day_of_week, opens, closes)
       values (7, 6, '11:00', '22:30')`,
    );
    expect(await sweep()).toMatchObject({ drifted: 1, repaired: 1 });
    expect(
      await inReplica('select opening_hours from restaurant_replica where restaurant_id = 7'),
    ).toEqual([{ opening_hours: [{ dayOfWeek: 6, opens: '11:00', closes: '22:30' }] }]);
    expect(await sweep()).toEqual(NOTHING);
  });

  it('I11: is every order of a replica that lost them all, repaired in portions', async () => {
    await inMonolith(
      `insert into orders (id, version, order_state, consumer_id, restaurant_id, created_at)
       select n, 0, 'APPROVED', 7, 1, '2026-10-03 11:30' from generate_series(1001, 2200) as n`,
    );
    await inReplica('truncate order_replica');
    expect(await sweep()).toMatchObject({ drifted: 1_230, repaired: 1_230 });
    expect(await sweep()).toEqual(NOTHING);
  });
});
