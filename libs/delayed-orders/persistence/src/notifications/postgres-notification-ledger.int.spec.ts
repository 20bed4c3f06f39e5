import { at } from '@ftgo/delayed-orders-domain/testing';
import { PostgresDelayedOrders } from '../postgres-delayed-orders.js';
import type { ClaimedNotification, NotificationKey } from './postgres-notification-ledger.js';
import { PostgresNotificationLedger } from './postgres-notification-ledger.js';
import { PostgresReplica } from '../postgres-replica.js';
import type { ServiceDatabase } from '../testing/index.js';
import {
  ALWAYS_FRESH,
  commandFor,
  decideEagerly,
  orderUpdate,
  serviceDatabase,
} from '../testing/index.js';

const BUDGET = { name: 'offers', limitCents: 100_000 };

describe('PostgresNotificationLedger', () => {
  let service: ServiceDatabase;
  let ledger: PostgresNotificationLedger;
  let replica: PostgresReplica;

  const sql = <Row extends object>(text: string): Promise<Row[]> => service.database.query(text);

  /** Decides about order 42 at a time and names the customer's notice. */
  async function told(time = '19:05', id = 42): Promise<NotificationKey> {
    await replica.apply({ orders: [orderUpdate(id)], restaurants: [], asOf: undefined });
    await service.setClock(at(time));
    const orders = new PostgresDelayedOrders(service.database, commandFor, BUDGET, ALWAYS_FRESH);
    await orders.openBudget();
    const { notifications } = await orders.assessDue(10, decideEagerly());
    const notice = notifications.find(({ audience }) => audience === 'CUSTOMER');
    if (notice === undefined) throw new Error('nobody was told');
    return { orderId: notice.orderId, notificationId: notice.id };
  }
  async function claimed(key: NotificationKey): Promise<ClaimedNotification> {
    const claim = await ledger.claim(key);
    if (claim === undefined) throw new Error('the notification could not be claimed');
    return claim;
  }
  const stateOf = async ({ notificationId }: NotificationKey): Promise<object | undefined> => {
    const [row] = await service.database.query(
      `select state, attempt, failures, ambiguous_sends, cause, settled_at is not null as is_settled
       from delayed_order_notification where notification_id = $1`,
      [notificationId],
    );
    return row;
  };
  const senderDies = () =>
    sql(`update delayed_order_notification set lease_until = clock_timestamp() - interval '1 second'
         where state = 'SENDING'`);
  const retryIsDue = () =>
    sql(`update delayed_order_notification set retry_at = clock_timestamp() - interval '1 second'
         where retry_at is not null`);

  beforeEach(async () => {
    service = await serviceDatabase();
    ledger = new PostgresNotificationLedger(service.database);
    replica = new PostgresReplica(service.database, { name: 'events', worker: 'test' });
    await service.setClock(at('18:20'));
  });
  afterEach(() => service.drop());

  it('I5: gives a notification to one of 8 senders that claim it at once', async () => {
    const key = await told();
    const ledgers = Array.from(
      { length: 8 },
      () => new PostgresNotificationLedger(service.connect()),
    );
    const claims = await Promise.all(ledgers.map((each) => each.claim(key)));
    expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
  });

  it('hands over everything that sending needs', async () => {
    const hours = { name: 'Ajanta', timeZone: 'America/Los_Angeles', openingHours: [] };
    const restaurants = [{ id: 1, version: 0, fields: hours }];
    await replica.apply({ orders: [], restaurants, asOf: undefined });
    const claim = await claimed(await told('18:55'));
    expect(claim).toMatchObject({
      attempt: 1,
      failures: 0,
      notification: { condition: 'AT_RISK', audience: 'CUSTOMER', consumerId: 7 },
      moment: { condition: 'AT_RISK', promiseGeneration: 1, now: at('18:55') },
      restaurant: { name: 'Ajanta', timeZone: 'America/Los_Angeles' },
      offer: { orderId: 42, consumerId: 7, currency: 'USD' },
    });
    expect(claim.moment.order).toMatchObject({ id: 42, promisedAt: at('19:00') });
    expect(claim.offer?.id).toBe(claim.notification.offerId);
  });

  it('gets along without a name, zone or offer', async () => {
    const claim = await claimed(await told());
    expect(claim.restaurant).toEqual({ name: '', timeZone: 'UTC' });
    expect(claim.offer).toBeUndefined();
  });

  it('does not give out a notification that is settled or that it never heard of', async () => {
    const key = await told();
    expect(await ledger.settle(await claimed(key), { state: 'SENT' })).toBe(true);
    expect(await ledger.claim(key)).toBeUndefined();
    expect(await stateOf(key)).toMatchObject({ state: 'SENT', is_settled: true });
    expect(await ledger.claim({ ...key, orderId: 43 })).toBeUndefined();
  });

  it('I5: gives it out again when its sender died before handing over, as nothing was sent', async () => {
    const key = await told();
    await claimed(key);
    expect(await ledger.claim(key)).toBeUndefined();
    await senderDies();
    expect(await claimed(key)).toMatchObject({ attempt: 2, ambiguousSends: 0 });
  });

  it('I5: repeats an ambiguous send once, then leaves it UNKNOWN for good', async () => {
    const key = await told();
    expect(await ledger.beginHandingOver(await claimed(key))).toBe(true);
    await senderDies();
    const second = await claimed(key);
    expect(second).toMatchObject({ attempt: 2, ambiguousSends: 1 });
    expect(await ledger.beginHandingOver(second)).toBe(true);
    await senderDies();
    expect(await ledger.claim(key)).toBeUndefined();
    expect(await stateOf(key)).toMatchObject({
      state: 'UNKNOWN',
      cause: 'sender.died',
      is_settled: true,
    });
    expect(await ledger.claim(key)).toBeUndefined();
    expect(
      (await ledger.due('EMAIL', 10)).map(({ notificationId }) => notificationId),
    ).not.toContain(key.notificationId);
  });

  it('I5: refuses a stale attempt that wants to hand over or settle', async () => {
    const key = await told();
    const stale = await claimed(key);
    await senderDies();
    const current = await claimed(key);
    expect(await ledger.beginHandingOver(stale)).toBe(false);
    expect(await ledger.settle(stale, { state: 'FAILED', cause: 'stale' })).toBe(false);
    expect(await ledger.settle(current, { state: 'SENT' })).toBe(true);
    expect(await ledger.settle(current, { state: 'FAILED', cause: 'late' })).toBe(false);
    expect(await stateOf(key)).toMatchObject({ state: 'SENT', cause: null });
  });

  it('gives a retry out when it is due and not before, and counts failures only', async () => {
    const key = await told();
    const retry = { state: 'RETRY', cause: 'smtp.421', retryAfterMs: 60_000 } as const;
    await ledger.settle(await claimed(key), { ...retry, isFailure: true });
    expect(await ledger.claim(key)).toBeUndefined();
    await retryIsDue();
    const second = await claimed(key);
    expect(second).toMatchObject({ attempt: 2, failures: 1 });
    await ledger.settle(second, retry);
    await retryIsDue();
    expect(await claimed(key)).toMatchObject({ attempt: 3, failures: 1 });
  });

  it('I5: gives an UNKNOWN one out again when its sender says so, with its doubt counted', async () => {
    const key = await told();
    const unknown = { state: 'UNKNOWN', cause: 'smtp.lost', isAmbiguous: true } as const;
    await ledger.settle(await claimed(key), { ...unknown, retryAfterMs: 0 });
    const second = await claimed(key);
    expect(second.ambiguousSends).toBe(1);
    await ledger.settle(second, unknown);
    expect(await ledger.claim(key)).toBeUndefined();
    expect(await stateOf(key)).toMatchObject({ state: 'UNKNOWN', ambiguous_sends: 2 });
  });

  it('keeps a claim whose sender says that it lives, and none that was lost', async () => {
    const key = await told();
    const slow = await claimed(key);
    await sql(`update delayed_order_notification set lease_until = clock_timestamp() + interval '1 s'
               where state = 'SENDING'`);
    expect(await ledger.keepLease(slow)).toBe(true);
    const [row] = await sql<{ left: number }>(
      `select extract(epoch from lease_until - clock_timestamp())::float8 as left
       from delayed_order_notification where state = 'SENDING'`,
    );
    expect(row?.left).toBeGreaterThan(60);
    await senderDies();
    await claimed(key);
    expect(await ledger.keepLease(slow)).toBe(false);
  });

  it('lists what waits with the worst news first, and leaves fresh ones to their command', async () => {
    await told('18:55', 1);
    await told('19:05', 2);
    const cancelled = orderUpdate(3, { cancelledAt: at('19:05'), cancelledBy: 'RESTAURANT' });
    await replica.apply({ orders: [cancelled], restaurants: [], asOf: undefined });
    const orders = new PostgresDelayedOrders(service.database, commandFor, BUDGET, ALWAYS_FRESH);
    await orders.assessDue(10, decideEagerly());
    expect(await ledger.due('EMAIL', 10)).toEqual([]);
    await sql(
      `update delayed_order_notification set created_at = created_at - interval '31 seconds'`,
    );
    const waiting = await sql<{ notification_id: string; condition: string }>(
      'select notification_id, condition from delayed_order_notification',
    );
    const conditionOf = new Map(waiting.map((row) => [row.notification_id, row.condition]));
    const listed = (await ledger.due('EMAIL', 10)).map((key) =>
      conditionOf.get(key.notificationId),
    );
    const severity = ['UNDELIVERABLE', 'LATE', 'AT_RISK'];
    expect(listed).toEqual(
      [...listed].sort((a = '', b = '') => severity.indexOf(a) - severity.indexOf(b)),
    );
    expect(new Set(listed)).toEqual(new Set(severity));
    expect(await ledger.due('EMAIL', 1)).toHaveLength(1);
  });

  it('counts the notifications by state', async () => {
    await ledger.settle(await claimed(await told()), { state: 'SUPPRESSED', cause: 'DELIVERED' });
    const counts = await ledger.countByState();
    expect(new Map(counts.map(({ state, count }) => [state, count]))).toEqual(
      new Map([
        ['PENDING', 1],
        ['SUPPRESSED', 1],
      ]),
    );
  });
});
