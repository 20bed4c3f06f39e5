import { Registry } from '@ftgo/platform-observability';
import { ReconciliationMetrics } from './reconciliation-metrics.js';

describe('what the reconciliation shows of itself', () => {
  let registry: Registry;
  let metrics: ReconciliationMetrics;

  const valueOf = async (name: string): Promise<number | undefined> =>
    (await registry.getSingleMetric(name)?.get())?.values[0]?.value;

  beforeEach(() => {
    registry = new Registry();
    metrics = new ReconciliationMetrics(registry);
  });

  it('is no sweep at all before the first: an alert on its age can tell', async () => {
    expect(await valueOf('reconciliation_last_sweep_timestamp_seconds')).toBe(0);
  });

  it('is the drift of the latest sweep, and the repairs of all', async () => {
    metrics.swept({ drifted: 5, repaired: 5, unreadable: 4 });
    metrics.swept({ drifted: 2, repaired: 0, unreadable: 0 });
    metrics.swept({ drifted: 1, repaired: 1, unreadable: 3 });
    expect(await valueOf('replica_drift_rows')).toBe(1);
    expect(await valueOf('replica_repaired_rows_total')).toBe(6);
    expect(await valueOf('reconciliation_unreadable_rows')).toBe(3);
  });

  it('is when the latest sweep ended, also when it found nothing', async () => {
    const before = Date.now() / 1000;
    metrics.swept({ drifted: 0, repaired: 0, unreadable: 0 });
    const ended = await valueOf('reconciliation_last_sweep_timestamp_seconds');
    expect(ended).toBeGreaterThanOrEqual(Math.floor(before));
  });
});
