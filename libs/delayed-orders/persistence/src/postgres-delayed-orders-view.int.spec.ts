import { at } from '@ftgo/delayed-orders-domain/testing';
import { PostgresDelayedOrders } from './postgres-delayed-orders.js';
import { PostgresDelayedOrdersView } from './postgres-delayed-orders-view.js';
import { PostgresReplica } from './postgres-replica.js';
import type { ServiceDatabase } from './testing/index.js';
import {
  ALWAYS_FRESH,
  commandFor,
  decideEagerly,
  orderUpdate,
  serviceDatabase,
} from './testing/index.js';

const ALL = ['AT_RISK', 'LATE', 'UNDELIVERABLE'] as const;

describe('PostgresDelayedOrdersView', () => {
  let service: ServiceDatabase;
  let view: PostgresDelayedOrdersView;
  let replica: PostgresReplica;

  async function decideAt(time: string): Promise<void> {
    await service.setClock(at(time));
    const budget = { name: 'offers', limitCents: 0 };
    await new PostgresDelayedOrders(service.database, commandFor, budget, ALWAYS_FRESH).assessDue(
      100,
      decideEagerly(),
    );
  }
  const hear = (...orders: ReturnType<typeof orderUpdate>[]) =>
    replica.apply({ orders, restaurants: [], asOf: undefined });
  const listed = async (conditions: readonly (typeof ALL)[number][] = ALL): Promise<number[]> =>
    (await view.page(conditions, undefined, 100)).map((row) => row.order_id);

  beforeEach(async () => {
    service = await serviceDatabase();
    view = new PostgresDelayedOrdersView(service.database);
    replica = new PostgresReplica(service.database, { name: 'events', worker: 'test' });
    await service.setClock(at('18:20'));
  });
  afterEach(() => service.drop());

  it('lists the orders that are delayed or undeliverable now, newest condition first', async () => {
    const name = { name: 'Ajanta' };
    const restaurants = [{ id: 1, version: 0, fields: name }];
    await replica.apply({ orders: [], restaurants, asOf: undefined });
    await hear(orderUpdate(1), orderUpdate(2, { promisedAt: at('22:00') }));
    await decideAt('19:05');
    await hear(orderUpdate(3, { cancelledAt: at('19:06'), cancelledBy: 'RESTAURANT' }));
    await decideAt('19:07');
    expect(await view.page(ALL, undefined, 100)).toMatchObject([
      { order_id: 3, condition: 'UNDELIVERABLE', reason: 'CANCELLED_BY_RESTAURANT' },
      {
        order_id: 1,
        consumer_id: 7,
        restaurant_id: 1,
        restaurant_name: 'Ajanta',
        condition: 'LATE',
        reason: 'PROMISE_PASSED',
        since: at('19:05'),
        promised_at: at('19:00'),
        now: at('19:07'),
      },
    ]);
    expect(await listed(['LATE'])).toEqual([1]);
  });

  it('no longer lists what was delivered, but for two hours what a restaurant cancelled', async () => {
    await hear(
      orderUpdate(1),
      orderUpdate(2, { cancelledAt: at('19:00'), cancelledBy: 'RESTAURANT' }),
    );
    await decideAt('19:05');
    await hear({ id: 1, version: 1, fields: { deliveredAt: at('19:06') } });
    await decideAt('19:07');
    expect(await listed()).toEqual([2]);
    await service.setClock(at('21:00'));
    expect(await listed()).toEqual([]);
  });

  it('goes through the pages without losing or repeating an order', async () => {
    const ids = Array.from({ length: 25 }, (_, n) => n + 1);
    await hear(...ids.slice(0, 12).map((id) => orderUpdate(id)));
    await decideAt('19:05');
    await hear(...ids.slice(12).map((id) => orderUpdate(id)));
    await decideAt('19:06');
    const seen: number[] = [];
    for (let page = await view.page(ALL, undefined, 10); page.length > 0;) {
      seen.push(...page.map((row) => row.order_id));
      const last = page.at(-1);
      if (last === undefined) break;
      page = await view.page(ALL, { since: last.since, orderId: last.order_id }, 10);
    }
    expect(seen).toEqual([...ids.slice(12).reverse(), ...ids.slice(0, 12).reverse()]);
  });

  it('tells who was told of an order', async () => {
    await hear(orderUpdate(1));
    await decideAt('18:55');
    await decideAt('19:02');
    const told = await view.toldOf([1]);
    expect(told.map(({ condition, audience, state }) => [condition, audience, state])).toEqual([
      ['AT_RISK', 'CUSTOMER', 'PENDING'],
      ['AT_RISK', 'CUSTOMER_SERVICE', 'PENDING'],
      ['LATE', 'CUSTOMER', 'PENDING'],
      ['LATE', 'CUSTOMER_SERVICE', 'PENDING'],
    ]);
    expect(await view.toldOf([])).toEqual([]);
  });
});
