import { PostgresReplica } from '@ftgo/delayed-orders-persistence';
import type { ServiceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { serviceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { toReplicaBatch } from '@ftgo/monolith-contracts';
import { MonolithTables } from '@ftgo/monolith-tables';
import { createFtgoTables, fillFtgoTables } from '@ftgo/monolith-tables/testing';
import { captureLogger } from '@ftgo/platform-observability/testing';
import { Database } from '@ftgo/platform-postgres';
import type { TestDatabase } from '@ftgo/platform-postgres/testing';
import { createTestDatabase } from '@ftgo/platform-postgres/testing';
import type { Stack } from '@ftgo/system-stack';
import { compareTables } from './compare-tables.js';

const ORDERS = 30;

describe('the comparison of the tables, row by row', () => {
  let theirs: TestDatabase;
  let monolith: Database;
  let service: ServiceDatabase;

  beforeAll(async () => {
    [theirs, service] = await Promise.all([createTestDatabase(), serviceDatabase()]);
    const options = { url: theirs.url, applicationName: 'compare-tables test', poolSize: 2 };
    monolith = new Database(options, captureLogger().logger);
    await createFtgoTables(monolith);
    await fillFtgoTables(monolith, ORDERS);
  });
  beforeEach(async () => {
    await service.database.query('truncate order_replica, restaurant_replica');
    const tables = new MonolithTables(monolith, 'UTC', (wallClockMs) => wallClockMs);
    const ids = Array.from({ length: ORDERS }, (_, n) => n + 1);
    const { orders, restaurants } = await tables.rows(ids, [1]);
    const batch = toReplicaBatch([{ changes: [...orders, ...restaurants], notices: [] }]);
    await new PostgresReplica(service.database, undefined).apply(batch);
  });
  afterAll(async () => {
    await monolith.close();
    await Promise.all([theirs.drop(), service.drop()]);
  });

  const compare = () =>
    compareTables({
      monolithDatabaseUrl: theirs.url,
      database: service.database,
    } as unknown as Stack);
  const plant = (sql: string): Promise<unknown> => service.database.query(sql);

  it('counts what it compared, and finds nothing where all is well (I1)', async () => {
    expect(await compare()).toEqual({ orders: ORDERS, restaurants: 1, differences: [] });
  });

  it.each([
    ...[`state = 'PREPARING'`, 'version = version + 1', 'consumer_id = 8', 'restaurant_id = 2'],
    ...[`area = 'Temescal'`, 'order_total_cents = 6171'],
    ...[`promised_at = promised_at + interval '1 minute'`, 'promised_at = null'],
    ...[`accepted_at = accepted_at + interval '1 millisecond'`, 'ready_by = null'],
    ...[`created_at = created_at - interval '1 second'`, 'preparing_at = created_at'],
    ...['ready_at = created_at', 'picked_up_at = created_at', 'delivered_at = created_at'],
    ...['cancelled_at = created_at', `cancelled_by = 'CONSUMER'`],
    ...['scheduled_delivery_at = created_at'],
  ])('finds an order of which %s, and no other (I1)', async (change) => {
    await plant(`update order_replica set ${change} where order_id = 7`);
    expect((await compare()).differences).toEqual(['order 7 differs']);
  });

  it('leaves the courier out, of whom no event tells when a trigger changed him', async () => {
    await plant('update order_replica set courier_id = 3 where order_id = 7');
    expect((await compare()).differences).toEqual([]);
  });

  it('finds the order that is missing, be it the first, one in the middle or the last', async () => {
    await plant(`delete from order_replica where order_id in (1, 15, ${ORDERS})`);
    expect((await compare()).differences).toEqual(
      [1, 15, ORDERS].map((id) => `order ${id} is missing`),
    );
  });

  it('finds the order that only the replica has', async () => {
    await plant(`insert into order_replica
      select (jsonb_populate_record(o, '{"order_id": 31}')).* from order_replica as o
      where order_id = 30`);
    expect((await compare()).differences).toEqual(['order 31 is only in the replica']);
  });

  it.each([
    `name = 'Haggis House'`,
    `time_zone = 'Asia/Seoul'`,
    'opening_hours = opening_hours - 0',
    `closures = '[{"from": "2026-10-03T18:00:00Z", "to": "2026-10-03T20:00:00Z"}]'`,
    'version = 3',
  ])('finds a restaurant of which %s', async (change) => {
    await plant(`update restaurant_replica set ${change}`);
    expect((await compare()).differences).toEqual(['restaurant 1 differs']);
  });

  it('finds a restaurant that is missing', async () => {
    await plant('delete from restaurant_replica');
    expect((await compare()).differences).toEqual(['restaurant 1 is missing']);
  });

  it('compares an empty replica too, and names every row', async () => {
    await plant('truncate order_replica, restaurant_replica');
    expect((await compare()).differences).toHaveLength(ORDERS + 1);
  });
});
