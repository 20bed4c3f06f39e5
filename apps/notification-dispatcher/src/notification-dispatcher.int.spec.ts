import { serviceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import type { ServiceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { randomUUID } from 'node:crypto';
import { jest } from '@jest/globals';
import { ContactInfoUnavailableError } from '@ftgo/delayed-orders-domain';
import { OfferLinks } from '@ftgo/delayed-orders-customer-links';
import {
  PostgresFeeds,
  PostgresNotificationLedger,
  PostgresQuarantine,
  PostgresSendingRules,
  pauseChannel,
  putPolicy,
  resumeChannel,
} from '@ftgo/delayed-orders-persistence';
import type { AllowedRecipients } from '@ftgo/delayed-orders-notifications';
import { Registry } from '@ftgo/platform-observability';
import type { CapturedLogger } from '@ftgo/platform-observability/testing';
import { captureLogger, eventually } from '@ftgo/platform-observability/testing';
import { Database } from '@ftgo/platform-postgres';
import type { Delivery } from '@ftgo/platform-rabbitmq';
import { DispatcherMetrics } from './dispatcher-metrics.js';
import { NotificationDispatcher } from './notification-dispatcher.js';
import { receiveCommand } from './receive-command.js';
import { aroundContacts, LINKS } from './testing/around-contacts.js';
import { JOHN, ScriptedContacts, ScriptedSender } from './testing/edges.js';
import { lateOrder, ledgerLine, letItBeDue, openAjanta } from './testing/late-order.js';

let service: ServiceDatabase;
let database: Database;
let sender: ScriptedSender;
let contacts: ScriptedContacts;
let registry: Registry;
let log: CapturedLogger;
let ordersSoFar = 100;

const nextOrder = (): number => (ordersSoFar += 1);

function aDispatcher(
  feeds: readonly string[] = [],
  allowedRecipients: AllowedRecipients = 'everybody',
  ledger = new PostgresNotificationLedger(database),
): NotificationDispatcher {
  registry = new Registry();
  return new NotificationDispatcher({
    ledger,
    feeds: new PostgresFeeds(database, { feeds, staleAfterMs: 60_000 }),
    rules: new PostgresSendingRules(database),
    ...aroundContacts(database, contacts, allowedRecipients),
    senders: { EMAIL: sender, CASE: sender, SMS: sender, WEBHOOK: sender },
    metrics: new DispatcherMetrics(registry),
    logger: log.logger,
    random: () => 0.5,
  });
}

beforeAll(async () => {
  service = await serviceDatabase();
  const options = { url: service.url, applicationName: 'spec', poolSize: 10 };
  database = new Database(options, captureLogger().logger);
  await openAjanta(database);
});

beforeEach(() => {
  [sender, contacts] = [new ScriptedSender(), new ScriptedContacts()];
  log = captureLogger();
});

afterAll(async () => {
  await database.close();
  await service.drop();
});

describe('the dispatcher sends', () => {
  it('a notice once, to the address that the monolith tells at that moment', async () => {
    const key = await lateOrder(database, { orderId: nextOrder() });
    const dispatcher = aDispatcher();
    await dispatcher.dispatch(key);
    await dispatcher.dispatch(key);
    expect(sender.sent).toHaveLength(1);
    expect(sender.sent[0]).toMatchObject({
      to: 'john@ftgo.example',
      notice: {
        notificationId: key.notificationId,
        condition: 'LATE',
        locale: 'en',
        firstName: 'John',
        restaurantName: 'Ajanta',
        timeZone: 'America/Los_Angeles',
        minutesLate: 5,
      },
    });
    expect(await ledgerLine(database, key)).toMatchObject({ state: 'SENT', is_settled: true });
  });

  it('once, though its command comes to eight dispatchers at the same moment (I3, I5)', async () => {
    const key = await lateOrder(database, { orderId: nextOrder() });
    const dispatchers = Array.from({ length: 8 }, () => aDispatcher());
    await Promise.all(dispatchers.map((dispatcher) => dispatcher.dispatch(key)));
    expect(sender.sent).toHaveLength(1);
  });

  it('customer service its notice without asking for contact data', async () => {
    const key = await lateOrder(database, { orderId: nextOrder(), audience: 'CUSTOMER_SERVICE' });
    await aDispatcher().dispatch(key);
    expect(sender.sent[0]?.to).toBe('desk@ftgo.example');
    expect(contacts.asked).toBe(0);
  });

  it('an offer with a link that its own key opens', async () => {
    const [orderId, offerId] = [nextOrder(), randomUUID()];
    await database.query(
      `insert into offer (order_id, offer_id, consumer_id, amount_cents, currency, code, expires_at)
       values ($1, $2, 7, 500, 'USD', 'AJANTA-5', '2026-10-06T18:40:00Z')`,
      [orderId, offerId],
    );
    await aDispatcher().dispatch(await lateOrder(database, { orderId, offerId }));
    const offer = sender.sent[0]?.notice.offer;
    expect(offer).toMatchObject({ amountCents: 500, currency: 'USD', code: 'AJANTA-5' });
    const token = offer?.link.split('/').at(-1) ?? '';
    expect(new OfferLinks(LINKS).read(token)).toMatchObject({ orderId, offerId, amountCents: 500 });
  });

  it('and keeps no contact data, in the ledger, the log or the metrics (I8)', async () => {
    const key = await lateOrder(database, { orderId: nextOrder() });
    await aDispatcher().dispatch(key);
    const rows = await database.query('select * from delayed_order_notification');
    const traces = JSON.stringify([rows, log.lines, await registry.metrics()]);
    expect(traces).not.toMatch(/john/i);
    expect(traces).not.toContain('desk@');
  });
});

describe('the dispatcher suppresses (I6)', () => {
  it.each([
    ['DELIVERED', `update order_replica set delivered_at = app_now() where order_id = $1`],
    ['CANCELLED', `update order_replica set cancelled_at = app_now() where order_id = $1`],
    ['RECOVERED', `update delayed_order set condition = 'RECOVERED' where order_id = $1`],
    ['PROMISE_CHANGED', `update delayed_order set promise_generation = 1 where order_id = $1`],
    ['SUPERSEDED', `update delayed_order set condition = 'UNDELIVERABLE' where order_id = $1`],
  ])('what is %s meanwhile', async (cause, meanwhile) => {
    const orderId = nextOrder();
    const key = await lateOrder(database, { orderId });
    await database.query(meanwhile, [orderId]);
    await aDispatcher().dispatch(key);
    expect(sender.sent).toEqual([]);
    expect(contacts.asked).toBe(0);
    const line = await ledgerLine(database, key);
    expect(line).toMatchObject({ state: 'SUPPRESSED', cause, is_settled: true });
    expect(await registry.metrics()).toContain(`notification_suppressed_total{cause="${cause}"} 1`);
  });

  it('what is past its use-by time', async () => {
    const orderId = nextOrder();
    const key = await lateOrder(database, { orderId, useBy: '2026-10-03T18:49:59Z' });
    await aDispatcher().dispatch(key);
    expect(await ledgerLine(database, key)).toMatchObject({ cause: 'TOO_LATE' });
  });

  it.each([
    ['the monolith knows no such consumer', undefined],
    ['the consumer has no address', { ...JOHN, email: undefined }],
  ])('what nobody can receive, because %s', async (_why, contact) => {
    contacts.answer = () => Promise.resolve(contact);
    const key = await lateOrder(database, { orderId: nextOrder() });
    await aDispatcher().dispatch(key);
    const line = await ledgerLine(database, key);
    expect(line).toMatchObject({ state: 'SUPPRESSED', cause: 'NO_ADDRESS' });
    expect(sender.sent).toEqual([]);
  });

  it('what belongs to no consumer that we know', async () => {
    const key = await lateOrder(database, { orderId: nextOrder(), consumerId: null });
    await aDispatcher().dispatch(key);
    expect(await ledgerLine(database, key)).toMatchObject({ cause: 'NO_ADDRESS' });
    expect(contacts.asked).toBe(0);
  });
});

describe('when contact data cannot be had', () => {
  it('a notice waits for the closed breaker without burning attempts', async () => {
    contacts.answer = () => Promise.reject(new ContactInfoUnavailableError('waiting', 'open'));
    const key = await lateOrder(database, { orderId: nextOrder() });
    for (let round = 1; round <= 20; round += 1) {
      await aDispatcher().dispatch(key);
      const line = await ledgerLine(database, key);
      expect(line).toMatchObject({ state: 'RETRY', cause: 'contact.waiting', failures: 0 });
      await letItBeDue(database, key);
    }
    contacts.answer = () => Promise.resolve(JOHN);
    await aDispatcher().dispatch(key);
    expect(await ledgerLine(database, key)).toMatchObject({ state: 'SENT', failures: 0 });
  });

  it('a notice is not taken up before the time that the monolith asked for', async () => {
    const unavailable = new ContactInfoUnavailableError('failed', '503', { retryAfterMs: 60_000 });
    contacts.answer = () => Promise.reject(unavailable);
    const key = await lateOrder(database, { orderId: nextOrder() });
    const dispatcher = aDispatcher();
    await dispatcher.dispatch(key);
    await dispatcher.dispatch(key);
    expect(contacts.asked).toBe(1);
    const [wait] = await database.query<{ seconds: number }>(
      `select extract(epoch from retry_at - clock_timestamp())::float8 as seconds
       from delayed_order_notification where order_id = $1`,
      [key.orderId],
    );
    expect(wait?.seconds).toBeGreaterThan(50);
  });
});

describe('when sending does not succeed', () => {
  it('a soft refusal is tried again and counts towards the back-off', async () => {
    sender.willAnswer({ kind: 'RETRY', cause: 'smtp.421' }, { kind: 'RETRY', cause: 'smtp.451' });
    const key = await lateOrder(database, { orderId: nextOrder() });
    const dispatcher = aDispatcher();
    for (const failures of [1, 2]) {
      await dispatcher.dispatch(key);
      expect(await ledgerLine(database, key)).toMatchObject({ state: 'RETRY', failures });
      await letItBeDue(database, key);
    }
    await dispatcher.dispatch(key);
    expect(await ledgerLine(database, key)).toMatchObject({ state: 'SENT', attempt: 3 });
  });

  it('a hard refusal fails once and for all', async () => {
    sender.willAnswer({ kind: 'FAILED', cause: 'smtp.550' });
    const key = await lateOrder(database, { orderId: nextOrder() });
    const dispatcher = aDispatcher();
    await dispatcher.dispatch(key);
    await dispatcher.dispatch(key);
    expect(sender.sent).toHaveLength(1);
    const line = await ledgerLine(database, key);
    expect(line).toMatchObject({ state: 'FAILED', cause: 'smtp.550', is_settled: true });
  });

  it('a lost answer is UNKNOWN, is counted, and is repeated once with the same id (I5)', async () => {
    const lost = { kind: 'UNKNOWN', cause: 'smtp.answer-lost' } as const;
    sender.willAnswer(lost, lost, lost);
    const key = await lateOrder(database, { orderId: nextOrder() });
    const dispatcher = aDispatcher();
    await dispatcher.dispatch(key);
    const first = await ledgerLine(database, key);
    expect(first).toMatchObject({ state: 'UNKNOWN', ambiguous_sends: 1, is_due_later: true });
    for (let round = 0; round < 3; round += 1) {
      await letItBeDue(database, key);
      await dispatcher.dispatch(key);
    }
    expect(sender.sent.map(({ notice }) => notice.notificationId)).toEqual([
      key.notificationId,
      key.notificationId,
    ]);
    expect(await ledgerLine(database, key)).toMatchObject({
      state: 'UNKNOWN',
      ambiguous_sends: 2,
      is_due_later: false,
      is_settled: true,
    });
    expect(await registry.metrics()).toContain('notification_ambiguous_total 2');
  });
});

describe('when a dispatcher dies or is overtaken', () => {
  const dieWhile = async (
    stage: 'looking up' | 'sending',
  ): Promise<ReturnType<typeof lateOrder>> => {
    const ledger = new PostgresNotificationLedger(database);
    const key = await lateOrder(database, { orderId: nextOrder() });
    const claimed = await ledger.claim(key);
    if (claimed === undefined) throw new Error('it should have been free');
    if (stage === 'sending') await ledger.beginHandingOver(claimed);
    await letItBeDue(database, key);
    return key;
  };

  it('before it sent, another sends as if nothing had been (I5)', async () => {
    const key = await dieWhile('looking up');
    expect(await new PostgresNotificationLedger(database).due('EMAIL', 100)).toContainEqual(key);
    await aDispatcher().dispatch(key);
    expect(await ledgerLine(database, key)).toMatchObject({ state: 'SENT', ambiguous_sends: 0 });
  });

  it('while it sent, another repeats it once and no more (I5)', async () => {
    const key = await dieWhile('sending');
    sender.willAnswer({ kind: 'UNKNOWN', cause: 'smtp.answer-lost' });
    const dispatcher = aDispatcher();
    for (let round = 0; round < 3; round += 1) {
      await dispatcher.dispatch(key);
      await letItBeDue(database, key);
    }
    expect(sender.sent).toHaveLength(1);
    const line = await ledgerLine(database, key);
    expect(line).toMatchObject({ state: 'UNKNOWN', ambiguous_sends: 2 });
  });

  it('the one that lost its lease before it sent does not send', async () => {
    const key = await lateOrder(database, { orderId: nextOrder() });
    contacts.answer = async () => {
      await letItBeDue(database, key);
      await new PostgresNotificationLedger(database).claim(key);
      return JOHN;
    };
    await aDispatcher().dispatch(key);
    expect(sender.sent).toEqual([]);
    expect(await ledgerLine(database, key)).toMatchObject({ state: 'SENDING', attempt: 2 });
  });

  it('while it talked to a relay that had nothing of the message yet, another sends in peace (I5)', async () => {
    const key = await lateOrder(database, { orderId: nextOrder() });
    const died = Promise.withResolvers<void>();
    sender.before = () => died.promise;
    const dying = aDispatcher().dispatch(key);
    await eventually(async () =>
      expect(await ledgerLine(database, key)).toMatchObject({ state: 'SENDING', attempt: 1 }),
    );
    await letItBeDue(database, key);
    sender.before = () => Promise.resolve();
    await aDispatcher().dispatch(key);
    expect(await ledgerLine(database, key)).toMatchObject({ state: 'SENT', ambiguous_sends: 0 });
    // It was not dead after all, and may not hand over what is another's by now.
    died.resolve();
    await dying;
    expect(sender.sent).toHaveLength(1);
    expect(log.messagesOf('error')).toEqual([]);
  });

  it('before a ledger that cannot be written, nothing is sent and the message comes again', async () => {
    const key = await lateOrder(database, { orderId: nextOrder() });
    const ledger = new PostgresNotificationLedger(database);
    const broken = jest
      .spyOn(PostgresNotificationLedger.prototype, 'beginHandingOver')
      .mockRejectedValue(new Error('the database is away'));
    try {
      await expect(aDispatcher().dispatch(key)).rejects.toThrow('the database is away');
    } finally {
      broken.mockRestore();
    }
    expect(sender.sent).toEqual([]);
    await letItBeDue(database, key);
    expect(await ledger.claim(key)).toMatchObject({ ambiguousSends: 0 });
  });

  it('the one that lost its lease while it sent cannot settle the later attempt', async () => {
    const key = await lateOrder(database, { orderId: nextOrder() });
    sender.meanwhile = async () => {
      await letItBeDue(database, key);
      await new PostgresNotificationLedger(database).claim(key);
    };
    await aDispatcher().dispatch(key);
    expect(await ledgerLine(database, key)).toMatchObject({ state: 'SENDING', attempt: 2 });
    expect(log.messagesOf('error')).toEqual([
      'the lease was lost while sending; another attempt follows',
    ]);
  });
});

describe('I7: while a feed is stale', () => {
  const heartbeat = (secondsAgo: number): Promise<unknown> =>
    database.query(
      `insert into feed_watermark (feed, worker, heard_at, applied_at)
       values ('events', 'spec', clock_timestamp() - $1 * interval '1 second', clock_timestamp())
       on conflict (feed, worker) do update set heard_at = excluded.heard_at`,
      [secondsAgo],
    );

  it('a notice waits, without a failure, and goes once the feed has caught up', async () => {
    await heartbeat(90);
    const key = await lateOrder(database, { orderId: nextOrder() });
    await aDispatcher(['events']).dispatch(key);
    expect(sender.sent).toHaveLength(0);
    expect(await ledgerLine(database, key)).toMatchObject({
      state: 'RETRY',
      cause: 'feed.stale',
      failures: 0,
      is_due_later: true,
    });
    await heartbeat(0);
    await letItBeDue(database, key);
    await aDispatcher(['events']).dispatch(key);
    expect(await ledgerLine(database, key)).toMatchObject({ state: 'SENT' });
  });

  it('a notice that is known to be over is still withdrawn at once', async () => {
    await heartbeat(90);
    const key = await lateOrder(database, { orderId: nextOrder(), useBy: '2026-10-03T18:49:00Z' });
    await aDispatcher(['events']).dispatch(key);
    expect(await ledgerLine(database, key)).toMatchObject({
      state: 'SUPPRESSED',
      cause: 'TOO_LATE',
    });
  });
});

describe('a command', () => {
  const delivery = (body: string, messageId = 'm-1'): Delivery => ({
    body: Buffer.from(body),
    queue: 'notification-dispatcher.email.v1',
    exchange: 'delayed-orders.commands',
    routingKey: 'notification.email',
    messageId,
    headers: {},
    redelivered: false,
  });
  const receive = (body: string, messageId?: string): Promise<void> =>
    receiveCommand(delivery(body, messageId), aDispatcher(), new PostgresQuarantine(database));

  it('brings its notification to the customer', async () => {
    const key = await lateOrder(database, { orderId: nextOrder() });
    await receive(JSON.stringify(key));
    expect(sender.sent).toHaveLength(1);
  });

  it('for a notification that nobody knows does nothing', async () => {
    await receive(JSON.stringify({ orderId: 1, notificationId: randomUUID() }));
    expect(sender.sent).toEqual([]);
  });

  it.each([
    ['is no JSON', 'Chicken Vindaloo', 'poison-1'],
    ['lacks an id', '{"orderId":42}', 'poison-2'],
    ['has an id that PostgreSQL cannot hold', 'Ajanta', 'poison\u0000-3'],
  ])('that %s is quarantined at the first attempt (I2)', async (_what, body, messageId) => {
    await receive(body, messageId);
    const kept = await database.query<{ cause: string }>(
      `select cause from quarantined_message where message_key like $1`,
      [`%:${messageId.replaceAll('\u0000', '')}:%`],
    );
    expect(kept).toEqual([{ cause: 'wrong-schema' }]);
  });
});

describe('the dispatcher lives', () => {
  it('longer than its lease: while it is sending, nobody else takes it for dead (I5)', async () => {
    const key = await lateOrder(database, { orderId: nextOrder() });
    const ledger = new PostgresNotificationLedger(database, 2_000);
    sender.meanwhile = () => new Promise((resolve) => setTimeout(resolve, 5_000));
    const slow = aDispatcher([], 'everybody', ledger).dispatch(key);
    const others = aDispatcher([], 'everybody', ledger);
    for (let look = 0; look < 16; look += 1) {
      await new Promise((resolve) => setTimeout(resolve, 250));
      await others.dispatch(key);
    }
    await slow;
    expect(sender.sent).toHaveLength(1);
    expect(await ledgerLine(database, key)).toMatchObject({ state: 'SENT', attempt: 1 });
  });
});

describe('the dispatcher holds back', () => {
  it('everything while its channel is paused, without burning attempts, and goes on afterwards', async () => {
    const key = await lateOrder(database, { orderId: nextOrder() });
    await pauseChannel(database, 'EMAIL', { note: 'the relay moves', pausedBy: 'jane' });
    await aDispatcher().dispatch(key);
    expect(sender.sent).toEqual([]);
    expect(await ledgerLine(database, key)).toMatchObject({
      state: 'RETRY',
      cause: 'channel.paused',
      failures: 0,
      is_due_later: true,
    });
    await resumeChannel(database, 'EMAIL');
    await letItBeDue(database, key);
    await aDispatcher().dispatch(key);
    expect(sender.sent).toHaveLength(1);
  });

  it('what is not for the people of a test system', async () => {
    const key = await lateOrder(database, { orderId: nextOrder() });
    await aDispatcher([], ['test.example']).dispatch(key);
    expect(sender.sent).toEqual([]);
    expect(await ledgerLine(database, key)).toMatchObject({
      state: 'SUPPRESSED',
      cause: 'NOT_ALLOWED',
    });
  });

  it('what would be an eleventh notice to one customer within a day', async () => {
    const consumerId = 4_711;
    for (let told = 0; told < 11; told += 1) {
      const key = await lateOrder(database, { orderId: nextOrder(), consumerId });
      await aDispatcher().dispatch(key);
      const expected = told < 10 ? { state: 'SENT' } : { cause: 'ENOUGH_TODAY' };
      expect(await ledgerLine(database, key)).toMatchObject(expected);
    }
    expect(sender.sent).toHaveLength(10);
  });

  it('in quiet hours what helps afterwards too until then, and for good what would be stale', async () => {
    // In Los Angeles it is 11:50.
    const quietHours = { from: '11:00', to: '12:10' };
    const document = { all: { quietHours } };
    await putPolicy(database, 'LIVE', { document, note: 'quiet', writtenBy: 'spec' });
    const [useful, stale] = [
      await lateOrder(database, { orderId: nextOrder() }),
      await lateOrder(database, { orderId: nextOrder(), useBy: '2026-10-03T19:09:00Z' }),
    ];
    const dispatcher = aDispatcher();
    await Promise.all([useful, stale].map((key) => dispatcher.dispatch(key)));
    expect(await ledgerLine(database, useful)).toMatchObject({
      state: 'RETRY',
      cause: 'quiet.hours',
      failures: 0,
    });
    expect(await ledgerLine(database, stale)).toMatchObject({ cause: 'QUIET_HOURS' });
    await putPolicy(database, 'LIVE', { document: {}, note: 'loud', writtenBy: 'spec' });
    expect(sender.sent).toEqual([]);
  });
});
