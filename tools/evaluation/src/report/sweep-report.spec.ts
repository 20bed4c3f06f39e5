import { resampledDays } from '../measures/day-resampling.js';
import type { OrderRecord } from '../replay/order-record.js';
import { aRecord, estimatedFrom } from '../testing.js';
import { sweepReport } from './sweep-report.js';

const DAYS = ['2026-10-01', '2026-10-02', '2026-10-03'];

function records(from: number): OrderRecord[] {
  return DAYS.flatMap((day, i) => [
    ...Array.from({ length: 10 + i }, () =>
      aRecord({ day, ending: 'LATE', minutes: estimatedFrom(from, 0.8) }),
    ),
    ...Array.from({ length: 4 }, () =>
      aRecord({ day, ending: 'LATE', minutes: estimatedFrom(from, 0.2) }),
    ),
    ...Array.from({ length: 20 }, () => aRecord({ day, minutes: estimatedFrom(from, 0.3) })),
  ]);
}

describe('the swept thresholds', () => {
  const sweeps = sweepReport(records(20), resampledDays(DAYS));

  it('are told for windows of 20, 25 and 30 minutes, at precisions of .66 and .70', () => {
    expect(sweeps.map(({ windowMinutes }) => windowMinutes)).toEqual([20, 25, 30]);
    for (const { best } of sweeps) {
      expect(best.map(({ precision }) => precision)).toEqual([0.66, 0.7]);
    }
  });

  it('foresee what can be foreseen at that precision', () => {
    const [best] = sweeps[0]?.best ?? [];
    expect(best?.point?.precision).toBe(1);
    expect(best?.point?.recall).toBeCloseTo(33 / 45, 10);
    expect(best?.point?.meanLead).toBe(20);
  });

  it('have an interval that holds the figure', () => {
    const [best] = sweeps[0]?.best ?? [];
    const { low = 1, high = 0 } = best?.recallInterval ?? {};
    expect(low).toBeLessThanOrEqual(33 / 45);
    expect(high).toBeGreaterThanOrEqual(33 / 45);
    expect(low).toBeGreaterThan(0.6);
  });

  it('foresee nothing where notices would come too late', () => {
    const [best] = sweepReport(records(15), resampledDays(DAYS))[0]?.best ?? [];
    expect(best?.point).toBeUndefined();
    expect(best?.recallInterval).toEqual({ low: 0, high: 0 });
  });

  it('leave out thresholds at which nothing is told', () => {
    const { points = [] } = sweeps[0] ?? {};
    expect(Math.max(...points.map(({ threshold }) => threshold))).toBe(0.8);
    expect(points.every(({ flagged }) => flagged > 0)).toBe(true);
  });
});
