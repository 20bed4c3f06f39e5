import type { ChannelModel } from 'amqplib';
import { connect } from 'amqplib';
import { TRAM_CHANNELS } from '@ftgo/monolith-contracts';
import type { TappedMessage } from './event-tap.js';
import { jsonOf } from './json-of.js';
import type { TestSimulator } from './test-simulator.js';

/** A Tram message's body. */
export interface TappedTram {
  readonly payload: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A message of a Tram channel. */
export interface TappedTramMessage extends TappedMessage {
  readonly channel: string;
}

/** Listens to FTGO's channels, past all code under test; whoever else publishes is heard too. */
export class TramTap {
  readonly messages: TappedTramMessage[] = [];

  private constructor(private readonly connection: ChannelModel) {}

  static async open(url: string): Promise<TramTap> {
    const connection = await connect(url);
    const channel = await connection.createChannel();
    const { queue } = await channel.assertQueue('', { exclusive: true });
    for (const name of TRAM_CHANNELS) {
      await channel.assertExchange(name, 'fanout', { durable: false });
      await channel.bindQueue(queue, name, '');
    }
    const tap = new TramTap(connection);
    await channel.consume(
      queue,
      (message) => {
        if (message === null) return;
        const text = message.content.toString('utf8');
        const { routingKey, exchange } = message.fields;
        const messageId = String(message.properties.messageId);
        tap.messages.push({ channel: exchange, routingKey, messageId, text, body: jsonOf(text) });
      },
      { noAck: true },
    );
    return tap;
  }

  /** The messages about aggregates whose ids lie in the range that begins at `from`. */
  of(from: number): TappedTramMessage[] {
    return this.messages.filter(({ routingKey }) => {
      const id = Number(routingKey);
      return id >= from && id < from + RANGE;
    });
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}

const RANGE = 100_000;

/**
 * FTGO's channels are one for all who share a broker: gives a simulator's aggregates ids that no
 * other has. @returns where they begin
 */
export async function ownIds({ database }: TestSimulator): Promise<number> {
  const from = 1_000_000 + Math.floor(Math.random() * 1_000_000) * RANGE;
  for (const table of ['orders', 'restaurants', 'consumers', 'courier']) {
    await database.query(`alter table ${table} alter column id restart with ${from}`);
  }
  return from;
}
