import type { Registry } from '@ftgo/platform-observability';
import { Counter, Gauge, Histogram } from '@ftgo/platform-observability';

/** What ingestion shows of itself. */
export class IngestionMetrics {
  private readonly messages: Counter<'outcome'>;
  private readonly quarantinedMessages: Counter<'cause'>;
  private readonly batchSize: Histogram;
  private readonly asOf: Gauge;
  private newest = 0;

  constructor(registry: Registry) {
    const registers = [registry];
    this.messages = new Counter({
      name: 'replica_messages_total',
      help: 'Messages by what became of them',
      labelNames: ['outcome'],
      registers,
    });
    this.quarantinedMessages = new Counter({
      name: 'quarantined_messages_total',
      help: 'Messages that could not be understood, by cause',
      labelNames: ['cause'],
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
      registers,
    });
  }

  /** @param changedRows the rest of the messages told nothing new. */
  applied(messages: number, changedRows: number, asOf: Date): void {
    const fresh = Math.min(messages, changedRows);
    this.messages.inc({ outcome: 'applied' }, fresh);
    this.messages.inc({ outcome: 'stale' }, messages - fresh);
    this.batchSize.observe(messages);
    this.newest = Math.max(this.newest, asOf.getTime() / 1000);
    this.asOf.set(this.newest);
  }

  quarantined(cause: string): void {
    this.messages.inc({ outcome: 'quarantined' });
    this.quarantinedMessages.inc({ cause });
  }
}
