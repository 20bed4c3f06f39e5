import type { OrderRecord } from '../replay/order-record.js';
import { aRecord, estimatedFrom } from '../testing.js';
import { chosenPolicy } from './chosen-policy.js';
import type { LabPolicy } from './lab-policy.js';

/** A learning order that was estimated alike for 20 minutes. */
function learning(ending: OrderRecord['ending'], probability: number, from = 20): OrderRecord {
  const minutes = estimatedFrom(from, ...Array.from({ length: 20 }, () => probability));
  return aRecord({ ending, isMeasured: false, minutes });
}
const all = (policy: LabPolicy | undefined) => policy?.document.all ?? {};
const times = (count: number, record: OrderRecord): OrderRecord[] =>
  Array.from({ length: count }, () => record);

// The first fifth is estimated by what was shipped, and chooses nothing.
const warmUp = times(30, learning('ON_TIME', 0.99));
const known = [
  ...times(40, learning('LATE', 0.8)),
  ...times(20, learning('LATE', 0.5)),
  ...times(20, learning('ON_TIME', 0.6)),
  ...times(40, learning('ON_TIME', 0.2)),
];

describe('the policy chosen on the learning days', () => {
  it('foresees the most at the precision aimed at', () => {
    const policy = chosenPolicy([...warmUp, ...known], 0.9);
    expect(all(policy).riskEnterProbability).toBeGreaterThan(0.6);
    expect(all(policy).riskEnterProbability).toBeLessThanOrEqual(0.8);
    const lower = chosenPolicy([...warmUp, ...known], 0.7);
    expect(all(lower).riskEnterProbability).toBeLessThanOrEqual(0.5);
  });

  it('leaves a risk so far below that it does not flap', () => {
    const policy = chosenPolicy([...warmUp, ...known], 0.9);
    const { riskEnterProbability: enter = 0, riskLeaveProbability: leave } = all(policy);
    expect(leave).toBeCloseTo(enter - 0.2, 10);
    expect(all(policy).riskLeastLeadMinutes).toBe(10);
  });

  it('takes the window in which more is foreseen', () => {
    const early = known.map((record) =>
      record.ending === 'LATE' ? { ...record, minutes: record.minutes.slice(0, 1) } : record,
    );
    const at30 = early.map((record) => ({
      ...record,
      minutes: record.minutes.map((each) => ({ ...each, minutesLeft: each.minutesLeft + 10 })),
    }));
    expect(all(chosenPolicy([...warmUp, ...at30], 0.9)).riskWindowMinutes).toBe(30);
  });

  it('looks at no measured day', () => {
    const measured = times(500, { ...learning('ON_TIME', 0.95), isMeasured: true });
    expect(chosenPolicy([...warmUp, ...known, ...measured], 0.9)).toEqual(
      chosenPolicy([...warmUp, ...known], 0.9),
    );
  });

  it('is none where the precision is not to be had', () => {
    expect(chosenPolicy([...warmUp, ...times(50, learning('ON_TIME', 0.9))], 0.5)).toBeUndefined();
    expect(chosenPolicy([], 0.5)).toBeUndefined();
  });
});
