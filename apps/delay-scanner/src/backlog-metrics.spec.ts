import { Registry } from '@ftgo/platform-observability';
import { BacklogMetrics } from './backlog-metrics.js';

describe('what the scanner shows of its backlog', () => {
  const registry = new Registry();
  const metrics = new BacklogMetrics(registry);
  const valueOf = async (name: string): Promise<number | undefined> =>
    (await registry.getSingleMetric(name)?.get())?.values[0]?.value;

  it('I7: is no age while a feed was never heard, which is not the age 0', async () => {
    expect(await valueOf('replica_age_seconds')).toBeNaN();
    metrics.freshness({ isStale: false, staleFeeds: [], ageMs: 1_500 });
    expect(await valueOf('replica_age_seconds')).toBe(1.5);
    metrics.freshness({ isStale: true, staleFeeds: ['events'] });
    expect(await valueOf('replica_age_seconds')).toBeNaN();
  });

  it('is what is due, unpublished, and left of the budget', async () => {
    metrics.waiting(12, { messages: 3, oldestAgeSeconds: 4.5 }, 61_70);
    expect(await valueOf('delay_scanner_due_orders')).toBe(12);
    expect(await valueOf('outbox_unpublished_messages')).toBe(3);
    expect(await valueOf('outbox_oldest_age_seconds')).toBe(4.5);
    expect(await valueOf('offer_budget_remaining_cents')).toBe(6170);
  });
});
