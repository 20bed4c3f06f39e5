import type { OrderFields, ReplicaUpdate } from '@ftgo/delayed-orders-domain';
import { at } from '@ftgo/delayed-orders-domain/testing';
import { PostgresReplica } from './postgres-replica.js';
import type { ServiceDatabase } from './testing/index.js';
import { orderUpdate, serviceDatabase } from './testing/index.js';

type Update = ReplicaUpdate<OrderFields>;

/** Where PostgreSQL's logs end: a position is an LSN of 64 bits and 20 more for its transaction. */
const LAST_POSITION = ((1n << 64n) - 1n) << 20n;

describe('the upsert of the replica (I1)', () => {
  let service: ServiceDatabase;

  const hear = (...orders: Update[]) =>
    new PostgresReplica(service.database, { name: 'cdc', worker: 'spec' }).apply({
      orders,
      restaurants: [],
    });
  const said = (position: bigint, fields: Update['fields'], version = 1): Update => ({
    id: 42,
    version,
    position,
    fields,
  });
  const row = async (): Promise<Record<string, unknown>> => {
    const [only] = await service.database.query<Record<string, unknown>>(
      'select *, field_positions::text[] as positions from order_replica',
    );
    return only ?? {};
  };

  beforeAll(async () => {
    service = await serviceDatabase();
  });
  beforeEach(() => service.database.query('truncate order_replica'));
  afterAll(() => service.drop());

  it.each([
    ['small positions', 1n, 2n],
    ['positions beyond 2^53 that a number would round together', 2n ** 53n, 2n ** 53n + 1n],
    ['positions around 2^63', 2n ** 63n - 1n, 2n ** 63n],
    ['positions around 2^64', 2n ** 64n - 1n, 2n ** 64n],
    ['the last positions that there are', LAST_POSITION - 1n, LAST_POSITION],
  ])('lets the later of %s win, whichever comes first', async (_, earlier, later) => {
    const one = said(earlier, { area: 'Oakland' });
    const other = said(later, { area: 'Berkeley' });
    for (const way of [
      [one, other],
      [other, one],
    ]) {
      await service.database.query('truncate order_replica');
      for (const update of way) await hear(update);
      expect(await row()).toMatchObject({ area: 'Berkeley' });
      expect((await row())['positions']).toContain(later.toString());
    }
  });

  it('lets a version win over any position', async () => {
    await hear(said(LAST_POSITION, { area: 'Oakland' }, 1));
    await hear(said(0n, { area: 'Berkeley' }, 2));
    await hear(said(LAST_POSITION, { area: 'Oakland' }, 1));
    expect(await row()).toMatchObject({ area: 'Berkeley', version: 2 });
  });

  it('takes equal stamps for a repetition: nothing changes, nothing becomes due', async () => {
    const update = said(2n ** 70n, { area: 'Oakland', state: 'APPROVED' });
    await hear(update);
    await service.database.query('update order_replica set next_assessment_at = null');
    expect(await hear(update, update)).toMatchObject({ changedOrders: 0 });
    expect(await row()).toMatchObject({ next_assessment_at: null });
  });

  it('merges what two messages of equal stamp say of different fields', async () => {
    const parts = [{ area: 'Oakland' }, { state: 'ACCEPTED' }, { readyBy: at('18:25') }];
    await Promise.all(parts.map((fields) => hear(said(7n, fields))));
    expect(await row()).toMatchObject({
      area: 'Oakland',
      state: 'ACCEPTED',
      ready_by: at('18:25'),
    });
  });

  it('takes a later "no value" over an earlier value, and not the other way round', async () => {
    await hear(said(9n, { deliveredAt: null }), said(5n, { deliveredAt: at('18:50') }));
    expect(await row()).toMatchObject({ delivered_at: null });
    await hear(said(10n, { deliveredAt: at('18:52') }));
    expect(await row()).toMatchObject({ delivered_at: at('18:52') });
  });

  it('remembers the newest version though it brought no news of any field', async () => {
    await hear(orderUpdate(42, {}, 3));
    await hear({ id: 42, version: 8, fields: {} });
    expect(await row()).toMatchObject({ version: 8, state: 'APPROVED' });
    expect(await hear(orderUpdate(42, { area: 'Oakland' }, 4))).toMatchObject({ changedOrders: 1 });
  });

  it('I4: changes nothing of a batch when its transaction is rolled back by the caller', async () => {
    const replica = new PostgresReplica(service.database, undefined);
    const failing = service.database.transaction(async (transaction) => {
      await replica.applyWithin(transaction, { orders: [orderUpdate(42)], restaurants: [] });
      throw new Error('the caller gave up');
    });
    await expect(failing).rejects.toThrow(/gave up/);
    expect(await row()).toEqual({});
  });

  it('I11: applies 5,000 orders in one batch, and the same again without a change', async () => {
    const orders = Array.from({ length: 5_000 }, (_, n) => orderUpdate(n + 1));
    expect(await hear(...orders)).toMatchObject({ changedOrders: 5_000 });
    expect(await hear(...orders.reverse())).toMatchObject({ changedOrders: 0 });
  });
});
