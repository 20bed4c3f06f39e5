import type { PublishedMessage, PublishOutcome } from '@ftgo/platform-rabbitmq';
import { FEED_EVENTS } from '@ftgo/monolith-contracts';
import type { MessagePublisher } from '@ftgo/platform-outbox';
import { typeOfMessage } from '../events/type-of-message.js';
import { halfOf, ofUnknownType, ofWrongShape } from './broken-bodies.js';
import { chance } from './chance.js';
import type { EventFaultKind, Faults } from './faults.js';
import { shuffled } from './shuffled.js';

interface Held {
  readonly message: PublishedMessage;
  readonly settle: (outcome: Promise<PublishOutcome>) => void;
}

/** Publishes bytes that are no JSON. */
export interface PublishesBytes {
  publish(message: PublishedMessage, body: Buffer): Promise<void>;
}

/** Stands between the outbox and the broker and does to messages what networks and senders do. */
export class FaultyPublisher implements MessagePublisher {
  private held: Held[] = [];

  constructor(
    private readonly publisher: MessagePublisher,
    private readonly bytes: PublishesBytes,
    private readonly faults: Faults,
  ) {}

  canPublish(): boolean {
    return !this.faults.settings.events.stopped && this.publisher.canPublish();
  }

  publish(message: PublishedMessage): Promise<PublishOutcome> {
    if (this.faults.settings.events.shuffleWindow <= 1) return this.publishFaultily(message);
    return new Promise((settle) => {
      // The relay hands over a whole batch in one turn of the event loop; it is shuffled after.
      if (this.held.length === 0) setImmediate(() => this.release());
      this.held.push({ message, settle });
    });
  }

  private release(): void {
    const { seed, events } = this.faults.settings;
    const batch = this.held;
    this.held = [];
    this.faults.countEvents('shuffled', batch.length);
    for (const { message, settle } of shuffled(batch, events.shuffleWindow, seed)) {
      settle(this.publishFaultily(message));
    }
  }

  private async publishFaultily(message: PublishedMessage): Promise<PublishOutcome> {
    // Faults are for news; a heartbeat has none.
    if (Object.hasOwn(FEED_EVENTS, typeOfMessage(message))) return this.publisher.publish(message);
    const { dropShare, duplicateShare } = this.faults.settings.events;
    if (this.befalls('dropped', dropShare, message)) return 'confirmed';
    const outcome = await this.publisher.publish(message);
    if (outcome !== 'confirmed') return outcome;
    if (this.befalls('duplicates', duplicateShare, message)) await this.publisher.publish(message);
    await this.publishNonsense(message);
    return outcome;
  }

  private async publishNonsense(message: PublishedMessage): Promise<void> {
    const { unknownTypeShare, malformedShare } = this.faults.settings.events;
    if (this.befalls('unknownTypes', unknownTypeShare, message)) {
      await this.publisher.publish(ofUnknownType(message));
    }
    if (!this.befalls('malformed', malformedShare, message)) return;
    if (this.chanceOf('no JSON', message) < 0.5) await this.bytes.publish(message, halfOf(message));
    else await this.publisher.publish(ofWrongShape(message));
  }

  private befalls(kind: EventFaultKind, share: number, message: PublishedMessage): boolean {
    if (share === 0 || this.chanceOf(kind, message) >= share) return false;
    this.faults.countEvents(kind);
    return true;
  }

  /** By what the message tells and not by its id, which differs from run to run. */
  private chanceOf(kind: string, { routingKey, body }: PublishedMessage): number {
    const said = 'data' in body ? body.data : 'payload' in body ? body.payload : '';
    const data = JSON.stringify(said);
    return chance(this.faults.settings.seed, kind, routingKey, data);
  }
}
