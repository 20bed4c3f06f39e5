import fc from 'fast-check';
import type { OfferPolicy } from '@ftgo/delayed-orders-domain';
import { DEFAULT_OFFER_POLICY } from '@ftgo/delayed-orders-domain';
import { aRecord, estimatedFrom } from '../testing.js';
import type { EvaluationPolicy } from './evaluation-policy.js';
import { DEFAULT_EVALUATION_POLICY } from './evaluation-policy.js';
import type { Watch } from './watch-order.js';
import { watchOrder } from './watch-order.js';

function watching(
  from: number,
  probabilities: number[],
  policy: Partial<EvaluationPolicy> = {},
  offers: OfferPolicy = DEFAULT_OFFER_POLICY,
): Watch {
  const record = aRecord({ minutes: estimatedFrom(from, ...probabilities) });
  return watchOrder(record, { ...DEFAULT_EVALUATION_POLICY, ...policy }, offers);
}

describe('a policy that watches an order', () => {
  it('tells a risk at the first minute with the threshold', () => {
    expect(watching(25, [0.2, 0.5, 0.55, 0.9]).leadMinutes).toBe(23);
  });

  it('tells none where the threshold is never reached', () => {
    expect(watching(25, [0.2, 0.5, 0.54])).toEqual({
      leadMinutes: undefined,
      recoveries: 0,
      flaps: 0,
      offerCents: 0,
    });
  });

  it('tells none before the window', () => {
    expect(watching(27, [0.9, 0.9, 0.9, 0.9]).leadMinutes).toBe(25);
  });

  it('tells none when it is too late to help', () => {
    expect(watching(11, [0.2, 0.2, 0.9, 0.9]).leadMinutes).toBeUndefined();
    expect(watching(11, [0.2, 0.9, 0.9]).leadMinutes).toBe(10);
  });

  it('takes a risk for over below the leave threshold, not between the two', () => {
    expect(watching(20, [0.6, 0.4, 0.6]).recoveries).toBe(0);
    expect(watching(20, [0.6, 0.34, 0.34]).recoveries).toBe(1);
  });

  it('counts it as flapping when the risk begins again', () => {
    const { flaps, recoveries, leadMinutes } = watching(20, [0.6, 0.3, 0.6, 0.3, 0.6]);
    expect({ flaps, recoveries, leadMinutes }).toEqual({
      flaps: 2,
      recoveries: 2,
      leadMinutes: 20,
    });
  });

  it('sees a risk end even when it is too late for another one to begin', () => {
    expect(watching(12, [0.6, 0.6, 0.6, 0.6, 0.2, 0.9])).toMatchObject({ recoveries: 1, flaps: 0 });
  });

  it('offers once, by how late the order is then expected', () => {
    // Expected 9, 17 and 21 minutes late: 2, 5 and again 5 dollars for an order of 61.70.
    expect(watching(20, [0.6]).offerCents).toBe(200);
    expect(watching(20, [0.8, 0.3, 0.9]).offerCents).toBe(500);
    expect(watching(20, [0.9]).offerCents).toBe(500);
  });
});

describe('a policy that watches any order', () => {
  const probabilities = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 40 });
  const anyPolicy = fc
    .record({
      windowMinutes: fc.integer({ min: 12, max: 40 }),
      threshold: fc.double({ min: 0.3, max: 0.9, noNaN: true }),
      gap: fc.double({ min: 0, max: 0.3, noNaN: true }),
    })
    .map(({ windowMinutes, threshold, gap }) => ({
      windowMinutes,
      threshold,
      leaveThreshold: threshold - gap,
    }));

  it('tells a risk first at the first minute within the window that has the threshold', () => {
    fc.assert(
      fc.property(probabilities, anyPolicy, (given, policy) => {
        const first = estimatedFrom(40, ...given).find(
          ({ minutesLeft, probability }) =>
            minutesLeft <= policy.windowMinutes &&
            minutesLeft >= 10 &&
            probability >= policy.threshold,
        );
        expect(watching(40, given, policy).leadMinutes).toBe(first?.minutesLeft);
      }),
    );
  });

  it('never lets a risk begin again that has not ended', () => {
    fc.assert(
      fc.property(probabilities, anyPolicy, (given, policy) => {
        const { flaps, recoveries, leadMinutes } = watching(40, given, policy);
        expect(flaps).toBeLessThanOrEqual(recoveries);
        if (leadMinutes === undefined) expect(recoveries).toBe(0);
      }),
    );
  });

  it('flaps no more with a lower leave threshold', () => {
    fc.assert(
      fc.property(probabilities, anyPolicy, (given, policy) => {
        const calm = watching(40, given, { ...policy, leaveThreshold: 0 });
        expect(calm.flaps).toBe(0);
        expect(calm.leadMinutes).toBe(watching(40, given, policy).leadMinutes);
      }),
    );
  });

  it('offers nothing where it tells nothing', () => {
    fc.assert(
      fc.property(probabilities, anyPolicy, (given, policy) => {
        const { leadMinutes, offerCents } = watching(40, given, policy);
        if (leadMinutes === undefined) expect(offerCents).toBe(0);
        else expect(offerCents).toBeGreaterThan(0);
      }),
    );
  });
});
