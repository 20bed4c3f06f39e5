import type { PostgresDetectorQuality } from '@ftgo/delayed-orders-persistence';
import { Registry } from '@ftgo/platform-observability';
import { DetectorMetrics } from './detector-metrics.js';

const quality = {
  within: (seconds: number) =>
    Promise.resolve([
      {
        role: 'LIVE' as const,
        orders: seconds,
        late: 2,
        precision: 0.7,
        recall: 0.5,
        meanLeadMinutes: 18,
      },
      {
        role: 'SHADOW' as const,
        orders: seconds,
        late: 0,
        precision: undefined,
        recall: undefined,
        meanLeadMinutes: undefined,
      },
    ]),
  calibrationWithin: () => Promise.resolve({ checks: 10, gap: 0.04, brier: 0.1 }),
} as unknown as PostgresDetectorQuality;

describe('what the scanner shows of the detector', () => {
  const registry = new Registry();
  const valuesOf = async (name: string) =>
    (await registry.getSingleMetric(name)?.get())?.values.map(({ labels, value }) => [
      Object.values(labels).join(' '),
      value,
    ]);

  beforeAll(() => new DetectorMetrics(registry).measure(quality));

  it('is measured for an hour, a day and a week, the watching policy beside the live one', async () => {
    expect(await valuesOf('detector_orders')).toEqual([
      ['1h live', 3_600],
      ['1h shadow', 3_600],
      ['1d live', 86_400],
      ['1d shadow', 86_400],
      ['7d live', 604_800],
      ['7d shadow', 604_800],
    ]);
    expect((await valuesOf('estimate_calibration_gap'))?.[0]).toEqual(['1h', 0.04]);
  });

  it('forgets a policy that watches no more', async () => {
    const alone = {
      within: () => Promise.resolve([]),
      calibrationWithin: () => Promise.resolve({ checks: 0 }),
    } as unknown as PostgresDetectorQuality;
    const other = new Registry();
    const metrics = new DetectorMetrics(other);
    await metrics.measure(quality);
    await metrics.measure(alone);
    expect((await other.getSingleMetric('detector_orders')?.get())?.values).toEqual([]);
  });

  it('is no number where there was nothing to measure: 0 would raise an alarm', async () => {
    const precision = new Map((await valuesOf('detector_precision')) as [string, number][]);
    expect([precision.get('1h live'), precision.get('1h shadow')]).toEqual([0.7, Number.NaN]);
  });
});
