import { COMMAND_ROUTES } from '@ftgo/delayed-orders-contracts';
import type { ConfirmChannel, GetMessage } from 'amqplib';
import amqplib from 'amqplib';

/** Queues of ours whose messages may have been delivered too often. */
export const QUEUES_WITH_DEAD_LETTERS = [
  'replica-ingestion.events.v1',
  'replica-ingestion.cdc.v1',
  'replica-ingestion.tram.v1',
  ...Object.values(COMMAND_ROUTES).map(({ queue }) => queue),
];

const deadLettersOf = (queue: string): string => `${queue}.dead-letters`;

/** While it exists, one operator moves dead letters, and nobody else. */
const LOCK = 'ops.dead-letters.lock';

export interface DeadLetterCount {
  readonly queue: string;
  /** Null where the queue was never declared: its consumer has never started. */
  readonly messages: number | null;
}

/** The queues of dead letters, reached directly: the broker keeps them until somebody looks. */
export class DeadLetterQueues {
  private constructor(private readonly connection: amqplib.ChannelModel) {}

  static async open(url: string): Promise<DeadLetterQueues> {
    const connection = await amqplib.connect(url, { timeout: 5_000 });
    // What is under way rejects by itself; unheard, the event would end the process.
    connection.on('error', () => undefined);
    return new DeadLetterQueues(connection);
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  async counts(): Promise<DeadLetterCount[]> {
    const counts: DeadLetterCount[] = [];
    for (const queue of QUEUES_WITH_DEAD_LETTERS) {
      counts.push({ queue, messages: await this.count(queue) });
    }
    return counts;
  }

  /**
   * Takes up to `limit` dead letters of a queue one after the other and hands each to `handle`; one
   * that it resolves for is gone afterwards, and no other. @returns undefined while somebody else is
   * at it.
   */
  async take(
    queue: string,
    limit: number,
    handle: (channel: ConfirmChannel, message: GetMessage) => Promise<void>,
  ): Promise<number | undefined> {
    const channel = await this.connection.createConfirmChannel();
    channel.on('error', () => undefined);
    try {
      await channel.assertQueue(LOCK, { exclusive: true });
    } catch {
      return undefined;
    }
    let taken = 0;
    for (; taken < limit; taken += 1) {
      const message = await channel.get(deadLettersOf(queue));
      if (message === false) break;
      await handle(channel, message);
      channel.ack(message);
    }
    await channel.deleteQueue(LOCK);
    await channel.close();
    return taken;
  }

  /** A channel of its own: asking for a queue that is not there ends it. */
  private async count(queue: string): Promise<number | null> {
    const channel = await this.connection.createChannel();
    channel.on('error', () => undefined);
    try {
      const { messageCount } = await channel.checkQueue(deadLettersOf(queue));
      await channel.close();
      return messageCount;
    } catch {
      return null;
    }
  }
}

/** Publishes a dead letter to its queue again, with its own id; resolves on the broker's confirm. */
export function publishAgain(
  channel: ConfirmChannel,
  queue: string,
  { content, properties }: GetMessage,
): Promise<void> {
  const { messageId, type, contentType, headers } = properties;
  const { 'x-death': _, ...kept } = headers ?? {};
  return new Promise((resolve, reject) => {
    const options = { persistent: true, messageId, type, contentType, headers: kept };
    channel.sendToQueue(queue, content, options, (error: unknown) =>
      error ? reject(new Error('the broker did not confirm')) : resolve(),
    );
  });
}
