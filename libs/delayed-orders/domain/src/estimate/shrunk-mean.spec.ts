import fc from 'fast-check';
import { believedMean, deviation, meanOf, noMean, observe } from './shrunk-mean.js';

const minutes = fc.double({ min: 0, max: 200, noNaN: true });

describe('a mean that forgets', () => {
  it('is the plain mean of what it observed while it keeps everything', () => {
    fc.assert(
      fc.property(fc.array(minutes, { minLength: 1, maxLength: 40 }), (values) => {
        const mean = noMean();
        for (const value of values) observe(mean, value, 1);
        const plain = values.reduce((sum, value) => sum + value, 0) / values.length;
        expect(mean.count).toBe(values.length);
        expect(meanOf(mean)).toBeCloseTo(plain, 2);
      }),
    );
  });

  it('remembers at most 1 / (1 - kept) observations', () => {
    const mean = noMean();
    for (let i = 0; i < 10_000; i++) observe(mean, 30, 0.98);
    expect(mean.count).toBeCloseTo(50, 1);
    expect(meanOf(mean)).toBeCloseTo(30, 2);
  });

  it('follows what has changed', () => {
    const mean = noMean();
    for (let i = 0; i < 200; i++) observe(mean, 20, 0.98);
    for (let i = 0; i < 200; i++) observe(mean, 40, 0.98);
    expect(meanOf(mean)).toBeGreaterThan(39);
  });

  it('begins at what is believed', () => {
    expect(meanOf(believedMean(46, 20))).toBe(46);
  });
});

describe('deviation', () => {
  it('is nothing of what is unknown', () => {
    expect(deviation(undefined, 38, 20)).toBe(0);
    expect(deviation(noMean(), 38, 20)).toBe(0);
  });

  it('is the restaurant’s mean shrunk with 20 orders, minus the usual, as prediction.md has it', () => {
    const mean = { count: 10, sum: 10 * 50 };
    const shrunk = (10 * 50 + 20 * 38) / (10 + 20);
    expect(deviation(mean, 38, 20)).toBeCloseTo(shrunk - 38, 10);
  });

  it('never lies further from the centre than the mean itself', () => {
    fc.assert(
      fc.property(minutes, minutes, fc.integer({ min: 1, max: 500 }), (value, centre, count) => {
        const found = deviation({ count, sum: count * value }, centre, 20);
        expect(Math.abs(found)).toBeLessThanOrEqual(Math.abs(value - centre) + 1e-9);
      }),
    );
  });
});
