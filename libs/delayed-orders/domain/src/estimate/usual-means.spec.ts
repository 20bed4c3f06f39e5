import { meanOf, observe } from './shrunk-mean.js';
import { believedUsual, copyOfUsual } from './usual-means.js';

describe('what is usual', () => {
  it('is believed to be what prediction.md measured', () => {
    const { fromPlaced, fromAccepted, fromPickedUp, logTotal, logPromise } = believedUsual();
    const means = [fromPlaced, fromAccepted, fromPickedUp, logTotal].map(meanOf);
    expect(means.map((mean) => Math.round(mean * 100) / 100)).toEqual([46, 38, 25, 3.69]);
    expect(Math.exp(meanOf(logPromise))).toBeCloseTo(60, 6);
  });

  it('gives way to what is observed within some dozens of orders', () => {
    const { logTotal } = believedUsual();
    for (let i = 0; i < 100; i++) observe(logTotal, 10, 0.998);
    expect(meanOf(logTotal)).toBeGreaterThan(8.5);
  });

  it('is copied so that the copy can be changed by itself', () => {
    const usual = believedUsual();
    const copy = copyOfUsual(usual);
    expect(copy).toEqual(usual);
    for (const mean of Object.values(copy)) observe(mean, 1_000, 0.998);
    expect(usual).toEqual(believedUsual());
  });
});
