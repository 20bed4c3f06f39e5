import { at } from '@ftgo/delayed-orders-domain/testing';
import { lookUpOrder } from './look-up-order.js';
import { PostgresDelayedOrders } from './postgres-delayed-orders.js';
import { readEstimator } from './postgres-estimate.js';
import { findPolicy, findPolicyInForce, putPolicy } from './postgres-policies.js';
import { PostgresReplica } from './postgres-replica.js';
import type { ServiceDatabase } from './testing/index.js';
import {
  ALWAYS_FRESH,
  commandFor,
  decideWith,
  orderUpdate,
  serviceDatabase,
} from './testing/index.js';

describe('lookUpOrder', () => {
  let service: ServiceDatabase;
  let scanner: PostgresDelayedOrders;

  beforeEach(async () => {
    service = await serviceDatabase();
    const budget = { name: 'offers', limitCents: 0 };
    scanner = new PostgresDelayedOrders(service.database, commandFor, budget, ALWAYS_FRESH);
    await service.setClock(at('19:05'));
    await new PostgresReplica(service.database, { name: 'events', worker: 'test' }).apply({
      orders: [orderUpdate(42, { acceptedAt: at('18:05') }, 3)],
      restaurants: [],
    });
  });
  afterEach(() => service.drop());

  const document = { all: { lateGraceMinutes: 1 } };
  const put = (role: 'LIVE' | 'SHADOW') =>
    putPolicy(service.database, role, { document, note: 'tried', writtenBy: 'jane' });

  it('knows nothing of an order that no message told of', async () => {
    expect(await lookUpOrder(service.database, 43)).toBeUndefined();
  });

  it('gives what a scanner would be handed, and by what it would decide', async () => {
    const [live, shadow] = [await put('LIVE'), await put('SHADOW')];
    expect(await lookUpOrder(service.database, 42)).toMatchObject({
      due: { order: { id: 42, version: 3 }, delayed: undefined, told: [], taught: 'NOTHING' },
      decider: { now: at('19:05'), live: { version: live }, shadow: { version: shadow } },
      dueAt: at('19:05'),
      decisions: [],
      notices: [],
      offer: undefined,
    });
  });

  it('gives each decision with its instants, and what became of each notice', async () => {
    await scanner.assessDue(10, decideWith());
    await service.database.query(
      "update delayed_order_notification set state = 'SUPPRESSED', cause = 'DELIVERED'",
    );
    const known = await lookUpOrder(service.database, 42);
    expect(known?.decisions).toMatchObject([
      {
        role: 'LIVE',
        condition: 'LATE',
        decidedAt: at('19:05'),
        promisedAt: at('19:00'),
        expected: { from: expect.any(Date), to: expect.any(Date) },
      },
    ]);
    const notice = { condition: 'LATE', state: 'SUPPRESSED', cause: 'DELIVERED', attempt: 0 };
    expect(known?.notices).toMatchObject([notice, notice]);
    expect(known?.due.told).toHaveLength(2);
  });

  it('changes nothing: the order stays due and the estimate learns nothing', async () => {
    await scanner.assessDue(10, decideWith());
    const tables = async () => ({
      orders: await service.database.query('select * from order_replica'),
      states: await service.database.query('select * from estimate_state'),
      lessons: await service.database.query('select * from estimate_lesson'),
    });
    const before = await tables();
    await lookUpOrder(service.database, 42);
    expect(await tables()).toEqual(before);
  });

  it('estimates by what the scanners have learnt, and before that by what is shipped', async () => {
    expect((await readEstimator(service.database)).version).toBe('S1.0');
    await scanner.assessDue(10, decideWith());
    await service.setClock(at('19:06'));
    await service.database.query('update order_replica set next_assessment_at = app_now()');
    await scanner.assessDue(10, decideWith());
    expect((await readEstimator(service.database)).version).toBe('S1.1');
  });

  it('finds a policy by its number or its role, and none where there is none', async () => {
    expect(await findPolicyInForce(service.database, 'LIVE')).toBeUndefined();
    const [first, second] = [await put('LIVE'), await put('LIVE')];
    expect(await findPolicyInForce(service.database, 'LIVE')).toMatchObject({ version: second });
    expect(await findPolicy(service.database, first)).toMatchObject({ document, roles: [] });
    expect(await findPolicy(service.database, 99)).toBeUndefined();
  });
});
