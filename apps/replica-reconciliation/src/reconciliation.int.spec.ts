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
import { captureLogger, eventually } from '@ftgo/platform-observability/testing';
import type { Database } from '@ftgo/platform-postgres';
import type { TakenDatabase } from '@ftgo/platform-postgres/testing';
import { DROP_EVERYTHING, FileDatabase } from '@ftgo/platform-postgres/testing';
import { ReconciliationMetrics } from './reconciliation-metrics.js';
import { Reconciliation } from './reconciliation.js';

const ZONE = 'America/Los_Angeles';
const NOW = new Date('2026-10-03T19:00:00Z');

const monolithDatabases = new FileDatabase({ empty: DROP_EVERYTHING });

describe('Reconciliation on two real databases', () => {
  let service: ServiceDatabase;
  let monolithDatabase: TakenDatabase;
  let monolith: Database;
  let tables: MonolithTables;
  let registry: Registry;

  const reconciliation = (confirmAfterMs = 0): Reconciliation => {
    registry = new Registry();
    return new Reconciliation(
      {
        monolith: tables,
        contents: new PostgresReplicaContents(service.database),
        replica: new PostgresReplica(service.database, undefined),
        runs: new PostgresReconciliationRuns(service.database),
        metrics: new ReconciliationMetrics(registry),
        logger: captureLogger().logger,
        now: () => Promise.resolve(NOW),
      },
      { pauseMs: 0, confirmAfterMs, rangeSize: 50, windowHours: 48 },
    );
  };
  const inReplica = (sql: string): Promise<unknown[]> => service.database.query(sql);
  const inMonolith = (sql: string): Promise<unknown[]> => monolith.query(sql);

  beforeEach(async () => {
    service = await serviceDatabase();
    await service.setClock(NOW);
    monolithDatabase = await monolithDatabases.take();
    monolith = monolithDatabase.database;
    await createFtgoTables(monolith);
    await fillFtgoTables(monolith, 400);
    tables = new MonolithTables(monolith, ZONE, (wallClockMs) =>
      instantOfLocalTime(wallClockMs, ZONE),
    );
    await reconciliation().run(false);
  });
  afterEach(async () => {
    await Promise.all([service.drop(), monolithDatabase.drop()]);
  });

  it('fills an empty replica, after which both sides have the same digests (I1)', async () => {
    expect(await inReplica('select count(*)::int as n from order_replica')).toEqual([{ n: 400 }]);
    expect(await reconciliation().run(false)).toEqual({
      compared: 0,
      drifted: 0,
      repaired: 0,
      unreadable: 0,
    });
  });

  it('looks at rows only in the ranges whose digests differ', async () => {
    await inReplica(`update order_replica set area = 'Berkeley' where order_id = 123`);
    expect(await reconciliation().run(false)).toMatchObject({
      compared: 50,
      drifted: 1,
      repaired: 1,
    });
  });

  it('finds and repairs 1 % lost events in one cycle, wherever in an order’s life they were', async () => {
    await inMonolith(
      `update orders set version = 9, order_state = 'PICKED_UP', preparing_time = '2026-10-03 11:05',
         ready_for_pickup_time = '2026-10-03 11:17', picked_up_time = '2026-10-03 11:20'`,
    );
    await reconciliation().run(false);
    // The last event lost, one from the middle, and the first.
    await inReplica(
      `update order_replica set version = 8, state = 'READY_FOR_PICKUP', picked_up_at = null,
         field_versions[1] = 8, field_versions[13] = null where order_id in (17, 170)`,
    );
    await inReplica('update order_replica set preparing_at = null where order_id = 301');
    await inReplica('delete from order_replica where order_id = 399');
    expect(await reconciliation().run(false)).toMatchObject({ drifted: 4, repaired: 4 });
    expect(await reconciliation().run(false)).toMatchObject({ compared: 0, drifted: 0 });
    expect(await registry.metrics()).toMatch(/replica_drift_rows 0/);
  });

  it('only counts in a dry run', async () => {
    await inReplica('delete from order_replica where order_id = 5');
    expect(await reconciliation().run(true)).toMatchObject({ drifted: 1, repaired: 0 });
    expect(await inReplica('select from order_replica where order_id = 5')).toHaveLength(0);
    expect(
      await inReplica('select dry_run, drifted::int from reconciliation_run order by 1'),
    ).toEqual([
      { dry_run: false, drifted: 401 },
      { dry_run: true, drifted: 1 },
    ]);
  });

  it('does not call drift what a message under way still brings', async () => {
    await inMonolith(`update orders set version = 7, order_state = 'PREPARING' where id = 9`);
    const running = reconciliation(400).run(false);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await new PostgresReplica(service.database, undefined).apply({
      orders: [{ id: 9, version: 7, fields: { state: 'PREPARING' } }],
      restaurants: [],
    });
    expect(await running).toMatchObject({ drifted: 0 });
  });

  it('remembers as deleted what the monolith has no more, and does not find it again (I1)', async () => {
    await inMonolith('delete from orders where id = 77');
    expect(await reconciliation().run(false)).toMatchObject({ drifted: 1, repaired: 1 });
    expect(await inReplica('select deleted_at from order_replica where order_id = 77')).toEqual([
      { deleted_at: NOW },
    ]);
    expect(await reconciliation().run(false)).toMatchObject({ compared: 0, drifted: 0 });
  });

  it('never overwrites what a later message told (I1)', async () => {
    await new PostgresReplica(service.database, undefined).apply({
      orders: [{ id: 3, version: 30, fields: { state: 'DELIVERED', deliveredAt: NOW } }],
      restaurants: [],
    });
    expect(await reconciliation().run(false)).toMatchObject({ drifted: 0 });
    expect(await inReplica('select version, state from order_replica where order_id = 3')).toEqual([
      { version: 30, state: 'DELIVERED' },
    ]);
  });

  it('repairs hours and closures, and lets the scanner look at the open orders (13.4)', async () => {
    await inMonolith(
      `insert into restaurant_closures (restaurant_id, closed_from, closed_to)
       values (1, '2026-10-03 12:30', '2026-10-04 11:00')`,
    );
    await inMonolith('update restaurants set version = 1');
    await inReplica('update restaurant_replica set hours_settle_at = null');
    expect(await reconciliation().run(false)).toMatchObject({ drifted: 1, repaired: 1 });
    expect(await inReplica('select closures from restaurant_replica')).toEqual([
      { closures: [{ from: '2026-10-03T19:30:00.000Z', to: '2026-10-04T18:00:00.000Z' }] },
    ]);
    expect(
      await inReplica('select hours_settle_at <= clock_timestamp() as new from restaurant_replica'),
    ).toEqual([{ new: true }]);
  });

  it('forgets rows of hours that were deleted while nobody listened, for good', async () => {
    const replica = new PostgresReplica(service.database, { name: 'cdc', worker: 'spec' });
    const interval = (id: number, position: bigint, closes: string) => ({
      ...{ id, version: 0, position },
      fields: { restaurantId: 1, dayOfWeek: 1, opens: '11:00', closes, isDeleted: false },
    });
    const parent = {
      ...{ id: 1, version: 0, position: 1n },
      fields: { name: 'Ajanta', timeZone: ZONE, rowVersion: 0 },
    };
    await replica.apply({
      orders: [],
      restaurants: [parent],
      openingHoursRows: [interval(999, 5n, '20:00')],
    });
    await inMonolith('update restaurants set version = 1');
    expect(await reconciliation().run(false)).toMatchObject({ drifted: 1, repaired: 1 });
    const revised = { ...parent, version: 2, position: 2n ** 62n };
    await replica.apply({
      orders: [],
      restaurants: [{ ...revised, fields: { ...parent.fields, rowVersion: 2 } }],
      openingHoursRows: [interval(1000, 2n ** 62n, '23:00')],
    });
    expect(await inReplica('select opening_hours from restaurant_replica')).toEqual([
      { opening_hours: [{ dayOfWeek: 1, opens: '11:00', closes: '23:00' }] },
    ]);
  });

  it('compares open orders however old, and ended ones within the window only', async () => {
    await inMonolith(`update orders set created_at = '2026-09-01 11:00' where id <= 200`);
    await inMonolith(`update orders set order_state = 'DELIVERED' where id <= 100`);
    await reconciliation().run(false);
    await inReplica(`update order_replica set area = 'Berkeley' where order_id in (50, 150)`);
    expect(await reconciliation().run(false)).toMatchObject({ drifted: 1 });
  });

  it('lets one sweep run at a time, and frees the place when one fails', async () => {
    const runs = new PostgresReconciliationRuns(service.database);
    const first = await runs.begin(false);
    expect(first).toBeDefined();
    expect(await reconciliation().run(false)).toBeUndefined();
    await runs.abandon(first ?? 0);
    await inMonolith('alter table orders rename column area to district');
    await expect(reconciliation().run(false)).rejects.toThrow(/area/);
    await inMonolith('alter table orders rename column district to area');
    expect(await reconciliation().run(false)).toBeDefined();
  });

  describe('while a sweep takes long', () => {
    const LONG_MS = 600_000;
    const openRuns = () =>
      new PostgresReconciliationRuns(service.database)
        .latest(20)
        .then((runs) => runs.filter(({ finishedAt }) => finishedAt === null));

    it('begins no other in the same program, though others count it as given up', async () => {
      const program = reconciliation(LONG_MS);
      const slow = program.run(false);
      await eventually(async () => expect(await openRuns()).toHaveLength(1));
      await inReplica(
        `update reconciliation_run set started_at = started_at - interval '11 minutes'`,
      );
      expect(await program.begin(true)).toBeUndefined();
      expect(await openRuns()).toHaveLength(1);
      await program.stop();
      expect(await slow).toBeUndefined();
    });

    it('breaks off when it is stopped, frees the place, and has waited for it', async () => {
      const program = reconciliation(LONG_MS);
      const runId = (await program.begin(false)) ?? 0;
      let hasEnded = false;
      void program.complete(runId, false).then(() => (hasEnded = true));
      await program.stop();
      expect(hasEnded).toBe(true);
      expect(await openRuns()).toEqual([]);
      expect(await reconciliation().run(false)).toMatchObject({ drifted: 0 });
    });
  });
});
