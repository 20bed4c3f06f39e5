import { DEFAULT_OFFER_POLICY } from '@ftgo/delayed-orders-domain';
import { resampledDays } from '../measures/day-resampling.js';
import { DEFAULT_EVALUATION_POLICY } from '../measures/evaluation-policy.js';
import type { OrderRecord } from '../replay/order-record.js';
import { aRecord, estimatedFrom } from '../testing.js';
import { policyReport } from './policy-report.js';
import { policyTables } from './policy-text.js';

const late = (probability: number, changes: Partial<OrderRecord> = {}): OrderRecord =>
  aRecord({ ending: 'LATE', minutes: estimatedFrom(20, probability), ...changes });

const records = [
  late(0.9),
  late(0.2),
  aRecord({ minutes: estimatedFrom(20, 0.7, 0.2), hour: 19, restaurantSize: 'small' }),
  ...Array.from({ length: 7 }, () => aRecord({ day: '2026-10-03' })),
];
const bold = { ...DEFAULT_EVALUATION_POLICY, name: 'bold', threshold: 0.1, leaveThreshold: 0.05 };
const reports = [DEFAULT_EVALUATION_POLICY, bold].map((policy) =>
  policyReport(records, policy, DEFAULT_OFFER_POLICY, resampledDays(records.map(({ day }) => day))),
);

describe('policies in words', () => {
  const text = policyTables(reports).join('');
  const line = (name: string): string | undefined =>
    text
      .split('\n')
      .find((each) => each.trim().startsWith(name))
      ?.trim()
      .replaceAll(/ {2,}/g, ' | ');

  it('stand side by side, each under its name', () => {
    expect(text).toMatch(/\n +default +bold\n/);
    expect(line('window, threshold')).toBe('window, threshold | 25 min, 0.55 | 25 min, 0.1');
    expect(line('leaves below')).toBe('leaves below, least lead | 0.35, 10 min | 0.05, 10 min');
  });

  it('tell how much was foreseen and how much was told for nothing', () => {
    expect(line('precision')).toBe('precision | 0.500 | 0.200');
    expect(line('recall')).toBe('recall | 0.500 | 1.000');
    expect(line('F1')).toBe('F1 | 0.500 | 0.333');
    expect(line('foreseen of late')).toBe('foreseen of late | 1 of 2 | 2 of 2');
    expect(line('false alarms')).toBe('false alarms | 1 | 8');
  });

  it('tell lead times, flaps, notices and offers', () => {
    expect(line('lead, mean')).toBe('lead, mean | 20.0 min | 20.0 min');
    expect(line('lead, p10')).toBe(
      'lead, p10 / p50 / p90 | 20.0 / 20.0 / 20.0 | 20.0 / 20.0 / 20.0',
    );
    expect(line('orders that flap')).toBe('orders that flap | 0 | 0');
    expect(line('notices per 1,000: risk')).toBe('notices per 1,000: risk | 200.0 | 1000.0');
    expect(line('risk over')).toBe('risk over | 100.0 | 0.0');
    // 21 minutes late and an order above 50: 5.00; 13 minutes: 5.00.
    expect(line('offers')).toBe('offers | 10.00 | 26.00');
    expect(line('to orders in time')).toBe('to orders in time | 50.0 % | 73.1 %');
  });

  it('tell precision and recall by restaurant size and by hour', () => {
    expect(line('small')).toBe('small | 1 | 0 | 0.000 / - | 0.000 / -');
    expect(line('middle')).toBe('middle | 9 | 2 | 1.000 / 0.500 | 0.222 / 1.000');
    expect(line('19 h')).toBe('19 h | 1 | 0 | 0.000 / - | 0.000 / -');
  });

  it('are nothing where there is no policy', () => {
    expect(policyTables([])).toEqual([]);
  });
});
