import type { OrderRecord } from '../replay/order-record.js';
import { recordOrders } from '../replay/record-orders.js';
import { SHIPPED_LAB_POLICY } from '../measures/lab-policy.js';
import { UNTOUCHED } from '../measures/watch.js';
import { aRecord, check, estimatedFrom } from '../testing.js';
import { madeTrace } from '@ftgo/monolith-traces';
import { newEstimateState } from '@ftgo/delayed-orders-domain';
import { evaluationReport } from './evaluation-report.js';
import { reportText } from './report-text.js';

function reportOf(records: readonly OrderRecord[], lateAfterMinutes = 0) {
  return evaluationReport(
    { records, state: newEstimateState() },
    { trace: 'some trace', lateAfterMinutes, policies: [SHIPPED_LAB_POLICY] },
  );
}

const late = (probability: number, changes: Partial<OrderRecord> = {}): OrderRecord =>
  aRecord({
    ending: 'LATE',
    checks: [20, 15, 10].map((minutes) => check(minutes, probability)),
    minutes: estimatedFrom(20, probability),
    watches: [probability >= 0.55 ? { ...UNTOUCHED, leadMinutes: 20 } : UNTOUCHED],
    ...changes,
  });
const inTime = (probability: number, changes: Partial<OrderRecord> = {}): OrderRecord =>
  late(probability, { ending: 'ON_TIME', ...changes });

describe('evaluationReport', () => {
  const records = [
    late(0.9, { isMeasured: false, day: '2026-10-01' }),
    late(0.8),
    late(0.3, { hour: 20, restaurantSize: 'large' }),
    inTime(0.2),
    inTime(0.6, { day: '2026-10-03' }),
    aRecord({ ending: 'NONE', checks: [check(20, 0.99)] }),
  ];
  const report = reportOf(records);

  it('says what was learnt from and what was measured', () => {
    expect(report.learning).toMatchObject({ orders: 1, days: 1, lateShare: 1 });
    expect(report.measured).toEqual({
      orders: 5,
      days: 2,
      firstDay: '2026-10-02',
      lastDay: '2026-10-03',
      lateShare: 0.5,
    });
  });

  it('tells late orders from others at each check, among those that had not ended', () => {
    const [at20, , , at5] = report.checks;
    expect(at20).toMatchObject({ minutesBefore: 20, orders: 4, late: 2, auc: 0.75 });
    expect(at5).toMatchObject({ minutesBefore: 5, orders: 0 });
    expect(at5?.auc).toBeNaN();
  });

  it('has figures of each policy, by size of restaurant and by hour', () => {
    const [policy] = report.policies;
    expect(policy?.detection).toMatchObject({ foreseen: 1, falseAlarms: 1, late: 2 });
    expect(policy?.byRestaurantSize.map(({ part, orders }) => [part, orders])).toEqual([
      ['small', 0],
      ['middle', 4],
      ['large', 1],
    ]);
    expect(policy?.byHour.map(({ part, late: count }) => [part, count])).toEqual([
      ['18 h', 1],
      ['20 h', 1],
    ]);
  });

  it('has intervals that hold the figure, drawn over days', () => {
    const { records: made, state } = recordOrders(madeTrace({ orders: 1_500, seed: 9 }), {
      learnShare: 0.3,
      lateAfterMinutes: 0,
      policies: [SHIPPED_LAB_POLICY],
    });
    const { checks, policies } = evaluationReport(
      { records: made, state },
      { trace: 'made', lateAfterMinutes: 0, policies: [SHIPPED_LAB_POLICY] },
    );
    for (const { auc, interval } of checks) {
      expect(interval.low).toBeLessThanOrEqual(auc);
      expect(interval.high).toBeGreaterThanOrEqual(auc);
    }
    const [policy] = policies;
    expect(policy?.intervals.precision.low).toBeLessThan(policy?.detection.precision ?? 0);
    expect(policy?.intervals.precision.high).toBeGreaterThan(policy?.detection.precision ?? 1);
  });

  it('names the weights that were learnt', () => {
    expect(Object.keys(report.weights)).toContain('curve');
    expect(Object.keys(report.weights).at(-1)).toBe('intercept');
  });
});

describe('the report in words', () => {
  it('says what is meant by late', () => {
    expect(reportText(reportOf([late(0.5)]))).toContain('100.0 % late\n');
    expect(reportText(reportOf([late(0.5)], 10))).toContain('100.0 % more than 10 min late\n');
  });

  it('says where a precision is not to be had, and shows no figure that there is none of', () => {
    const text = reportText(reportOf([inTime(0.9), inTime(0.2)]));
    expect(text).toContain('not to be had');
    expect(text).not.toContain('NaN');
  });
});
