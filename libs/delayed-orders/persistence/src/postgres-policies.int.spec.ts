import { DEFAULT_DELAY_POLICY } from '@ftgo/delayed-orders-domain';
import { anOrder, at } from '@ftgo/delayed-orders-domain/testing';
import { PostgresDelayedOrders } from './postgres-delayed-orders.js';
import { endShadow, listPolicies, PostgresPolicies, putPolicy } from './postgres-policies.js';
import { PostgresReplica } from './postgres-replica.js';
import type { ServiceDatabase } from './testing/index.js';
import {
  ALWAYS_FRESH,
  commandFor,
  decideWith,
  orderUpdate,
  serviceDatabase,
} from './testing/index.js';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n + 1);

describe('PostgresPolicies', () => {
  let service: ServiceDatabase;
  let policies: PostgresPolicies;

  const put = (role: 'LIVE' | 'SHADOW', lateGraceMinutes: number) =>
    putPolicy(service.database, role, {
      document: { all: { lateGraceMinutes } },
      note: 'tried by Jane Doe',
      writtenBy: 'jane',
    });
  const count = async (what: string): Promise<number | undefined> =>
    (await service.database.query<{ n: number }>(`select count(*)::int as n from ${what}`))[0]?.n;

  beforeEach(async () => {
    service = await serviceDatabase();
    policies = new PostgresPolicies(service.database);
    await service.setClock(at('18:20'));
  });
  afterEach(() => service.drop());

  it('has the shipped policy in force where none was ever put', async () => {
    const { live, shadow } = await policies.inForce(service.database);
    expect([live.version, live.policyFor(anOrder())]).toEqual([0, DEFAULT_DELAY_POLICY]);
    expect(shadow).toBeUndefined();
  });

  it('has the newest in force without a restart, and no version ever changes', async () => {
    const first = await put('LIVE', 7);
    expect((await policies.inForce(service.database)).live.version).toBe(first);
    await put('LIVE', 9);
    const { live } = await policies.inForce(service.database);
    expect(live.policyFor(anOrder()).lateGraceMinutes).toBe(9);
    expect(await listPolicies(service.database)).toMatchObject([
      { version: first + 1, document: { all: { lateGraceMinutes: 9 } }, roles: ['LIVE'] },
      { version: first, document: { all: { lateGraceMinutes: 7 } }, roles: [], writtenBy: 'jane' },
    ]);
  });

  it('may watch by a second one, until that is ended', async () => {
    await put('SHADOW', 0);
    const { live, shadow } = await policies.inForce(service.database);
    expect([live.version, shadow?.policyFor(anOrder()).lateGraceMinutes]).toEqual([0, 0]);
    expect(await endShadow(service.database)).toBe(true);
    expect(await endShadow(service.database)).toBe(false);
    expect((await policies.inForce(service.database)).shadow).toBeUndefined();
  });

  describe('with orders', () => {
    let scanner: PostgresDelayedOrders;
    const hear = (...ids: number[]) =>
      new PostgresReplica(service.database, { name: 'events', worker: 'test' }).apply({
        orders: ids.map((id) => orderUpdate(id, { acceptedAt: at('18:05') })),
        restaurants: [],
      });

    beforeEach(() => {
      const budget = { name: 'offers', limitCents: 0 };
      scanner = new PostgresDelayedOrders(service.connect(), commandFor, budget, ALWAYS_FRESH);
    });

    it('is looked at anew by every open order, however many, some at a time', async () => {
      await hear(...numbers(5_000));
      await service.database.query(
        `update order_replica set next_assessment_at = null,
           delivered_at = case when order_id > 4990 then app_now() end`,
      );
      await put('LIVE', 7);
      const due: (number | undefined)[] = [];
      while (await scanner.lookAtNewPolicy()) {
        due.push(await count('order_replica where next_assessment_at is not null'));
      }
      expect(due).toEqual([2_000, 4_000, 4_990]);
      expect(await scanner.lookAtNewPolicy()).toBe(false);
    });

    it('decides at once: an order becomes late that the policy before was patient with', async () => {
      await hear(42);
      await put('LIVE', 30);
      await service.setClock(at('19:05'));
      expect((await scanner.assessDue(10, decideWith())).notifications).toEqual([]);
      const version = await put('LIVE', 3);
      await scanner.lookAtNewPolicy();
      expect((await scanner.assessDue(10, decideWith())).notifications).toMatchObject([
        { condition: 'LATE' },
        { condition: 'LATE' },
      ]);
      const records = await service.database.query(
        'select order_id, role, condition, policy_version from decision_record',
      );
      expect(records).toEqual([
        { order_id: 42, role: 'LIVE', condition: 'LATE', policy_version: version },
      ]);
    });

    it('tells nobody in the shadow, and the outcome tells what either foresaw', async () => {
      await hear(42);
      await put('SHADOW', 0);
      await service.setClock(at('19:01'));
      expect((await scanner.assessDue(10, decideWith())).notifications).toEqual([]);
      expect(await count("shadow_delayed_order where condition = 'LATE'")).toBe(1);
      expect(await count('delayed_order')).toBe(0);
      await new PostgresReplica(service.database, { name: 'events', worker: 'test' }).apply({
        orders: [orderUpdate(42, { deliveredAt: at('19:01'), state: 'DELIVERED' }, 1)],
        restaurants: [],
      });
      await scanner.assessDue(10, decideWith());
      const [outcome] = await service.database.query(
        'select foresight, shadow_foresight from order_outcome',
      );
      expect(outcome).toEqual({ foresight: 'NOT', shadow_foresight: 'LATE_ONLY' });
    });
  });
});
