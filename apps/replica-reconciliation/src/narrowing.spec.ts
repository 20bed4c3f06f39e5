import fc from 'fast-check';
import { chunksOf, differingSpans } from './narrowing.js';

const ids = fc.integer({ min: 0, max: 5_000 });
const span = fc.tuple(ids, ids).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));
const size = fc.integer({ min: 1, max: 700 });

describe('chunksOf', () => {
  it('covers every id of the span once, in whole ranges but for the ends, always', () => {
    fc.assert(
      fc.property(span, size, fc.integer({ min: 1, max: 9 }), (whole, rangeSize, ranges) => {
        const chunks = chunksOf(whole, rangeSize, ranges);
        const covered = chunks.reduce((sum, { from, to }) => sum + (to - from), 0);
        expect(covered).toBe(whole.to - whole.from);
        for (const [index, { from, to }] of chunks.entries()) {
          if (index > 0) expect(from).toBe(chunks[index - 1]?.to);
          expect(to - from).toBeLessThanOrEqual(rangeSize * ranges);
          if (index > 0) expect(from % rangeSize).toBe(0);
        }
      }),
    );
  });

  it('has nothing to cut in an empty monolith', () => {
    expect(chunksOf({ from: 0, to: 0 }, 500)).toEqual([]);
  });
});

describe('differingSpans', () => {
  const whole = { from: 5, to: 40 };
  const digest = (range: number, text: string) => ({ range, digest: text });

  it('is empty when all digests are the same', () => {
    const same = [digest(0, 'a'), digest(1, 'b')];
    expect(differingSpans(same, [...same].reverse(), whole, 10)).toEqual([]);
  });

  it('names the ranges that differ and those that only one side has, cut to the chunk', () => {
    const monolith = [digest(0, 'a'), digest(1, 'b'), digest(2, 'c')];
    const replica = [digest(0, 'x'), digest(2, 'c'), digest(3, 'd')];
    expect(differingSpans(monolith, replica, whole, 10)).toEqual([
      { from: 5, to: 10 },
      { from: 10, to: 20 },
      { from: 30, to: 40 },
    ]);
  });
});
