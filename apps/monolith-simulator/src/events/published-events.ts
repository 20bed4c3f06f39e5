import { FEED_EVENTS, ORDER_EVENTS, RESTAURANT_EVENTS } from '@ftgo/monolith-contracts';
import type { Registry } from '@ftgo/platform-observability';
import { Counter } from '@ftgo/platform-observability';

/** Counts events that the broker confirmed; only the catalogue's types become labels. */
export class PublishedEvents {
  private count = 0;
  private readonly byType: Counter<'type'>;

  constructor(metrics: Registry) {
    this.byType = new Counter({
      name: 'simulator_events_published_total',
      help: 'Domain events that the broker confirmed, by type',
      labelNames: ['type'],
      registers: [metrics],
    });
  }

  /** Since this process began, heartbeats aside. */
  get total(): number {
    return this.count;
  }

  add(type: string): void {
    const isHeartbeat = Object.hasOwn(FEED_EVENTS, type);
    const known =
      isHeartbeat || Object.hasOwn(ORDER_EVENTS, type) || Object.hasOwn(RESTAURANT_EVENTS, type);
    if (!isHeartbeat) this.count += 1;
    this.byType.inc({ type: known ? type : 'unknown' });
  }
}
