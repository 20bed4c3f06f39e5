import { randomUUID } from 'node:crypto';
import { RECEIPTS } from '@ftgo/delayed-orders-domain';
import type { ServiceDatabase } from '../testing/index.js';
import { serviceDatabase } from '../testing/index.js';
import { PostgresNotificationLedger } from './postgres-notification-ledger.js';
import { PostgresReceipts } from './postgres-receipts.js';

describe('PostgresReceipts', () => {
  let service: ServiceDatabase;
  let receipts: PostgresReceipts;

  beforeAll(async () => {
    service = await serviceDatabase();
    receipts = new PostgresReceipts(service.database);
    await service.database.query(
      `insert into order_replica (order_id, version, state, field_versions)
       values (42, 1, 'PICKED_UP', '{}')`,
    );
    await service.database.query(
      `insert into delayed_order (order_id, promise_generation, condition, since, decided_on_version)
       values (42, 0, 'LATE', app_now(), 1)`,
    );
  });
  afterAll(() => service.drop());

  let promises = 0;
  /** A notice of order 42 in this state, with the provider's reference `SM…`. */
  async function notice(state: string, more = ''): Promise<string> {
    const id = randomUUID();
    await service.database.query(
      `insert into delayed_order_notification (order_id, notification_id, promise_generation,
         condition, audience, channel, reason, decided_at, decided_on_version, use_by, state,
         provider_reference, settled_at)
       values (42, $1::uuid, $2, 'LATE', 'CUSTOMER', 'SMS', 'PROMISE_PASSED', app_now(), 1,
         app_now() + interval '1 hour', $3, 'SM' || $1::uuid::text, clock_timestamp())`,
      [id, (promises += 1), state],
    );
    if (more !== '') {
      await service.database.query(
        `update delayed_order_notification set ${more} where notification_id = $1`,
        [id],
      );
    }
    return id;
  }
  const lineOf = async (id: string): Promise<object | undefined> =>
    (
      await service.database.query(
        `select state, receipt, retry_at is not null as comes_again
         from delayed_order_notification where notification_id = $1`,
        [id],
      )
    )[0];

  it('are kept once however often they come', async () => {
    const id = await notice('SENT');
    expect(await receipts.keep(id, 'DELIVERED')).toBe(true);
    expect(await receipts.keep(id, 'DELIVERED')).toBe(true);
    expect(await lineOf(id)).toEqual({ state: 'SENT', receipt: 'DELIVERED', comes_again: false });
  });

  it('of messages that nobody sent are told apart', async () => {
    expect(await receipts.keep(randomUUID(), 'DELIVERED')).toBe(false);
  });

  it('never go back, in whatever order they come', async () => {
    const orders = RECEIPTS.flatMap((one) =>
      RECEIPTS.flatMap((two) => RECEIPTS.map((three) => [one, two, three])),
    );
    for (const order of orders) {
      const id = await notice('SENT');
      for (const receipt of order) await receipts.keep(id, receipt);
      const furthest = RECEIPTS.findLast((receipt) => order.includes(receipt));
      expect(await lineOf(id)).toMatchObject({ state: 'SENT', receipt: furthest });
    }
  });

  it.each(['SUPPRESSED', 'FAILED', 'SENDING', 'PENDING'])(
    'take no state back: %s stays',
    async (state) => {
      const id = await notice(state);
      await receipts.keep(id, 'DELIVERED');
      expect(await lineOf(id)).toMatchObject({ state, receipt: 'DELIVERED' });
    },
  );

  it('I5: tell of a send whose answer was lost that it was taken, so that it is not repeated', async () => {
    const id = await notice('UNKNOWN', 'ambiguous_sends = 1, retry_at = clock_timestamp()');
    await receipts.keep(id, 'DELIVERED');
    expect(await lineOf(id)).toEqual({ state: 'SENT', receipt: 'DELIVERED', comes_again: false });
    const ledger = new PostgresNotificationLedger(service.database);
    expect(await ledger.claim({ orderId: 42, notificationId: id })).toBeUndefined();
  });

  it('I5: may come before the answer: then a lost answer is no loss', async () => {
    const id = await notice('PENDING');
    const ledger = new PostgresNotificationLedger(service.database);
    const claimed = await ledger.claim({ orderId: 42, notificationId: id });
    if (claimed === undefined) throw new Error('it should have been free');
    await receipts.keep(id, 'DELIVERED');
    const lost = { state: 'UNKNOWN', cause: 'sms.ETIMEDOUT', isAmbiguous: true } as const;
    await ledger.settle(claimed, { ...lost, retryAfterMs: 30_000 });
    expect(await lineOf(id)).toEqual({ state: 'SENT', receipt: 'DELIVERED', comes_again: false });
  });

  it('are counted by channel: sent is not delivered', async () => {
    await service.database.query('delete from delayed_order_notification');
    const delivered = await notice('SENT');
    await notice('SENT');
    await receipts.keep(delivered, 'DELIVERED');
    expect(await receipts.countOfADay()).toEqual(
      expect.arrayContaining([
        { channel: 'SMS', receipt: 'DELIVERED', count: 1 },
        { channel: 'SMS', receipt: 'NONE', count: 1 },
      ]),
    );
  });
});
