import type { PublishedMessage, PublishOutcome } from '@ftgo/platform-rabbitmq';

/** What the outbox relay needs of a publisher, so that faults can stand between the two. */
export interface EventPublisher {
  canPublish(): boolean;
  publish(message: PublishedMessage): Promise<PublishOutcome>;
}
