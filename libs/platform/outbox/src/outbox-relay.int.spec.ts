import { randomUUID } from 'node:crypto';
import { Readiness, Registry } from '@ftgo/platform-observability';
import { Database } from '@ftgo/platform-postgres';
import type { TestDatabase } from '@ftgo/platform-postgres/testing';
import { createTestDatabase } from '@ftgo/platform-postgres/testing';
import type { PublishedMessage, Publisher, PublishOutcome } from '@ftgo/platform-rabbitmq';
import { RabbitLinks } from '@ftgo/platform-rabbitmq';
import {
  captureLogger,
  deleteExchanges,
  deleteQueues,
  eventually,
  messagesIn,
  TcpProxy,
  testBrokerUrl,
  uniqueName,
  withChannel,
} from '@ftgo/platform-rabbitmq/testing';
import type { OutgoingMessage } from './index.js';
import { enqueue, OUTBOX_SCHEMA, outboxBacklog, OutboxRelay } from './index.js';

const EXCHANGE = uniqueName('platform-test-commands');
const QUEUE = uniqueName('platform-test-dispatcher');

const aCommand = (orderId: number, over: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  partitionKey: orderId,
  messageId: randomUUID(),
  exchange: EXCHANGE,
  routingKey: 'notification.email',
  body: { orderId },
  ...over,
});

const commands = (count: number, over: Partial<OutgoingMessage> = {}): OutgoingMessage[] =>
  Array.from({ length: count }, (_, n) => aCommand(n + 1, over));

