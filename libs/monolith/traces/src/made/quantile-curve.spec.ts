import { normalQuantile } from './normal-distribution.js';
import { interpolate, QuantileCurve } from './quantile-curve.js';

const QUARTILES = [
  [0.25, 10],
  [0.5, 20],
  [0.75, 80],
] as const;

describe('interpolate', () => {
  it('runs straight between points and level outside them', () => {
    const heights = [-1, 0.25, 0.375, 0.5, 0.625, 0.75, 9].map((x) => interpolate(QUARTILES, x));
    expect(heights).toEqual([10, 10, 15, 20, 50, 80, 80]);
  });
});

describe('QuantileCurve', () => {
  it('has the quantiles that it was given', () => {
    for (const curve of [QuantileCurve.linear(QUARTILES), QuantileCurve.logarithmic(QUARTILES)]) {
      for (const [share, value] of QUARTILES) {
        expect(curve.valueAtScore(normalQuantile(share))).toBeCloseTo(value, 1);
        expect(curve.scoreOf(value)).toBeCloseTo(normalQuantile(share), 2);
      }
    }
  });

  it('lies between them at the mean, of the values or of their logarithms', () => {
    const between = normalQuantile(0.625);
    expect(QuantileCurve.linear(QUARTILES).valueAtScore(between)).toBeCloseTo(50, 1);
    expect(QuantileCurve.logarithmic(QUARTILES).valueAtScore(between)).toBeCloseTo(40, 1);
  });

  it('has nothing outside the first and the last', () => {
    expect(QuantileCurve.linear(QUARTILES).valueAtScore(4)).toBe(80);
    expect(QuantileCurve.linear(QUARTILES).valueAtScore(-4)).toBe(10);
  });
});
