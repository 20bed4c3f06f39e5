import { serviceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import type { ServiceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import type { Channel, DelayPolicy } from '@ftgo/delayed-orders-domain';
import { DEFAULT_DELAY_POLICY } from '@ftgo/delayed-orders-domain';
import {
  keepPreference,
  optOut,
  PostgresFeeds,
  PostgresNotificationLedger,
  PostgresSendingRules,
} from '@ftgo/delayed-orders-persistence';
import { Registry } from '@ftgo/platform-observability';
import { captureLogger } from '@ftgo/platform-observability/testing';
import { Database } from '@ftgo/platform-postgres';
import { DispatcherMetrics } from './dispatcher-metrics.js';
import type { Senders } from './notification-dispatcher.js';
import { NotificationDispatcher } from './notification-dispatcher.js';
import { aroundContacts, suppressedAddresses } from './testing/around-contacts.js';
import { JOHN, ScriptedContacts, ScriptedSender } from './testing/edges.js';
import { lateOrder, ledgerLine, letItBeDue, openAjanta } from './testing/late-order.js';

let service: ServiceDatabase;
let database: Database;
let senders: Record<Channel, ScriptedSender>;
let contacts: ScriptedContacts;
let ordersSoFar = 500;

const nextOrder = (): number => (ordersSoFar += 1);

function aDispatcher(own: Senders = senders): NotificationDispatcher {
  return new NotificationDispatcher({
    ledger: new PostgresNotificationLedger(database),
    feeds: new PostgresFeeds(database, { feeds: [], staleAfterMs: 60_000 }),
    rules: new PostgresSendingRules(database),
    ...aroundContacts(database, contacts),
    senders: own,
    metrics: new DispatcherMetrics(new Registry()),
    logger: captureLogger().logger,
    random: () => 0.5,
  });
}

beforeAll(async () => {
  service = await serviceDatabase();
  const options = { url: service.url, applicationName: 'spec', poolSize: 20 };
  database = new Database(options, captureLogger().logger);
  await openAjanta(database);
});
beforeEach(() => {
  contacts = new ScriptedContacts();
  contacts.answer = () => Promise.resolve({ ...JOHN, phone: '+15105550100' });
  senders = {
    EMAIL: new ScriptedSender(),
    SMS: new ScriptedSender(),
    CASE: new ScriptedSender(),
    WEBHOOK: new ScriptedSender(),
  };
});
afterAll(async () => {
  await database.close();
  await service.drop();
});

describe('each channel', () => {
  it.each([
    ['EMAIL', 'CUSTOMER', 'john@ftgo.example'],
    ['SMS', 'CUSTOMER', '+15105550100'],
    ['EMAIL', 'CUSTOMER_SERVICE', 'desk@ftgo.example'],
    ['CASE', 'CUSTOMER_SERVICE', 'delayed-orders'],
    ['WEBHOOK', 'SUBSCRIBER', 'https://partner.example/hooks'],
  ] as const)('%s reaches %s where it is at home', async (channel, audience, address) => {
    const key = await lateOrder(database, { orderId: nextOrder(), channel, audience });
    await aDispatcher().dispatch(key);
    expect(senders[channel].sent.map(({ to }) => to)).toEqual([address]);
    expect(await ledgerLine(database, key)).toMatchObject({ state: 'SENT' });
  });

  it('fails what is planned for it while it is not set up, for somebody to see', async () => {
    const key = await lateOrder(database, { orderId: nextOrder(), channel: 'SMS' });
    await aDispatcher({ EMAIL: senders.EMAIL }).dispatch(key);
    const line = await ledgerLine(database, key);
    expect(line).toMatchObject({ state: 'FAILED', cause: 'channel.not-set-up' });
  });

  it('waits for no other: one that hangs holds nobody up', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    senders.SMS.meanwhile = () => promise;
    const [hanging, going] = [
      await lateOrder(database, { orderId: nextOrder(), channel: 'SMS' }),
      await lateOrder(database, { orderId: nextOrder(), channel: 'EMAIL' }),
    ];
    const dispatcher = aDispatcher();
    const hangs = dispatcher.dispatch(hanging);
    await dispatcher.dispatch(going);
    expect(await ledgerLine(database, going)).toMatchObject({ state: 'SENT' });
    const ledger = new PostgresNotificationLedger(database);
    expect(await ledger.due('EMAIL', 100)).toEqual([]);
    resolve();
    await hangs;
  });

  it('waits as long as its provider asks', async () => {
    senders.SMS.willAnswer({ kind: 'RETRY', cause: 'sms.429', retryAfterMs: 600_000 });
    const key = await lateOrder(database, { orderId: nextOrder(), channel: 'SMS' });
    await aDispatcher().dispatch(key);
    const [row] = await database.query<{ seconds: number }>(
      `select extract(epoch from retry_at - clock_timestamp())::float8 as seconds
       from delayed_order_notification where notification_id = $1`,
      [key.notificationId],
    );
    expect(row?.seconds).toBeGreaterThan(590);
  });
});

describe('a customer', () => {
  it('who has opted out since the decision hears nothing by that channel', async () => {
    const [orderId, consumerId] = [nextOrder(), 8_001];
    await keepPreference(database, { consumerId, wanted: ['SMS'], changedBy: 'customer' });
    const key = await lateOrder(database, { orderId, consumerId });
    await aDispatcher().dispatch(key);
    const line = await ledgerLine(database, key);
    expect(line).toMatchObject({ state: 'SUPPRESSED', cause: 'OPTED_OUT' });
    expect(contacts.asked).toBe(0);
  });

  it.each([
    ['SMS', '+1 510 555 0100', 'OPTED_OUT'],
    ['EMAIL', 'john@ftgo.example', 'BOUNCED'],
  ] as const)(
    'gets nothing by %s at an address on the suppression list',
    async (channel, address, cause) => {
      await suppressedAddresses(database).suppress(channel, address, cause);
      const key = await lateOrder(database, { orderId: nextOrder(), channel });
      await aDispatcher().dispatch(key);
      expect(await ledgerLine(database, key)).toMatchObject({ state: 'SUPPRESSED', cause });
      expect(senders[channel].sent).toEqual([]);
      await suppressedAddresses(database).lift(channel, address);
    },
  );

  it('who hears nothing by any planned channel is said to be not told', async () => {
    const [orderId, consumerId] = [nextOrder(), 8_003];
    await optOut(database, consumerId, 'EMAIL');
    const audience = 'CUSTOMER_SERVICE';
    const dispatcher = aDispatcher();
    await dispatcher.dispatch(await lateOrder(database, { orderId, consumerId, audience }));
    await dispatcher.dispatch(await lateOrder(database, { orderId: nextOrder(), audience }));
    const told = senders.EMAIL.sent.map(({ notice }) => notice.customerIsTold);
    expect(told).toEqual([false, true]);
  });

  it('gets a link in each message by which they opt out of it', async () => {
    const key = await lateOrder(database, { orderId: nextOrder() });
    await aDispatcher().dispatch(key);
    const link = senders.EMAIL.sent[0]?.notice.optOutLink;
    expect(link).toMatch(/^https:\/\/ftgo\.example\/opt-outs\//);
  });

  it('reads one notice by two channels, which count as one in a day', async () => {
    const consumerId = 8_002;
    for (let told = 0; told < 10; told += 1) {
      const orderId = nextOrder();
      for (const channel of ['EMAIL', 'SMS'] as const) {
        const key = await lateOrder(database, { orderId, consumerId, channel });
        await aDispatcher().dispatch(key);
        expect(await ledgerLine(database, key)).toMatchObject({ state: 'SENT' });
      }
    }
    const eleventh = await lateOrder(database, { orderId: nextOrder(), consumerId });
    await aDispatcher().dispatch(eleventh);
    expect(await ledgerLine(database, eleventh)).toMatchObject({ cause: 'ENOUGH_TODAY' });
  });
});

describe('an incident: a kitchen that makes many orders late', () => {
  const policy: DelayPolicy = DEFAULT_DELAY_POLICY;
  const KITCHEN = 77;
  const atKitchen = (restaurantId = KITCHEN) =>
    lateOrder(database, {
      orderId: nextOrder(),
      audience: 'CUSTOMER_SERVICE',
      restaurantId,
    });
  const passMinutes = (minutes: number) =>
    database.query(
      `update app_clock set business_from = business_from + $1 * interval '1 minute'`,
      [minutes],
    );
  const tellIncidents = async (dispatcher: NotificationDispatcher): Promise<void> => {
    const keys = await aroundContacts(database, contacts).incidents.tell('EMAIL');
    await Promise.all(keys.map((key) => dispatcher.dispatch(key)));
  };

  it('reaches customer service as one message with the list, not as fifty', async () => {
    const dispatcher = aDispatcher();
    const keys = [];
    for (let index = 0; index < 50; index += 1) keys.push(await atKitchen());
    await Promise.all(keys.map((key) => dispatcher.dispatch(key)));
    expect(senders.EMAIL.sent).toHaveLength(policy.incidentLeastOrders - 1);
    await tellIncidents(dispatcher);
    expect(senders.EMAIL.sent).toHaveLength(4);
    await passMinutes(policy.incidentGatherMinutes);
    await tellIncidents(dispatcher);
    expect(senders.EMAIL.sent).toHaveLength(5);
    const list = senders.EMAIL.sent.at(-1)?.notice.incident;
    expect(list).toMatchObject({ scope: 'KITCHEN', name: '' });
    expect(list?.orders).toHaveLength(46);
    for (const key of keys) {
      expect(await ledgerLine(database, key)).toMatchObject({ state: 'SENT', is_settled: true });
    }
  });

  it('goes on while more follow: they are gathered for the next message', async () => {
    const dispatcher = aDispatcher();
    const [one, two] = [await atKitchen(), await atKitchen()];
    await Promise.all([one, two].map((key) => dispatcher.dispatch(key)));
    expect(await ledgerLine(database, one)).toMatchObject({ state: 'GROUPED' });
    expect(senders.EMAIL.sent).toEqual([]);
    await passMinutes(policy.incidentGatherMinutes);
    await tellIncidents(dispatcher);
    expect(senders.EMAIL.sent).toHaveLength(1);
    expect(await ledgerLine(database, two)).toMatchObject({ state: 'SENT' });
  });

  it('becomes for all its notices what its message becomes', async () => {
    const dispatcher = aDispatcher();
    const keys = [await atKitchen(), await atKitchen()];
    await Promise.all(keys.map((key) => dispatcher.dispatch(key)));
    await passMinutes(policy.incidentGatherMinutes);
    senders.EMAIL.willAnswer(
      { kind: 'RETRY', cause: 'smtp.451' },
      { kind: 'FAILED', cause: 'smtp.550' },
    );
    await tellIncidents(dispatcher);
    const states = async () =>
      (await Promise.all(keys.map((key) => ledgerLine(database, key)))).map((line) => line?.state);
    expect((await states()).sort()).toEqual(['GROUPED', 'RETRY']);
    for (const key of keys) await letItBeDue(database, key);
    await Promise.all(keys.map((key) => dispatcher.dispatch(key)));
    expect(await states()).toEqual(['FAILED', 'FAILED']);
  });

  it('tells of nothing that is over by then: it is suppressed with its cause (I6)', async () => {
    const dispatcher = aDispatcher();
    const [over, still] = [await atKitchen(), await atKitchen()];
    await Promise.all([over, still].map((key) => dispatcher.dispatch(key)));
    await database.query(`update order_replica set delivered_at = app_now() where order_id = $1`, [
      over.orderId,
    ]);
    await database.query(`update delayed_order set ended_at = app_now() where order_id = $1`, [
      over.orderId,
    ]);
    await passMinutes(policy.incidentGatherMinutes);
    await tellIncidents(dispatcher);
    expect(await ledgerLine(database, over)).toMatchObject({
      state: 'SUPPRESSED',
      cause: 'DELIVERED',
    });
    expect(await ledgerLine(database, still)).toMatchObject({ state: 'SENT' });
    const told = senders.EMAIL.sent.at(-1)?.notice.incident?.orders.map(({ orderId }) => orderId);
    expect(told).toContain(still.orderId);
    expect(told).not.toContain(over.orderId);
  });

  it('gathers nothing that may have arrived by itself (I5)', async () => {
    const keys = [];
    for (let index = 0; index < 5; index += 1) keys.push(await atKitchen(79));
    const last = keys.at(-1);
    if (last === undefined) throw new Error('there are five');
    await database.query(
      'update delayed_order_notification set ambiguous_sends = 1 where notification_id = $1',
      [last.notificationId],
    );
    const dispatcher = aDispatcher();
    await Promise.all(keys.map((key) => dispatcher.dispatch(key)));
    expect(await ledgerLine(database, last)).toMatchObject({ state: 'SENT' });
  });

  it('is another kitchen’s not at all, and over when nothing follows', async () => {
    const dispatcher = aDispatcher();
    const elsewhere = await atKitchen(78);
    await dispatcher.dispatch(elsewhere);
    expect(await ledgerLine(database, elsewhere)).toMatchObject({ state: 'SENT' });
    await passMinutes(policy.incidentWindowMinutes + 1);
    const later = await atKitchen();
    await dispatcher.dispatch(later);
    expect(await ledgerLine(database, later)).toMatchObject({ state: 'SENT' });
  });
});