describe('OutboxRelay', () => {
  let testDatabase: TestDatabase;
  let database: Database;
  let proxy: TcpProxy;
  let links: RabbitLinks;
  let publisher: Publisher;
  const { logger, messagesOf } = captureLogger();

  /** A relay whose publisher does something of its own before or after it has published. */
  const relayVia = (
    publish: (message: PublishedMessage) => Promise<PublishOutcome>,
  ): OutboxRelay => {
    const own = { canPublish: () => publisher.canPublish(), publish };
    return new OutboxRelay(database, own as Publisher, logger);
  };
  const aRelay = (): OutboxRelay => new OutboxRelay(database, publisher, logger);
  const idsInOutbox = async (): Promise<string[]> => {
    const rows = await database.query<{ id: string }>('select message_id as id from outbox');
    return rows.map(({ id }) => id).sort();
  };
  const takeIdsFromQueue = (): Promise<string[]> =>
    withChannel(async (channel) => {
      const ids: string[] = [];
      for (;;) {
        const message = await channel.get(QUEUE, { noAck: true });
        if (message === false) return ids.sort();
        ids.push(String(message.properties.messageId));
      }
    });
  const idsOf = (messages: readonly OutgoingMessage[]): string[] =>
    messages.map(({ messageId }) => messageId).sort();
  const makeAllDue = () => database.query('update outbox set not_before = clock_timestamp()');

  beforeAll(async () => {
    testDatabase = await createTestDatabase();
    database = new Database({ url: testDatabase.url, applicationName: 'relay' }, logger);
    await database.query(OUTBOX_SCHEMA);
    proxy = await TcpProxy.open(testBrokerUrl());
    links = await RabbitLinks.open(
      { url: proxy.url, app: 'platform-test', exchanges: [EXCHANGE], consume: [] },
      { logger, metrics: new Registry(), readiness: new Readiness() },
    );
    publisher = links.publisher;
    await eventually(() => expect(publisher.canPublish()).toBe(true));
    await withChannel(async (channel) => {
      await channel.assertQueue(QUEUE, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
      await channel.bindQueue(QUEUE, EXCHANGE, 'notification.*');
    });
  });
  beforeEach(async () => {
    proxy.set('pass');
    await eventually(() => expect(publisher.canPublish()).toBe(true));
    await withChannel((channel) => channel.purgeQueue(QUEUE));
    await database.query('delete from outbox');
  });
  afterAll(async () => {
    await links.close();
    await proxy.close();
    await deleteQueues([QUEUE]);
    await deleteExchanges([EXCHANGE]);
    await database.close();
    await testDatabase.drop();
  });

  describe('enqueue', () => {
    it('writes in the transaction of the decision: both or none (I4)', async () => {
      const transacting = database.transaction(async (transaction) => {
        await enqueue(transaction, commands(3));
        throw new Error('the decision failed');
      });
      await expect(transacting).rejects.toThrow('the decision failed');
      expect(await idsInOutbox()).toEqual([]);
    });

    it('takes the same message twice as one, and no messages as nothing to do', async () => {
      const command = aCommand(42);
      await enqueue(database, [command, command]);
      await enqueue(database, [command]);
      await enqueue(database, []);
      expect(await idsInOutbox()).toEqual([command.messageId]);
    });
  });

  it('publishes the message as it was written, with its id, and deletes its row (I4)', async () => {
    const command = aCommand(42, { headers: { traceparent: '00-ajanta' } });
    await enqueue(database, [command]);
    await expect(aRelay().relayOnce()).resolves.toBe(false);
    const message = await withChannel((channel) => channel.get(QUEUE, { noAck: true }));
    if (message === false) throw new Error('the queue is empty');
    expect(JSON.parse(message.content.toString())).toEqual({ orderId: 42 });
    expect(message.properties.messageId).toBe(command.messageId);
    expect(message.properties.headers).toMatchObject({ traceparent: '00-ajanta' });
    expect(await idsInOutbox()).toEqual([]);
  });

  it('says that more may wait after a full batch only', async () => {
    await enqueue(database, commands(250));
    const relay = aRelay();
    await expect(relay.relayOnce()).resolves.toBe(true);
    await expect(relay.relayOnce()).resolves.toBe(false);
    expect(await idsInOutbox()).toEqual([]);
  });

  it('keeps rows that no queue takes, puts them off ever longer, and lets others go (I4)', async () => {
    const unroutable = aCommand(1, { routingKey: 'nobody.listens' });
    const routable = aCommand(2);
    await enqueue(database, [unroutable, routable]);
    const waits: number[] = [];
    for (let round = 0; round < 7; round += 1) {
      await makeAllDue();
      await aRelay().relayOnce();
      const [row] = await database.query<{ wait: number }>(
        `select extract(epoch from not_before - clock_timestamp())::float8 as wait from outbox`,
      );
      waits.push(row?.wait ?? 0);
    }
    expect(await idsInOutbox()).toEqual([unroutable.messageId]);
    expect(await takeIdsFromQueue()).toEqual([routable.messageId]);
    expect(waits.map((wait) => Math.ceil(wait))).toEqual([1, 2, 4, 8, 16, 30, 30]);
    expect(messagesOf('warn').join()).toContain('no queue takes these messages yet');
  });

  it('publishes again with the same id when it dies between publishing and deleting (I4)', async () => {
    const sent = commands(3);
    await enqueue(database, sent);
    const dying = relayVia(async (message) => {
      const outcome = await publisher.publish(message);
      // What kill -9 does to the transaction.
      const outside = new Database({ url: testDatabase.url, applicationName: 'killer' }, logger);
      await outside.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'relay' and datname = current_database()`,
      );
      await outside.close();
      return outcome;
    });
    await expect(dying.relayOnce()).rejects.toThrow();
    expect(await idsInOutbox()).toEqual(idsOf(sent));
    await aRelay().relayOnce();
    expect(await idsInOutbox()).toEqual([]);
    expect(await takeIdsFromQueue()).toEqual([...idsOf(sent), ...idsOf(sent)].sort());
  });

  it('publishes each row once without faults, however many relays run at once', async () => {
    const sent = commands(1_000);
    await enqueue(database, sent);
    const drain = async (relay: OutboxRelay): Promise<void> => {
      while ((await outboxBacklog(database)).messages > 0) await relay.relayOnce();
    };
    await Promise.all([aRelay(), aRelay(), aRelay()].map(drain));
    expect(await takeIdsFromQueue()).toEqual(idsOf(sent));
  });

  it('leaves everything in the table while the broker is away, and sends it afterwards (I11)', async () => {
    const sent = commands(500);
    proxy.set('refuse');
    await eventually(() => expect(publisher.canPublish()).toBe(false));
    await enqueue(database, sent);
    for (let tick = 0; tick < 20; tick += 1) {
      await expect(aRelay().relayOnce()).resolves.toBe(false);
    }
    expect(publisher.unconfirmed).toBe(0);
    expect((await outboxBacklog(database)).messages).toBe(500);
    proxy.set('pass');
    await eventually(async () => {
      await aRelay().relayOnce();
      expect(await idsInOutbox()).toEqual([]);
    });
    expect(await takeIdsFromQueue()).toEqual(idsOf(sent));
  });

  it('holds its transaction no longer than the confirms may take, and loses nothing', async () => {
    const sent = commands(5);
    await enqueue(database, sent);
    proxy.set('deaf');
    // It ends, though the confirms never come.
    await expect(aRelay().relayOnce()).resolves.toBe(false);
    expect(proxy.heldBytes).toBeGreaterThan(0);
    expect(await idsInOutbox()).toEqual(idsOf(sent));
    await eventually(async () => expect(await messagesIn(QUEUE)).toBe(5));
    proxy.set('pass');
    await makeAllDue();
    await aRelay().relayOnce();
    expect(await idsInOutbox()).toEqual([]);
  });

  it('does not let messages that can never be sent keep the others from going', async () => {
    const tooLong = commands(200, { routingKey: 'x'.repeat(300) });
    const routable = aCommand(7);
    await enqueue(database, tooLong);
    await enqueue(database, [routable]);
    const relay = aRelay();
    await relay.relayOnce();
    await relay.relayOnce();
    expect(await takeIdsFromQueue()).toEqual([routable.messageId]);
    expect(await idsInOutbox()).toEqual(idsOf(tooLong));
  });

  it('tells what became of how many', async () => {
    await enqueue(database, [aCommand(1), aCommand(2), aCommand(3, { routingKey: 'nobody' })]);
    const told: Record<string, number> = {};
    const observer = {
      relayed: (outcome: PublishOutcome, count: number) => void (told[outcome] = count),
    };
    await new OutboxRelay(database, publisher, logger, observer).relayOnce();
    expect(told).toEqual({ confirmed: 2, returned: 1, unconfirmed: 0 });
  });

  describe('outboxBacklog', () => {
    it('is nothing when the outbox is empty', async () => {
      await expect(outboxBacklog(database)).resolves.toEqual({ messages: 0, oldestAgeSeconds: 0 });
    });

    it('counts what waits and tells the age of the oldest', async () => {
      await enqueue(database, commands(3));
      await database.query(`update outbox set created_at = clock_timestamp() - interval '1 min'
                            where partition_key = 2`);
      const backlog = await outboxBacklog(database);
      expect(backlog.messages).toBe(3);
      expect(Math.floor(backlog.oldestAgeSeconds)).toBe(60);
    });
  });
});
