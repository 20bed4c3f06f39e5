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
        const { routingKey } = message.fields;
        tap.messages.push({ routingKey, messageId, text, body: jsonOf(text) });
      },
      { noAck: true },
    );
    return tap;
  }

  /** Waits until nothing is left in the queue and nothing more arrives. */
  async caughtUp(): Promise<void> {
    let before = -1;
    await eventually(async () => {
      const { messageCount } = await this.channel.checkQueue(this.queue);
      const quiet = messageCount === 0 && before === this.messages.length;
      before = this.messages.length;
      if (!quiet) throw new Error('messages still arrive');
    });
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}
