import type { PublishedMessage, PublishOutcome } from '@ftgo/platform-rabbitmq';
import type { MessagePublisher } from '@ftgo/platform-outbox';
import type { PublishedEvents } from './published-events.js';
import { typeOfMessage } from './type-of-message.js';

/** Publishes and counts what the broker confirmed. */
export class CountingPublisher implements MessagePublisher {
  constructor(
    private readonly publisher: MessagePublisher,
    private readonly published: PublishedEvents,
  ) {}

  canPublish(): boolean {
    return this.publisher.canPublish();
  }

  async publish(message: PublishedMessage): Promise<PublishOutcome> {
    const outcome = await this.publisher.publish(message);
    if (outcome === 'confirmed') this.published.add(typeOfMessage(message));
    return outcome;
  }
}
