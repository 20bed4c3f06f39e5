import fc from 'fast-check';
import { normalQuantile, normalShare } from './normal-distribution.js';

describe('the normal distribution', () => {
  it.each([
    [0, 0.5],
    [1, 0.841345],
    [-1, 0.158655],
    [1.959964, 0.975],
    [-2.326348, 0.01],
  ])('has below score %d a share of %d', (score, share) => {
    expect(Math.abs(normalShare(score) - share)).toBeLessThan(0.00002);
    expect(Math.abs(normalQuantile(share) - score)).toBeLessThan(0.0005);
  });

  it('has a quantile that undoes the share, and rises', () => {
    const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(share, share, (a, b) => {
        expect(Math.abs(normalShare(normalQuantile(a)) - a)).toBeLessThan(0.0005);
        if (a < b) expect(normalQuantile(a)).toBeLessThanOrEqual(normalQuantile(b) + 0.001);
      }),
    );
  });
});
