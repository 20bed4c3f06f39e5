import type { Freshness } from '@ftgo/delayed-orders-domain';
import type { OutboxBacklog } from '@ftgo/platform-outbox';
import type { Registry } from '@ftgo/platform-observability';
import { Gauge } from '@ftgo/platform-observability';

/** What waits for the scanner, and what it waits for. */
export class BacklogMetrics {
  private readonly dueOrders: Gauge;
  private readonly budgetRemaining: Gauge;
  private readonly unpublished: Gauge;
  private readonly oldestAge: Gauge;
  private readonly replicaAge: Gauge;

  constructor(registry: Registry) {
    const gauge = (name: string, help: string): Gauge =>
      new Gauge({ name, help, registers: [registry] });
    this.dueOrders = gauge('delay_scanner_due_orders', 'Orders due; counted up to 10,000');
    this.budgetRemaining = gauge('offer_budget_remaining_cents', 'What is left for offers');
    this.unpublished = gauge('outbox_unpublished_messages', 'Waiting in the outbox, to 10,000');
    this.oldestAge = gauge('outbox_oldest_age_seconds', 'How long the oldest one has waited');
    this.replicaAge = gauge(
      'replica_age_seconds',
      'Time since the feed that is furthest behind was known to be complete',
    );
    // A gauge begins with 0, which would look fresh.
    this.replicaAge.set(Number.NaN);
  }

  waiting(due: number, outbox: OutboxBacklog, budgetRemainingCents: number): void {
    this.dueOrders.set(due);
    this.unpublished.set(outbox.messages);
    this.oldestAge.set(outbox.oldestAgeSeconds);
    this.budgetRemaining.set(budgetRemainingCents);
  }

  /** @param ageMs undefined while an expected feed was never heard: no age, and not the age 0. */
  freshness({ ageMs }: Freshness): void {
    this.replicaAge.set(ageMs === undefined ? Number.NaN : ageMs / 1000);
  }
}
