import { EventEmitter } from 'node:events';
import type { AmqpConnection } from '@golevelup/nestjs-rabbitmq';
import type { ConsumeMessage } from 'amqplib';
import { captureLogger, eventually } from '@ftgo/platform-observability/testing';
import type { Delivery } from './index.js';
import { QueueConsumer } from './index.js';

const QUEUE = 'replica-ingestion.events.v1';

type Deliver = (message: ConsumeMessage | null) => void;

/** A channel without a broker: it remembers what was answered, and dies when told to. */
class FakeChannel extends EventEmitter {
  readonly consumers = new Map<string, Deliver>();
  readonly acknowledged: unknown[] = [];
  readonly rejected: unknown[] = [];
  readonly cancelled: string[] = [];
  isDead = false;

  prefetch = () => Promise.resolve();
  assertExchange = () => Promise.resolve();
  assertQueue = () => Promise.resolve();
  bindQueue = () => Promise.resolve();

  consume(_: string, deliver: Deliver, { consumerTag }: { consumerTag: string }): Promise<void> {
    this.consumers.set(consumerTag, deliver);
    return Promise.resolve();
  }

  cancel(tag: string): Promise<void> {
    this.cancelled.push(tag);
    return Promise.resolve();
  }

  ack(message: unknown): void {
    if (this.isDead) throw new Error('IllegalOperationError: Channel closed');
    this.acknowledged.push(message);
  }

  reject(message: unknown): void {
    if (this.isDead) throw new Error('IllegalOperationError: Channel closed');
    this.rejected.push(message);
  }

  deliver(message: ConsumeMessage | null): void {
    for (const deliver of this.consumers.values()) deliver(message);
  }
}

function aMessage(body: string): ConsumeMessage {
  return {
    content: Buffer.from(body),
    fields: {
      exchange: 'ftgo.events',
      routingKey: 'ftgo.order.accepted.v1',
      redelivered: false,
      deliveryTag: 1,
      consumerTag: 'any',
    },
    properties: { messageId: 'order-42-accepted', headers: { traceparent: '00-1' } },
  } as unknown as ConsumeMessage;
}

async function aConsumer(handle: (delivery: Delivery) => Promise<void>) {
  const channel = new FakeChannel();
  const sockets: string[] = [];
  let setUp: (channel: FakeChannel) => Promise<void> = () => Promise.resolve();
  const connection = {
    connected: true,
    managedChannels: {
      [QUEUE]: { addSetup: (run: typeof setUp) => Promise.resolve((setUp = run)) },
    },
    managedConnection: {
      connection: {
        connection: { stream: { destroy: (reason: Error) => sockets.push(reason.message) } },
      },
    },
  };
  const { logger, messagesOf } = captureLogger();
  const consumer = new QueueConsumer(
    connection as unknown as AmqpConnection,
    { queue: QUEUE, bindings: [], prefetch: 10, handle },
    logger,
  );
  consumer.start();
  await setUp(channel);
  return { consumer, channel, connection, cutLinks: sockets, messagesOf, setUp };
}

