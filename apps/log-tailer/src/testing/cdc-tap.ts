import type { Channel, ChannelModel } from 'amqplib';
import { connect } from 'amqplib';
import { testBrokerUrl, uniqueName, withChannel } from '@ftgo/platform-rabbitmq/testing';
import type { Envelope } from '../rows/envelope.js';

/** A message as a consumer gets it. */
export interface TappedMessage {
  readonly routingKey: string;
  readonly messageId: string;
  readonly bytes: number;
  readonly body: unknown;
}

/** A queue of a test's own on an exchange of its own, and everything that came to it so far. */
export class CdcTap {
  readonly messages: TappedMessage[] = [];

  private constructor(
    readonly exchange: string,
    private readonly connection: ChannelModel,
    private readonly channel: Channel,
    private readonly queue: string,
  ) {}

  /** @param keys what is bound from the beginning; nothing: the exchange has no queue yet */
  static async open(keys: readonly string[] = ['#']): Promise<CdcTap> {
    const exchange = uniqueName('log-tailer-spec');
    const connection = await connect(testBrokerUrl());
    const channel = await connection.createChannel();
    await channel.assertExchange(exchange, 'topic', { durable: true });
    const { queue } = await channel.assertQueue('', { exclusive: true });
    const tap = new CdcTap(exchange, connection, channel, queue);
    for (const key of keys) await tap.bind(key);
    await channel.consume(queue, (message) => message && tap.keep(message), { noAck: true });
    return tap;
  }

  async bind(key: string): Promise<void> {
    await this.channel.bindQueue(this.queue, this.exchange, key);
  }

  /**
   * The row changes so far, each once, where its last copy lies: a broker that is slow to confirm
   * gets messages again (I2), and the last copies are what is promised to come in order.
   */
  get changes(): Envelope[] {
    const lastCopies = new Map<string, Envelope>();
    for (const { messageId, body } of this.rowMessages) {
      lastCopies.delete(messageId);
      lastCopies.set(messageId, body as Envelope);
    }
    return [...lastCopies.values()];
  }

  /** Every copy of them, in the order of their arrival. */
  get rowMessages(): TappedMessage[] {
    return this.messages.filter(({ routingKey }) => !routingKey.startsWith('__'));
  }

  /** When the heartbeats so far were sent, in the order of their arrival. */
  get heartbeats(): number[] {
    return this.messages
      .filter(({ routingKey }) => routingKey.startsWith('__debezium-heartbeat.'))
      .map(({ body }) => (body as { ts_ms: number }).ts_ms);
  }

  /** The changes of one table, of one operation when it is given. */
  changesOf(table: string, op?: Envelope['op']): Envelope[] {
    return this.changes.filter((change) => isOf(change, table, op));
  }

  /** Every copy of them. */
  copiesOf(table: string, op?: Envelope['op']): Envelope[] {
    return this.rowMessages
      .map(({ body }) => body as Envelope)
      .filter((change) => isOf(change, table, op));
  }

  async close(): Promise<void> {
    await this.connection.close();
    await withChannel((channel) => channel.deleteExchange(this.exchange));
  }

  private keep({
    content,
    fields,
    properties,
  }: Parameters<Parameters<Channel['consume']>[1]>[0] & object): void {
    this.messages.push({
      routingKey: fields.routingKey,
      messageId: String(properties.messageId),
      bytes: content.length,
      body: JSON.parse(content.toString('utf8')) as unknown,
    });
  }
}

const isOf = ({ op, source }: Envelope, table: string, wanted?: Envelope['op']): boolean =>
  source.table === table && (wanted === undefined || op === wanted);
