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

  describe('the minutes that hardly any order ever waited for its next event', () => {
    const waits = (of: (order: number) => { stayed?: number; total: number }, orders = 2_000) => {
      const drawn = new StageCurves(STAGE_PRIORS[1]);
      const lived = new StageHistory();
      for (let i = 0; i < orders; i++) lived.add({ stage: 1, stayed: undefined, ...of(i) });
      drawn.draw(lived);
      return drawn;
    };

    it('are more the fewer they are to be, and the likelier the event is missing', () => {
      fc.assert(
        fc.property(share, share, share, share, (a, b, c, d) => {
          const minutes = (of: number, missing: number) => {
            const beyond = curves.minutesBeyond(of, missing);
            return Number.isNaN(beyond) ? Infinity : beyond;
          };
          expect(minutes(Math.min(a, b), c)).toBeGreaterThanOrEqual(minutes(Math.max(a, b), c));
          expect(minutes(a, Math.max(c, d))).toBeGreaterThanOrEqual(minutes(a, Math.min(c, d)));
        }),
      );
    });

    it('lie beyond the longest wait that was ever seen', () => {
      const prompt = waits((i) => ({ stayed: i % 30, total: 60 }));
      const beyond = prompt.minutesBeyond(0.0005, 0);
      expect(beyond).toBeGreaterThanOrEqual(30);
      expect(beyond).toBeLessThan(60);
    });

    it('do not exist where waits longer than can be told apart are usual', () => {
      const scheduled = waits((i) => ({ stayed: i % 20 === 0 ? 99 : 10, total: 200 }));
      expect(scheduled.minutesBeyond(0.0005, 0)).toBeNaN();
    });

    it('are those of the whole way to the delivery where the event never comes', () => {
      const silent = waits((i) => ({ total: 30 + (i % 60) }));
      expect(silent.minutesBeyond(0.0005, 1)).toBeGreaterThanOrEqual(90);
    });
  });
});
