import { at, minutesAfter } from '@ftgo/delayed-orders-domain/testing';
import { PostgresDelayedOrders } from './postgres-delayed-orders.js';
import { decisionsAbout, forgetDecisions } from './postgres-decision-records.js';
import { PostgresReplica } from './postgres-replica.js';
import type { ServiceDatabase } from './testing/index.js';
import {
  ALWAYS_FRESH,
  commandFor,
  decideEagerly,
  decideWith,
  orderUpdate,
  serviceDatabase,
} from './testing/index.js';

describe('the records of decisions', () => {
  let service: ServiceDatabase;
  let scanner: PostgresDelayedOrders;

  const decide = async (minute: string, how = decideWith()): Promise<void> => {
    await service.setClock(at(minute));
    await service.database.query('update order_replica set next_assessment_at = app_now()');
    await scanner.assessDue(10, how);
  };

  beforeEach(async () => {
    service = await serviceDatabase();
    const budget = { name: 'offers', limitCents: 0 };
    scanner = new PostgresDelayedOrders(service.connect(), commandFor, budget, ALWAYS_FRESH);
    await service.setClock(at('18:20'));
    await new PostgresReplica(service.database, { name: 'events', worker: 'test' }).apply({
      orders: [orderUpdate(42, { acceptedAt: at('18:05') }, 3)],
      restaurants: [],
    });
  });
  afterEach(() => service.drop());

  it('tell in the order of time what was decided, by which policy, and what it saw', async () => {
    await decide('18:50', decideEagerly());
    await decide('18:55', decideEagerly());
    await decide('19:05');
    const records = await decisionsAbout(service.database, 42);
    expect(records).toMatchObject([
      { condition: 'AT_RISK', policyVersion: 1, told: ['CUSTOMER', 'CUSTOMER_SERVICE'] },
      { conditionBefore: 'AT_RISK', condition: 'LATE', policyVersion: 0, orderVersion: 3 },
    ]);
    expect(records[0]?.explanation?.inputs.length).toBeGreaterThan(5);
    expect(records[1]?.decidedAt).toEqual(at('19:05'));
    expect(await decisionsAbout(service.database, 43)).toEqual([]);
  });

  it('are forgotten after so many days, and no sooner', async () => {
    await decide('19:05');
    const days = 30 * 24 * 60;
    await service.setClock(minutesAfter(at('19:05'), days));
    await forgetDecisions(service.database, 30);
    expect(await decisionsAbout(service.database, 42)).toHaveLength(1);
    await service.setClock(minutesAfter(at('19:06'), days));
    expect(await forgetDecisions(service.database, 30)).toBe(false);
    expect(await decisionsAbout(service.database, 42)).toEqual([]);
  });
});
