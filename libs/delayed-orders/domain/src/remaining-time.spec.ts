import fc from 'fast-check';
import { LONGEST_MINUTES, RemainingTime } from './remaining-time.js';
import type { StageEntry } from './stage.js';
import { STAGES } from './stage.js';
import { at, minutesAfter } from './testing/index.js';

const prior = RemainingTime.learntFrom([]);
const placed: StageEntry = { stage: 'PLACED', enteredAt: at('18:00') };
const minutes = (min: number, max: number) => fc.integer({ min, max });

describe('RemainingTime, before any outcome was seen,', () => {
  it('expects half of the orders within the median of the measured month', () => {
    const median = prior.quantile(placed, at('18:00'), 0.5);
    expect((median.getTime() - at('18:00').getTime()) / 60_000).toBeCloseTo(43, 0);
  });

  it('expects less from each stage on than from the one before', () => {
    const medians = STAGES.map((stage) =>
      prior.quantile({ stage, enteredAt: at('18:00') }, at('18:00'), 0.5).getTime(),
    );
    expect(medians).toEqual([...medians].sort((a, b) => b - a));
  });
});

describe('RemainingTime', () => {
  const counts = [{ stage: 'PLACED', minutes: 20, count: 5000 }] as const;

  it('believes many outcomes more than the prior', () => {
    const learnt = RemainingTime.learntFrom(counts);
    const median = learnt.quantile(placed, at('18:00'), 0.5);
    expect((median.getTime() - at('18:00').getTime()) / 60_000).toBeCloseTo(20.5, 0);
    expect(learnt.probabilityAfter(placed, at('18:30'), at('18:00'))).toBeLessThan(0.02);
  });

  it('is not moved by a single outcome, nor by those of another stage', () => {
    const one = RemainingTime.learntFrom([{ stage: 'PLACED', minutes: 170, count: 1 }]);
    const other = RemainingTime.learntFrom([{ stage: 'READY', minutes: 170, count: 1000 }]);
    const probability = (from: RemainingTime) =>
      from.probabilityAfter(placed, at('18:40'), at('18:00'));
    expect(Math.abs(probability(one) - probability(prior))).toBeLessThan(0.03);
    expect(probability(other)).toBe(probability(prior));
  });

  it('learns the same from the same counts in pieces', () => {
    const pieces = RemainingTime.learntFrom([
      { stage: 'PLACED', minutes: 20, count: 2000 },
      { stage: 'PLACED', minutes: 20, count: 3000 },
    ]);
    expect(pieces).toEqual(RemainingTime.learntFrom(counts));
  });

  it('counts a duration beyond the longest as the longest', () => {
    const beyond = RemainingTime.learntFrom([{ stage: 'PLACED', minutes: 9999, count: 3 }]);
    const longest = [{ stage: 'PLACED', minutes: LONGEST_MINUTES, count: 3 }] as const;
    expect(beyond).toEqual(RemainingTime.learntFrom(longest));
  });

  it('is certain of lateness once the limit has passed', () => {
    expect(prior.probabilityAfter(placed, at('18:40'), at('18:40'))).toBe(1);
  });

  it('never says that waiting makes lateness less likely', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...STAGES),
        minutes(1, 400),
        minutes(0, 400),
        minutes(0, 60),
        (stage, limit, waited, more) => {
          const entry = { stage, enteredAt: at('12:00') };
          const probability = (after: number) =>
            prior.probabilityAfter(
              entry,
              minutesAfter(at('12:00'), limit),
              minutesAfter(at('12:00'), after),
            );
          expect(probability(waited + more)).toBeGreaterThanOrEqual(probability(waited) - 1e-12);
        },
      ),
    );
  });

  it('says when a probability is reached, and at that instant it is', () => {
    fc.assert(
      fc.property(minutes(45, 170), fc.double({ min: 0.5, max: 0.95, noNaN: true }), (limit, p) => {
        const limitAt = minutesAfter(placed.enteredAt, limit);
        const reachedAt = prior.whenProbabilityReaches(placed, limitAt, p);
        // An instant has whole milliseconds, so it may lie a hair beside the exact one.
        const probability = prior.probabilityAfter(placed, limitAt, reachedAt);
        expect(probability).toBeCloseTo(p, 4);
      }),
    );
  });

  it('expects the middle half around the median, never in the past', () => {
    fc.assert(
      fc.property(fc.constantFrom(...STAGES), minutes(0, 400), (stage, waited) => {
        const entry = { stage, enteredAt: at('12:00') };
        const now = minutesAfter(at('12:00'), waited);
        const { from, to } = prior.expectedDelivery(entry, now);
        const median = prior.quantile(entry, now, 0.5);
        expect([now, from, median, to]).toEqual(
          [now, from, median, to].sort((a, b) => a.getTime() - b.getTime()),
        );
      }),
    );
  });
});
