import { newEstimateState } from '@ftgo/delayed-orders-domain';
import { SHIPPED_LAB_POLICY } from '../measures/lab-policy.js';
import type { OrderRecord } from '../replay/order-record.js';
import { aRecord, check, estimatedFrom } from '../testing.js';
import { calibrationChart } from './calibration-chart.js';
import { evaluationReport } from './evaluation-report.js';
import { precisionRecallChart } from './precision-recall-chart.js';

function reportOf(records: readonly OrderRecord[]) {
  return evaluationReport(
    { records, state: newEstimateState() },
    { trace: 'some', lateAfterMinutes: 0, policies: [SHIPPED_LAB_POLICY] },
  );
}

const order = (ending: OrderRecord['ending'], probability: number): OrderRecord =>
  aRecord({
    ending,
    checks: [check(20, probability)],
    minutes: estimatedFrom(20, probability),
  });
const times = (count: number, record: OrderRecord): OrderRecord[] =>
  Array.from({ length: count }, () => record);

describe('the chart of calibration', () => {
  it('has a point for each bin, the larger the more checks', () => {
    const chart = calibrationChart(
      reportOf([...times(90, order('ON_TIME', 0.15)), ...times(10, order('LATE', 0.85))]),
    );
    const radii = [...chart.matchAll(/<circle [^>]*r="([\d.]+)"/g)].map(([, r]) => Number(r));
    expect(radii).toHaveLength(2);
    expect(radii[0]).toBeGreaterThan(2 * (radii[1] ?? 0));
    expect(chart).toContain('90 checks: estimated 0.150, came true 0.000');
  });

  it('is empty where nothing was checked', () => {
    expect(calibrationChart(reportOf([aRecord()]))).not.toContain('<circle');
  });
});

describe('the chart of precision against recall', () => {
  const chart = precisionRecallChart(
    reportOf([
      ...times(40, order('LATE', 0.8)),
      ...times(40, order('LATE', 0.3)),
      ...times(40, order('ON_TIME', 0.4)),
    ]),
  );

  it('has a curve for each window and a point for each policy', () => {
    expect(chart.match(/<polyline /g)).toHaveLength(3);
    expect(chart.match(/<circle /g)).toHaveLength(1);
    for (const name of ['window 20 min', 'window 25 min', 'window 30 min', 'shipped']) {
      expect(chart).toContain(`>${name}</text>`);
    }
  });

  it('leaves out what rests on a handful of notices', () => {
    const few = precisionRecallChart(reportOf(times(10, order('LATE', 0.8))));
    expect(few).toContain('<polyline points="" ');
  });

  it('draws a policy that told nothing at the corner', () => {
    const none = precisionRecallChart(reportOf(times(30, order('ON_TIME', 0.1))));
    expect(none).toContain('<circle cx="60" cy="360"');
    expect(none).not.toContain('NaN');
  });
});
