import type { PublishedMessage } from './index.js';
import { connect, Publisher } from './index.js';
import type { TestLinks } from './testing/open-test-links.js';
import { openTestLinks, untilReady } from './testing/open-test-links.js';
import {
  deleteExchanges,
  deleteQueues,
  eventually,
  messagesIn,
  TcpProxy,
  testBrokerUrl,
  uniqueName,
  withChannel,
} from './testing/index.js';

const EXCHANGE = uniqueName('platform-test-commands');
const TYPED_EXCHANGE = uniqueName('platform-test-fanout');
const QUEUE = uniqueName('platform-test-email');

const aNotification = (
  messageId: string,
  over: Partial<PublishedMessage> = {},
): PublishedMessage => ({
  exchange: EXCHANGE,
  routingKey: 'notification.email',
  messageId,
  body: { notificationId: messageId, orderId: 42 },
  ...over,
});

describe('Publisher', () => {
  let proxy: TcpProxy;
  let open: TestLinks;

  beforeAll(() =>
    withChannel(async (channel) => {
      await channel.assertExchange(EXCHANGE, 'topic', { durable: true });
      await channel.assertQueue(QUEUE, { durable: true });
      await channel.bindQueue(QUEUE, EXCHANGE, 'notification.*');
    }),
  );
  beforeEach(async () => {
    proxy = await TcpProxy.open(testBrokerUrl());
    open = await openTestLinks({ url: proxy.url, exchanges: [EXCHANGE] });
    await untilReady(open);
  });
  afterEach(async () => {
    proxy.set('pass');
    await open.close();
    await proxy.close();
  });
  afterAll(async () => {
    await deleteQueues([QUEUE]);
    await deleteExchanges([EXCHANGE, TYPED_EXCHANGE]);
  });

  it('says confirmed once the broker has the message in a queue, with its id and type', async () => {
    await expect(open.links.publisher.publish(aNotification('a'))).resolves.toBe('confirmed');
    const message = await withChannel((channel) => channel.get(QUEUE, { noAck: true }));
    if (message === false) throw new Error('the queue is empty');
    expect(JSON.parse(message.content.toString())).toEqual({ notificationId: 'a', orderId: 42 });
    expect(message.properties).toMatchObject({
      messageId: 'a',
      type: 'notification.email',
      contentType: 'application/json',
      deliveryMode: 2,
    });
  });

  it('says returned when no queue takes the message, though the broker confirms it (I4)', async () => {
    const nowhere = aNotification('b', { routingKey: 'nobody.listens' });
    await expect(open.links.publisher.publish(nowhere)).resolves.toBe('returned');
  });

  it('tells the outcomes of many at once apart', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 200 }, (_, n) =>
        open.links.publisher.publish(
          aNotification(`many-${n}`, { routingKey: n % 2 ? 'notification.email' : 'nobody' }),
        ),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'confirmed')).toHaveLength(100);
    expect(outcomes.filter((outcome) => outcome === 'returned')).toHaveLength(100);
    expect(open.links.publisher.unconfirmed).toBe(0);
  });

  it('takes no copy of a returned message for confirmed, when it was published twice at once', async () => {
    const nowhere = aNotification('twice', { routingKey: 'nobody.listens' });
    const { publisher } = open.links;
    await expect(
      Promise.all([publisher.publish(nowhere), publisher.publish(nowhere)]),
    ).resolves.toEqual(['returned', 'returned']);
  });

  it('says unconfirmed when the link breaks before the confirm, though the broker has it', async () => {
    const { publisher } = open.links;
    const before = await messagesIn(QUEUE);
    proxy.set('deaf');
    const outcome = publisher.publish(aNotification('c'));
    await eventually(async () => expect(await messagesIn(QUEUE)).toBe(before + 1));
    expect(proxy.heldBytes).toBeGreaterThan(0);
    proxy.cut();
    await expect(outcome).resolves.toBe('unconfirmed');
    expect(publisher.unconfirmed).toBe(0);
  });

  it('waits for a confirm as long as it was told and no longer; a late answer changes nothing', async () => {
    const connection = await connect({ url: proxy.url, name: 'platform-test' }, open.logger);
    const publisher = new Publisher(connection, open.logger, { confirmWithinMs: 500 });
    await eventually(() => expect(publisher.canPublish()).toBe(true));
    proxy.set('deaf');
    const from = performance.now();
    const unroutable = aNotification('d', { routingKey: 'nobody.listens' });
    await expect(publisher.publish(unroutable)).resolves.toBe('unconfirmed');
    expect(performance.now() - from).toBeGreaterThan(490);
    expect(publisher.unconfirmed).toBe(0);
    proxy.set('pass');
    await expect(publisher.publish(aNotification('d-again'))).resolves.toBe('confirmed');
    expect(publisher.unconfirmed).toBe(0);
    await connection.managedConnection.close();
  });

  it('can not publish while the link is away, says so, and can again once it is back (I11)', async () => {
    const { publisher } = open.links;
    proxy.set('refuse');
    await eventually(() => expect(publisher.canPublish()).toBe(false));
    await expect(publisher.publish(aNotification('e'))).resolves.toBe('unconfirmed');
    expect(publisher.unconfirmed).toBe(0);
    expect(open.readiness.report()['rabbitmq']).toMatchObject({
      ready: false,
      reason: 'the broker gives no answer; connecting again every second',
    });
    proxy.set('pass');
    await untilReady(open);
    await expect(publisher.publish(aNotification('e'))).resolves.toBe('confirmed');
  });

  it('comes back by itself when an exchange was deleted, and declares it again', async () => {
    const { publisher } = open.links;
    await deleteExchanges([EXCHANGE]);
    await expect(publisher.publish(aNotification('f'))).resolves.toBe('unconfirmed');
    await eventually(async () =>
      expect(await publisher.publish(aNotification('f'))).toBe('returned'),
    );
    await withChannel((channel) => channel.bindQueue(QUEUE, EXCHANGE, 'notification.*'));
  });

  it('says why, and does not connect again and again, when an exchange has another type', async () => {
    await withChannel((channel) => channel.assertExchange(TYPED_EXCHANGE, 'fanout'));
    const refused = await openTestLinks({ url: proxy.url, exchanges: [TYPED_EXCHANGE] });
    const reason = await eventually(() => {
      const { reason = '' } = refused.readiness.report()['rabbitmq'] ?? {};
      expect(reason).toContain('the broker refused');
      return reason;
    });
    expect(reason).toContain('PRECONDITION');
    expect(reason).toContain(TYPED_EXCHANGE);
    expect(refused.links.publisher.canPublish()).toBe(false);
    const connections = proxy.connections;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(proxy.connections).toBe(connections);
    expect(refused.messagesOf('error')).toEqual([
      'the broker refused a declaration; will be tried again',
    ]);
    await refused.close();
  });

  it.each<[string, Partial<PublishedMessage>]>([
    ['a routing key over 255 bytes', { routingKey: 'x'.repeat(300) }],
    ['a body over 1 MiB', { body: { text: 'x'.repeat(1024 * 1024) } }],
  ])('takes %s as unconfirmed, and disturbs no other message', async (_, over) => {
    const { publisher } = open.links;
    const outcomes = await Promise.all([
      publisher.publish(aNotification('before')),
      publisher.publish(aNotification('unwritable', over)),
      publisher.publish(aNotification('after')),
    ]);
    expect(outcomes).toEqual(['confirmed', 'unconfirmed', 'confirmed']);
    expect(open.messagesOf('error')).toEqual(['the message can never be sent; mend its sender']);
  });
});
