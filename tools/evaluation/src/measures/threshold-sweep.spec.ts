import fc from 'fast-check';
import type { OrderRecord } from '../replay/order-record.js';
import { aRecord, estimatedFrom } from '../testing.js';
import { detectionOf } from './detection.js';
import { ThresholdSweep } from './threshold-sweep.js';
import { UNTOUCHED } from './watch.js';

const WINDOW = 20;
const LEAST_LEAD = 10;

const anyRecord: fc.Arbitrary<OrderRecord> = fc
  .record({
    ending: fc.constantFrom('LATE', 'ON_TIME', 'NONE'),
    day: fc.constantFrom('2026-10-02', '2026-10-03'),
    from: fc.integer({ min: 8, max: 30 }),
    percents: fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 15 }),
  })
  .map(({ ending, day, from, percents }) =>
    // Off the sweep's own grid, so that rounding decides nothing.
    aRecord({ ending, day, minutes: estimatedFrom(from, ...percents.map((p) => p / 100 + 0.001)) }),
  );

/** How long before the promise a policy with this threshold would have warned. */
function firstFlag({ minutes }: OrderRecord, threshold: number): number | undefined {
  return minutes.find(
    ({ minutesLeft, probability }) =>
      minutesLeft <= WINDOW && minutesLeft >= LEAST_LEAD && probability >= threshold,
  )?.minutesLeft;
}

describe('ThresholdSweep', () => {
  it('finds at each threshold what a policy with it would have found', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 15 }), fc.nat(185), (records, step) => {
        const point = new ThresholdSweep(records, WINDOW, LEAST_LEAD).points()[step];
        const ended = records.filter(({ ending }) => ending !== 'NONE');
        const { precision, recall, lead, foreseen, falseAlarms } = detectionOf(
          ended.map((record) => ({
            record,
            watch: { ...UNTOUCHED, leadMinutes: firstFlag(record, point?.threshold ?? 1) },
          })),
        );
        expect(point?.flagged).toBe(foreseen + falseAlarms);
        expect(point?.precision).toEqual(precision);
        expect(point?.recall).toEqual(recall);
        if (foreseen > 0) expect(point?.meanLead).toBeCloseTo(lead.mean, 10);
      }),
    );
  });

  it('counts a day as often as it is told to', () => {
    fc.assert(
      fc.property(fc.array(anyRecord, { maxLength: 15 }), (records) => {
        const twice = [...records, ...records.filter(({ day }) => day === '2026-10-03')];
        const weights = new Map([
          ['2026-10-02', 1],
          ['2026-10-03', 2],
        ]);
        expect(new ThresholdSweep(records, WINDOW, LEAST_LEAD).points(weights)).toEqual(
          new ThresholdSweep(twice, WINDOW, LEAST_LEAD).points(),
        );
      }),
    );
  });

  it('finds the highest recall at a precision and a mean lead', () => {
    const late = (probability: number) =>
      aRecord({ ending: 'LATE', minutes: estimatedFrom(20, probability) });
    const inTime = aRecord({ minutes: estimatedFrom(20, 0.5) });
    const records = [late(0.9), late(0.8), late(0.4), late(0.3), inTime, inTime];
    const sweep = new ThresholdSweep(records, WINDOW, LEAST_LEAD);
    expect(sweep.bestAt(0.9, 17)?.recall).toBe(0.5);
    expect(sweep.bestAt(0.6, 17)?.recall).toBe(1);
    expect(sweep.bestAt(0.9, 21)).toBeUndefined();
  });

  it('finds none where the precision is not to be had', () => {
    const inTime = aRecord({ minutes: estimatedFrom(20, 0.5) });
    expect(new ThresholdSweep([inTime], WINDOW, LEAST_LEAD).bestAt(0.5, 0)).toBeUndefined();
  });
});
