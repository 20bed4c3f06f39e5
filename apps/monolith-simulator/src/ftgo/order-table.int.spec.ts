import { captureLogger } from '@ftgo/platform-observability/testing';
import { Database } from '@ftgo/platform-postgres';
import type { TestDatabase } from '@ftgo/platform-postgres/testing';
import { createTestDatabase } from '@ftgo/platform-postgres/testing';
import { minute, catalogueEvents } from '../testing/mothers.js';
import { createTables } from './create-tables.js';
import type { OrderChange, OrderStep } from './order-step.js';
import type { NewOrder } from './order-table.js';
import { OrderTable } from './order-table.js';
import { RestaurantTable } from './restaurant-table.js';

interface OutboxRow {
  readonly routing_key: string;
  readonly order_id: number;
  readonly version: number;
}

const SEOUL = 'Asia/Seoul';

const order = (orderId: number): NewOrder => ({
  orderId,
  consumerId: 7,
  restaurantId: 1,
  createdAt: minute(0),
  promisedAt: minute(45),
  orderTotal: '61.70',
  lineItems: [{ menuItemId: '1', name: 'Chicken Vindaloo', price: '12.34', quantity: 5 }],
});

const step = (orderId: number, minutes: number, change: OrderChange): OrderStep => ({
  orderId,
  at: minute(minutes),
  change,
});

