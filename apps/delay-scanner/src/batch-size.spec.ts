import { nextBatchSize } from './batch-size.js';

describe('the next batch', () => {
  it('is twice as large after a full and quick one, up to the most', () => {
    expect(nextBatchSize(200, 5_000, { assessed: 200, tookMs: 40 })).toBe(400);
    expect(nextBatchSize(4_000, 5_000, { assessed: 4_000, tookMs: 100 })).toBe(5_000);
  });

  it('is as large after one that was not full, or neither quick nor slow', () => {
    expect(nextBatchSize(200, 5_000, { assessed: 199, tookMs: 40 })).toBe(200);
    expect(nextBatchSize(200, 5_000, { assessed: 200, tookMs: 200 })).toBe(200);
  });

  it('is half as large after a slow one, but never tiny', () => {
    expect(nextBatchSize(200, 5_000, { assessed: 10, tookMs: 301 })).toBe(100);
    expect(nextBatchSize(30, 5_000, { assessed: 30, tookMs: 9_000 })).toBe(20);
    expect(nextBatchSize(5, 5, { assessed: 5, tookMs: 9_000 })).toBe(5);
  });
});
