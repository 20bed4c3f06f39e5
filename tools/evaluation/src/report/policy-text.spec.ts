import type { LabPolicy } from '../measures/lab-policy.js';
import { SHIPPED_LAB_POLICY } from '../measures/lab-policy.js';
import { resampledDays } from '../measures/day-resampling.js';
import type { Watch } from '../measures/watch.js';
import { UNTOUCHED } from '../measures/watch.js';
import type { OrderRecord } from '../replay/order-record.js';
import { aRecord } from '../testing.js';
import { policyReport } from './policy-report.js';
import { policyTables } from './policy-text.js';

const told = (offerCents: number, changes: Partial<Watch> = {}): Watch => ({
  ...UNTOUCHED,
  leadMinutes: 20,
  offerCents,
  notices: { AT_RISK: 1 },
  ...changes,
});
const recovered = told(500, { recoveries: 1, notices: { AT_RISK: 1, RECOVERED: 1 } });
const late = (...watches: Watch[]): OrderRecord => aRecord({ ending: 'LATE', watches });

// The shipped policy first, the bold one second.
const records = [
  late(told(500), told(500)),
  late(UNTOUCHED, told(200)),
  aRecord({ watches: [recovered, told(500)], hour: 19, restaurantSize: 'small' }),
  ...Array.from({ length: 7 }, () =>
    aRecord({ day: '2026-10-03', watches: [UNTOUCHED, told(200)] }),
  ),
];
const bold: LabPolicy = {
  name: 'bold',
  document: { all: { riskEnterProbability: 0.1, riskLeaveProbability: 0.05 } },
};
const reports = [SHIPPED_LAB_POLICY, bold].map((policy, place) =>
  policyReport(records, policy, place, resampledDays(records.map(({ day }) => day))),
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
    expect(text).toMatch(/\n +shipped +bold\n/);
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
    expect(line('recovered')).toBe('recovered | 100.0 | 0.0');
    expect(line('undeliverable, foreseen')).toBe('undeliverable, foreseen | 0 of 0 | 0 of 0');
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