describe('OrderTable', () => {
  let own: TestDatabase;
  let database: Database;
  const events = catalogueEvents();
  const table = new OrderTable(events, SEOUL);

  beforeAll(async () => {
    own = await createTestDatabase();
    const { logger } = captureLogger();
    database = new Database({ url: own.url, applicationName: 'monolith-simulator test' }, logger);
    await createTables(database);
    await database.transaction((transaction) =>
      new RestaurantTable(events, SEOUL).insert(transaction, minute(-5), [
        { restaurantId: 1, name: 'Ajanta', menu: [], timeZone: SEOUL, openingHours: [] },
      ]),
    );
    await database.query(`insert into courier (id, available) values (3, true)`);
  });
  beforeEach(() => database.query('truncate orders, order_line_items, courier_actions, outbox'));
  afterAll(async () => {
    await database.close();
    await own.drop();
  });

  const insert = (...ids: readonly number[]): Promise<void> =>
    database.transaction((transaction) => table.insert(transaction, ids.map(order)));
  const apply = (...steps: readonly OrderStep[]): Promise<void> =>
    database.transaction((transaction) => table.apply(transaction, steps));
  const outbox = (): Promise<OutboxRow[]> =>
    database.query<OutboxRow>(
      `select routing_key, (body->'data'->>'orderId')::bigint as order_id,
         (body->'data'->>'version')::bigint as version
       from outbox order by order_id, version`,
    );
  const rowOf = async (orderId: number): Promise<Record<string, unknown> | undefined> => {
    const [row] = await database.query<Record<string, unknown>>(
      `select version, order_state, created_at::text, delivery_time::text, accept_time::text,
         ready_by::text, scheduled_delivery_time::text, assigned_courier_id
       from orders where id = $1`,
      [orderId],
    );
    return row;
  };

  it("keeps times as the wall clock of the monolith's zone", async () => {
    await insert(1);
    expect(await rowOf(1)).toMatchObject({
      version: 0,
      order_state: 'APPROVED',
      created_at: '2026-10-03 10:00:00',
      delivery_time: '2026-10-03 10:45:00',
    });
  });

  it('schedules the delivery 30 minutes after the kitchen will be ready', async () => {
    await insert(1);
    await apply(step(1, 3, { kind: 'accepted', readyBy: minute(18), courierId: 3 }));
    expect(await rowOf(1)).toMatchObject({
      version: 1,
      accept_time: '2026-10-03 10:03:00',
      ready_by: '2026-10-03 10:18:00',
      scheduled_delivery_time: '2026-10-03 10:48:00',
      assigned_courier_id: 3,
    });
    const actions = await database.query(
      'select type, time::text, courier_id from courier_actions order by id',
    );
    expect(actions).toEqual([
      { type: 'PICKUP', time: null, courier_id: 3 },
      { type: 'DROPOFF', time: '2026-10-03 10:48:00', courier_id: 3 },
    ]);
  });

  it('gives each of several steps of one order a version of its own', async () => {
    await insert(1, 2);
    await apply(
      step(1, 3, { kind: 'accepted', readyBy: minute(18) }),
      step(2, 3, { kind: 'cancelled', cancelledBy: 'CONSUMER' }),
      step(1, 4, { kind: 'preparing' }),
      step(1, 9, { kind: 'ready' }),
    );
    expect(await rowOf(1)).toMatchObject({ version: 3, order_state: 'READY_FOR_PICKUP' });
    expect(await outbox()).toEqual([
      { routing_key: 'ftgo.order.created.v1', order_id: 1, version: 0 },
      { routing_key: 'ftgo.order.accepted.v1', order_id: 1, version: 1 },
      { routing_key: 'ftgo.order.preparation-started.v1', order_id: 1, version: 2 },
      { routing_key: 'ftgo.order.ready-for-pickup.v1', order_id: 1, version: 3 },
      { routing_key: 'ftgo.order.created.v1', order_id: 2, version: 0 },
      { routing_key: 'ftgo.order.cancelled.v1', order_id: 2, version: 1 },
    ]);
  });

  it('goes on from whatever version the row has', async () => {
    await insert(1);
    await database.query('update orders set version = 6 where id = 1');
    await apply(step(1, 3, { kind: 'preparing' }), step(1, 4, { kind: 'ready' }));
    const told = (await outbox()).map(({ version }) => version);
    expect(told).toEqual([0, 7, 8]);
  });

  it.each(['DELIVERED', 'CANCELLED'])('changes and tells nothing of a %s order', async (state) => {
    await insert(1);
    await database.query('update orders set order_state = $1 where id = 1', [state]);
    await apply(step(1, 3, { kind: 'accepted', readyBy: minute(18), courierId: 3 }));
    expect(await outbox()).toHaveLength(1);
    expect(await database.query('select 1 from courier_actions')).toEqual([]);
  });

  it('tells nothing of an order that does not exist', async () => {
    await apply(step(99, 3, { kind: 'preparing' }));
    expect(await outbox()).toEqual([]);
  });

  it('takes a promise back, and leaves it alone in every other step', async () => {
    await insert(1, 2);
    await apply(
      step(1, 3, { kind: 'rescheduled', promisedAt: null }),
      step(2, 3, { kind: 'preparing' }),
    );
    expect(await rowOf(1)).toMatchObject({ delivery_time: null, order_state: 'APPROVED' });
    expect(await rowOf(2)).toMatchObject({ delivery_time: '2026-10-03 10:45:00' });
  });

  it('writes row and event in one transaction: both or neither (I4)', async () => {
    await insert(1);
    const broken = database.transaction(async (transaction) => {
      await table.insert(transaction, [order(2)]);
      await table.apply(transaction, [step(1, 3, { kind: 'preparing' })]);
      throw new Error('the process died here');
    });
    await expect(broken).rejects.toThrow('died');
    expect(await rowOf(1)).toMatchObject({ version: 0, order_state: 'APPROVED' });
    expect(await rowOf(2)).toBeUndefined();
    expect(await outbox()).toHaveLength(1);
  });

  it('is content with nothing to do', async () => {
    await insert();
    await apply();
    expect(await outbox()).toEqual([]);
  });

  it('creates its tables again without harm, also from several processes at once', async () => {
    await insert(1);
    await Promise.all([1, 2, 3].map(() => createTables(database)));
    expect(await rowOf(1)).toMatchObject({ version: 0 });
  });
});
