import type { PublishedMessage, PublishOutcome } from '@ftgo/platform-rabbitmq';
import type { WeighedMessage } from '../rows/row-messages.js';

/** A broker by hand: each message waits until the test says what became of it. */
export class ScriptedPublisher {
  /** Ids of all that was ever published, in its order. */
  readonly published: string[] = [];
  isAway = false;
  private waiting: { readonly id: string; readonly settle: (outcome: PublishOutcome) => void }[] =
    [];

  canPublish(): boolean {
    return !this.isAway;
  }

  publish({ messageId: id }: PublishedMessage): Promise<PublishOutcome> {
    this.published.push(id);
    return new Promise((settle) => this.waiting.push({ id, settle }));
  }

  /** Ids of those that wait, the oldest first. */
  get unsettled(): string[] {
    return this.waiting.map(({ id }) => id);
  }

  /** Answers for the oldest that waits under this id. */
  async answer(id: string, outcome: PublishOutcome): Promise<void> {
    const at = this.waiting.findIndex((each) => each.id === id);
    const [found] = this.waiting.splice(at, 1);
    if (at < 0 || found === undefined) throw new Error(`${id} does not wait`);
    found.settle(outcome);
    await handled();
  }

  /** Confirms everything that waits, and what is published because of that. */
  async confirmAll(): Promise<void> {
    while (this.waiting.length > 0) await this.answer(this.unsettled[0] ?? '', 'confirmed');
  }
}

/** Lets everything run that waits for a promise that is settled. */
export const handled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export const weighed = (id: string, weight = 1): WeighedMessage => ({
  message: { exchange: 'ftgo.cdc', routingKey: 'ftgo.public.orders', messageId: id, body: {} },
  weight,
});
