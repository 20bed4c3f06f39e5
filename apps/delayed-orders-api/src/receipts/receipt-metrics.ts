import type { Receipt } from '@ftgo/delayed-orders-domain';
import type { Registry } from '@ftgo/platform-observability';
import { Counter } from '@ftgo/platform-observability';

/** Counts what providers and customers say of messages. */
export class ReceiptMetrics {
  private readonly calls: Counter<'channel' | 'heard'>;

  constructor(registry: Registry) {
    this.calls = new Counter({
      name: 'receipts_total',
      help: 'Receipts and replies; unknown: of no message of ours, refused: not signed',
      labelNames: ['channel', 'heard'],
      registers: [registry],
    });
  }

  heard(
    channel: 'EMAIL' | 'SMS',
    heard: Receipt | 'unknown' | 'refused' | 'stop' | 'start' | 'opted-out',
  ): void {
    this.calls.inc({ channel, heard: heard.toLowerCase() });
  }
}
