import fc from 'fast-check';
import { calibrationOf } from './calibration.js';

const forecasts = (probability: number, count: number, late: number) =>
  Array.from({ length: count }, (_, i) => ({ probability, cameTrue: i < late }));

describe('calibrationOf', () => {
  it('compares what was estimated with what came true, bin by bin', () => {
    const { bins } = calibrationOf([...forecasts(0.12, 100, 20), ...forecasts(0.95, 50, 50)]);
    expect(bins).toHaveLength(2);
    expect(bins[0]).toMatchObject({ from: 0.1, to: 0.2, count: 100, observed: 0.2 });
    expect(bins[0]?.gap).toBeCloseTo(-0.08, 10);
    expect(bins[1]).toMatchObject({ from: 0.9, to: 1, count: 50, observed: 1 });
  });

  it('weighs gaps by size', () => {
    const { meanGap } = calibrationOf([...forecasts(0.15, 300, 30), ...forecasts(0.55, 100, 75)]);
    expect(meanGap).toBeCloseTo((300 * 0.05 + 100 * 0.2) / 400, 10);
  });

  it('takes small bins for chance when it looks for the worst', () => {
    const small = forecasts(0.55, 149, 0);
    expect(calibrationOf([...forecasts(0.15, 200, 20), ...small]).worstGap).toBeCloseTo(0.05, 10);
    expect(calibrationOf([...small, ...forecasts(0.55, 1, 0)]).worstGap).toBeCloseTo(0.55, 10);
  });

  it('puts certainty into the last bin', () => {
    expect(calibrationOf(forecasts(1, 3, 3)).bins[0]).toMatchObject({ from: 0.9, gap: 0 });
  });
});

describe('calibrationOf any forecasts', () => {
  const given = fc.array(
    fc.record({
      probability: fc.double({ min: 0, max: 1, noNaN: true }),
      cameTrue: fc.boolean(),
    }),
    { minLength: 1, maxLength: 60 },
  );

  it('counts each of them once', () => {
    fc.assert(
      fc.property(given, (each) => {
        const { bins } = calibrationOf(each);
        expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(each.length);
        for (const { estimated, from, to } of bins) {
          expect(estimated).toBeGreaterThanOrEqual(from - 1e-9);
          expect(estimated).toBeLessThanOrEqual(to + 1e-9);
        }
      }),
    );
  });

  it('finds no smaller gap than that between all that was estimated and all that came true', () => {
    fc.assert(
      fc.property(given, (each) => {
        const estimated = each.reduce((sum, { probability }) => sum + probability, 0);
        const observed = each.filter(({ cameTrue }) => cameTrue).length;
        const overall = Math.abs(estimated - observed) / each.length;
        expect(calibrationOf(each).meanGap).toBeGreaterThanOrEqual(overall - 1e-9);
      }),
    );
  });

  it('is perfect where everything was certain and came true', () => {
    const certain = [
      { probability: 1, cameTrue: true },
      { probability: 0, cameTrue: false },
    ];
    expect(calibrationOf(certain)).toMatchObject({ meanGap: 0, worstGap: 0 });
  });
});
