import fc from 'fast-check';
import { StageCurves } from './stage-curves.js';
import { StageHistory } from './stage-history.js';
import { STAGE_PRIORS } from './stage-priors.js';

const curves = new StageCurves(STAGE_PRIORS[1]);
const history = new StageHistory();
for (let i = 0; i < 300; i++) {
  history.add({ stage: 1, stayed: i % 6 === 0 ? undefined : i % 25, total: 20 + (i % 47) });
}
curves.draw(history);

const stayed = fc.double({ min: 0, max: 130, noNaN: true });
const remaining = fc.double({ min: 0, max: 200, noNaN: true });
const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });

describe('StageCurves', () => {
  it('gives probabilities, that never rise with the minutes asked for', () => {
    fc.assert(
      fc.property(stayed, remaining, remaining, share, (waited, a, b, missing) => {
        const [sooner, later] = [Math.min(a, b), Math.max(a, b)];
        const ofSooner = curves.survival(waited, sooner, missing);
        expect(ofSooner).toBeGreaterThanOrEqual(0);
        expect(ofSooner).toBeLessThanOrEqual(1 + 1e-12);
        expect(curves.survival(waited, later, missing)).toBeLessThanOrEqual(ofSooner + 1e-12);
      }),
    );
  });

  it('is linear between whole minutes', () => {
    const middle = curves.survival(10, 20.5, 0.3);
    const ends = [20, 21].map((minutes) => curves.survival(10, minutes, 0.3));
    expect(middle).toBeCloseTo(((ends[0] ?? 0) + (ends[1] ?? 0)) / 2, 12);
  });

  it('finds the minutes after which a share is left, and there it is', () => {
    fc.assert(
      fc.property(stayed, share, share, (waited, left, missing) => {
        const minutes = curves.minutesUntil(waited, left, missing);
        fc.pre(minutes > 0 && minutes < 160);
        expect(curves.survival(waited, minutes, missing)).toBeCloseTo(left, 6);
      }),
    );
  });

  it('finds the same when told where to begin', () => {
    fc.assert(
      fc.property(stayed, share, share, share, (waited, a, b, missing) => {
        const [more, less] = [Math.max(a, b), Math.min(a, b)];
        const from = curves.minutesUntil(waited, more, missing);
        expect(curves.minutesUntil(waited, less, missing, from)).toBeCloseTo(
          curves.minutesUntil(waited, less, missing),
          6,
        );
      }),
    );
  });

  it('never ends: beyond the longest time the curve falls by halves', () => {
    const shares = [1e-4, 1e-5, 1e-6].map((left) => curves.minutesUntil(0, left, 1));
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.every(Number.isFinite)).toBe(true);
  });

  it('needs no time for what is left from the start', () => {
    expect(curves.minutesUntil(5, 1, 0.2)).toBe(0);
  });
});
