import { randomUUID } from 'node:crypto';
import type { AmqpConnection } from '@golevelup/nestjs-rabbitmq';
import type { Logger } from '@ftgo/platform-observability';
import type { PublishedMessage } from '@ftgo/platform-rabbitmq';
import { connect } from '@ftgo/platform-rabbitmq';

/**
 * Publishes bytes that are no JSON, which the publisher of all decent messages can't. It has a
 * connection of its own, opened when the first such message is wanted.
 */
export class RawLink {
  private connection: Promise<AmqpConnection> | undefined;

  constructor(
    private readonly url: string,
    private readonly logger: Logger,
  ) {}

  /** Publishes `body` in the place of the message's own, under a new id. */
  async publish(message: PublishedMessage, body: Buffer): Promise<void> {
    this.connection ??= connect({ url: this.url, name: 'monolith-simulator faults' }, this.logger);
    const connection = await this.connection;
    await connection.publish(message.exchange, message.routingKey, body, {
      persistent: true,
      messageId: randomUUID(),
      type: message.routingKey,
      contentType: 'application/json',
    });
  }

  async close(): Promise<void> {
    await (await this.connection)?.close();
  }
}
