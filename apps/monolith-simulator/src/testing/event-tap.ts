import { randomUUID } from 'node:crypto';
import type { Channel, ChannelModel } from 'amqplib';
import { connect } from 'amqplib';
import { eventually } from '@ftgo/platform-observability/testing';
import { jsonOf } from './json-of.js';

/** A message as it went over the wire. */
export interface TappedMessage {
  readonly routingKey: string;
  readonly messageId: string;
  readonly text: string;
  /** The body, read as JSON; undefined when it is none. */
  readonly body: unknown;
}

/** A message's body when it is an event of the catalogue. */
export interface TappedEvent {
  readonly id: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly data: Readonly<Record<string, unknown>> & { readonly version: number };
}

/** The bodies of messages that are events. */
export function eventsIn(messages: readonly TappedMessage[]): TappedEvent[] {
  return messages.map(({ body }) => body as TappedEvent);
}

/** Listens to everything on an exchange, past all code under test. */
export class EventTap {
  readonly messages: TappedMessage[] = [];
  /** Our own messages to ourselves, which came by no exchange. */
  private readonly marks = new Set<string>();

  private constructor(
    private readonly connection: ChannelModel,
    private readonly channel: Channel,
    private readonly queue: string,
  ) {}

  static async open(url: string, exchange: string): Promise<EventTap> {
    const connection = await connect(url);
    const channel = await connection.createChannel();
    await channel.assertExchange(exchange, 'topic', { durable: true });
    const { queue } = await channel.assertQueue('', { exclusive: true });
    await channel.bindQueue(queue, exchange, '#');
    const tap = new EventTap(connection, channel, queue);
    await channel.consume(
      queue,
      (message) => {
        if (message === null) return;
        const text = message.content.toString('utf8');
        const messageId = String(message.properties.messageId);
        const { routingKey, exchange } = message.fields;
        if (exchange === '') tap.marks.add(messageId);
        else tap.messages.push({ routingKey, messageId, text, body: jsonOf(text) });
      },
      { noAck: true },
    );
    return tap;
  }

  /** Waits until everything has arrived that the broker had by now: a mark comes after it all. */
  async caughtUp(): Promise<void> {
    const mark = randomUUID();
    this.channel.sendToQueue(this.queue, Buffer.from(mark), { messageId: mark });
    await eventually(() => {
      if (!this.marks.has(mark)) throw new Error('messages still arrive');
    });
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}
