import type { Registry } from '@ftgo/platform-observability';
import { Counter, Gauge, Histogram } from '@ftgo/platform-observability';

/** What ingestion shows of itself, feed by feed. */
export class IngestionMetrics {
  private readonly messages: Counter<'feed' | 'outcome'>;
  private readonly quarantinedMessages: Counter<'feed' | 'cause'>;
  private readonly noticed: Counter<'feed' | 'cause'>;
  private readonly batchSize: Histogram;
  private readonly asOf: Gauge<'feed'>;
  private readonly newest = new Map<string, number>();

  constructor(registry: Registry) {
    const registers = [registry];
    this.messages = new Counter({
      name: 'replica_messages_total',
      help: 'Messages by what became of them',
      labelNames: ['feed', 'outcome'],
      registers,
    });
    this.quarantinedMessages = new Counter({
      name: 'quarantined_messages_total',
      help: 'Messages that could not be understood, by cause',
      labelNames: ['feed', 'cause'],
      registers,
    });
    this.noticed = new Counter({
      name: 'feed_notices_total',
      help: 'What was noticed in messages that were understood all the same, by cause',
      labelNames: ['feed', 'cause'],
      registers,
    });
    this.batchSize = new Histogram({
      name: 'replica_batch_size',
      help: 'Messages committed together',
      buckets: [1, 2, 5, 10, 25, 50, 100, 200, 500],
      registers,
    });
    this.asOf = new Gauge({
      name: 'replica_as_of_seconds',
      help: 'The newest moment (Unix seconds, business time) that the monolith told of',
      labelNames: ['feed'],
      registers,
    });
  }

  /** @param changedRows the rest of the messages told nothing new. */
  applied(feed: string, messages: number, changedRows: number, asOf: Date | undefined): void {
    const fresh = Math.min(messages, changedRows);
    this.messages.inc({ feed, outcome: 'applied' }, fresh);
    this.messages.inc({ feed, outcome: 'stale' }, messages - fresh);
    this.batchSize.observe(messages);
    if (asOf === undefined) return;
    const newest = Math.max(this.newest.get(feed) ?? 0, asOf.getTime() / 1000);
    this.newest.set(feed, newest);
    this.asOf.set({ feed }, newest);
  }

  notices(feed: string, notices: readonly { readonly cause: string }[]): void {
    for (const { cause } of notices) this.noticed.inc({ feed, cause });
  }

  quarantined(feed: string, cause: string): void {
    this.messages.inc({ feed, outcome: 'quarantined' });
    this.quarantinedMessages.inc({ feed, cause });
  }
}