describe('QueueConsumer', () => {
  it('hands over the bytes and what the broker says about them, whatever they are', async () => {
    const seen: Delivery[] = [];
    const { channel } = await aConsumer((delivery) => Promise.resolve(void seen.push(delivery)));
    channel.deliver(aMessage('{ no JSON'));
    expect(seen).toEqual([
      {
        body: Buffer.from('{ no JSON'),
        queue: QUEUE,
        exchange: 'ftgo.events',
        routingKey: 'ftgo.order.accepted.v1',
        messageId: 'order-42-accepted',
        headers: { traceparent: '00-1' },
        redelivered: false,
      },
    ]);
  });

  it('acknowledges after the handler has ended, never before (I2)', async () => {
    let commit = (): void => undefined;
    const { channel } = await aConsumer(() => new Promise<void>((resolve) => (commit = resolve)));
    channel.deliver(aMessage('{}'));
    await Promise.resolve();
    expect(channel.acknowledged).toHaveLength(0);
    commit();
    await eventually(() => expect(channel.acknowledged).toHaveLength(1));
  });

  it('gives a message back by reject when its handler fails, after a pause', async () => {
    const { channel } = await aConsumer(() => Promise.reject(new Error('no database')));
    channel.deliver(aMessage('{}'));
    expect(channel.rejected).toHaveLength(0);
    await eventually(() => expect(channel.rejected).toHaveLength(1));
    expect(channel.acknowledged).toHaveLength(0);
  });

  it('takes a handler that throws at once like one that rejects', async () => {
    const { channel } = await aConsumer(() => {
      throw new Error('at once');
    });
    channel.deliver(aMessage('{}'));
    await eventually(() => expect(channel.rejected).toHaveLength(1));
  });

  it.each(['ends well', 'fails'])(
    'survives that the channel died while a handler was at work that then %s (I11)',
    async (ending) => {
      const unhandled: unknown[] = [];
      const remember = (reason: unknown): void => void unhandled.push(reason);
      process.on('unhandledRejection', remember);
      const { channel, messagesOf } = await aConsumer(() =>
        ending === 'fails' ? Promise.reject(new Error('no database')) : Promise.resolve(),
      );
      channel.isDead = true;
      channel.deliver(aMessage('{}'));
      await eventually(() =>
        expect(messagesOf('debug')).toContain('the channel is gone; the broker redelivers'),
      );
      await new Promise((resolve) => setImmediate(resolve));
      process.off('unhandledRejection', remember);
      expect(unhandled).toEqual([]);
    },
  );

  it('cuts the link when the broker cancels the consumer, so that all is declared again', async () => {
    const { channel, cutLinks } = await aConsumer(() => Promise.resolve());
    channel.deliver(null);
    expect(cutLinks).toEqual(['the consumer was cancelled by the broker']);
  });

  it('is consuming only while its tag is registered on the living channel of a living link', async () => {
    const { consumer, channel, connection } = await aConsumer(() => Promise.resolve());
    expect(consumer.isConsuming()).toBe(true);
    connection.connected = false;
    expect(consumer.isConsuming()).toBe(false);
    connection.connected = true;
    channel.emit('close');
    expect(consumer.isConsuming()).toBe(false);
  });

  describe('when it stops', () => {
    it('cancels, waits for what is being handled, and begins nothing new', async () => {
      const begun: string[] = [];
      let finish = (): void => undefined;
      const { consumer, channel } = await aConsumer((delivery) => {
        begun.push(delivery.body.toString());
        return new Promise<void>((resolve) => (finish = resolve));
      });
      channel.deliver(aMessage('first'));
      const stopped = consumer.stop(10_000);
      channel.deliver(aMessage('second'));
      finish();
      await stopped;
      expect(channel.cancelled).toHaveLength(1);
      expect(begun).toEqual(['first']);
      expect(channel.acknowledged).toHaveLength(1);
    });

    it('waits no longer than the grace for a handler that hangs', async () => {
      const { consumer, channel } = await aConsumer(() => new Promise(() => undefined));
      channel.deliver(aMessage('{}'));
      await consumer.stop(20);
      expect(channel.acknowledged).toHaveLength(0);
    });

    it('waits no longer than the grace for a broker that does not answer the cancel', async () => {
      const { consumer, channel } = await aConsumer(() => Promise.resolve());
      channel.cancel = () => new Promise(() => undefined);
      await expect(consumer.stop(20)).resolves.toBeUndefined();
    });

    it('does not consume again when the link comes back meanwhile', async () => {
      const { consumer, setUp } = await aConsumer(() => Promise.resolve());
      await consumer.stop(1_000);
      const reconnected = new FakeChannel();
      await setUp(reconnected);
      expect(reconnected.consumers.size).toBe(0);
    });
  });
});
