import type { PublishedMessage, Publisher, PublishOutcome } from '@ftgo/platform-rabbitmq';
import type { WeighedMessage } from '../rows/row-messages.js';
import { WindowClosedError } from './publishing.errors.js';

export interface PublishingWindowOptions {
  readonly publisher: Pick<Publisher, 'publish' | 'canPublish'>;
  /** Most messages that may be on their way. */
  readonly size: number;
  /** Most memory that they may take, roughly. */
  readonly bytes: number;
  readonly retryAfterMs?: number;
  /** Told once when messages begin to be refused, with the first of them, and when they no longer are. */
  readonly onTrouble: (refused: RefusedMessage | undefined) => void;
  /** Told of each message that goes out again. */
  readonly onRepeat: () => void;
}

export interface RefusedMessage {
  readonly outcome: 'returned' | 'unconfirmed';
  readonly exchange: string;
  readonly routingKey: string;
}

interface Entry {
  readonly message: PublishedMessage;
  readonly weight: number;
  isConfirmed: boolean;
  wasSent: boolean;
  /** To be called once this message, and all before it, are confirmed. */
  readonly marks: (() => void)[];
}

const RETRY_AFTER_MS = 1_000;

/**
 * Publishes messages in their order, many at once, until the broker has confirmed each.
 *
 * A message that was returned (no queue takes it) or not confirmed is published again after a
 * pause, for as long as it takes; nothing behind it counts as done meanwhile. So that the last
 * copy of each message lies in the order of all, what was published behind it goes again as well.
 * Memory is bounded: {@link add} waits for room.
 */
export class PublishingWindow {
  /** From the oldest that is not confirmed to the newest. */
  private readonly entries: Entry[] = [];
  /** How many of them, from the oldest on, were sent in this attempt. */
  private sent = 0;
  private onTheirWay = 0;
  private weight = 0;
  private refused: RefusedMessage | undefined;
  /** Something was refused and nothing has been confirmed since: one message at a time. */
  private isTrying = false;
  private retry: NodeJS.Timeout | undefined;
  private isClosed = false;
  private waiters: (() => void)[] = [];

  constructor(private readonly options: PublishingWindowOptions) {}

  /** Resolves once the message has its place in the order. @throws WindowClosedError */
  async add({ message, weight }: WeighedMessage): Promise<void> {
    await this.until(() => this.hasRoom());
    this.entries.push({ message, weight, isConfirmed: false, wasSent: false, marks: [] });
    this.weight += weight;
    this.send();
  }

  /** Calls `done` as soon as everything that was added before is confirmed, maybe at once. */
  mark(done: () => void): void {
    const last = this.entries.at(-1);
    if (last === undefined) done();
    else last.marks.push(done);
  }

  /** Resolves once everything that was added is confirmed. @throws WindowClosedError */
  async confirmed(): Promise<void> {
    await this.until(() => this.entries.length === 0);
  }

  /** Ends all waiting; what is on its way may still arrive, and is called done no more. */
  close(): void {
    this.isClosed = true;
    clearTimeout(this.retry);
    this.wake();
  }

  private hasRoom(): boolean {
    const { size, bytes } = this.options;
    return this.entries.length === 0 || (this.entries.length < size && this.weight < bytes);
  }

  private async until(condition: () => boolean): Promise<void> {
    while (!this.isClosed && !condition()) {
      await new Promise<void>((resolve) => this.waiters.push(resolve));
    }
    if (this.isClosed) throw new WindowClosedError();
  }

  private send(): void {
    if (this.isClosed || this.retry !== undefined || this.refused !== undefined) return;
    if (!this.options.publisher.canPublish()) {
      this.pause();
      return;
    }
    const most = this.isTrying ? 1 : this.entries.length;
    for (const entry of this.entries.slice(this.sent, most)) this.publish(entry);
  }

  private publish(entry: Entry): void {
    if (entry.wasSent) this.options.onRepeat();
    entry.wasSent = true;
    this.sent += 1;
    this.onTheirWay += 1;
    void this.options.publisher
      .publish(entry.message)
      .then((outcome) => this.settle(entry, outcome));
  }

  private settle(entry: Entry, outcome: PublishOutcome): void {
    this.onTheirWay -= 1;
    if (this.isClosed) return;
    if (outcome === 'confirmed') entry.isConfirmed = true;
    else this.refuse(entry, outcome);
    this.forgetConfirmed();
    // Only when nothing is on its way any more may what lies behind go again: in its order.
    if (this.refused !== undefined && this.onTheirWay === 0) this.beginAgain();
    else this.send();
    this.wake();
  }

  private refuse({ message }: Entry, outcome: 'returned' | 'unconfirmed'): void {
    const { exchange, routingKey } = message;
    this.refused ??= { outcome, exchange, routingKey };
    if (!this.isTrying) this.options.onTrouble(this.refused);
    this.isTrying = true;
  }

  private forgetConfirmed(): void {
    let confirmed = 0;
    while (this.entries[confirmed]?.isConfirmed) confirmed += 1;
    if (confirmed === 0) return;
    if (this.isTrying && this.refused === undefined) {
      this.isTrying = false;
      this.options.onTrouble(undefined);
    }
    this.sent -= confirmed;
    for (const { weight, marks } of this.entries.splice(0, confirmed)) {
      this.weight -= weight;
      marks.forEach((done) => done());
    }
  }

  private beginAgain(): void {
    this.refused = undefined;
    this.sent = 0;
    for (const entry of this.entries) entry.isConfirmed = false;
    this.pause();
  }

  private pause(): void {
    const { retryAfterMs = RETRY_AFTER_MS } = this.options;
    this.retry = setTimeout(() => {
      this.retry = undefined;
      this.send();
    }, retryAfterMs);
  }

  private wake(): void {
    for (const resolve of this.waiters.splice(0)) resolve();
  }
}
