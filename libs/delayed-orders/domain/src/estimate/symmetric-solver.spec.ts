import fc from 'fast-check';
import { multiplySymmetric, solveSymmetric, triangleIndex } from './symmetric-solver.js';

const SIZE = 5;

/** B Bᵗ + I, which is positive definite whatever B is. */
const positiveDefinite = fc
  .array(fc.double({ min: -3, max: 3, noNaN: true }), {
    minLength: SIZE ** 2,
    maxLength: SIZE ** 2,
  })
  .map((b) => {
    const lower = new Float64Array(triangleIndex(SIZE, 0));
    for (let i = 0; i < SIZE; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = i === j ? 1 : 0;
        for (let k = 0; k < SIZE; k++) sum += (b[i * SIZE + k] ?? 0) * (b[j * SIZE + k] ?? 0);
        lower[triangleIndex(i, j)] = sum;
      }
    }
    return lower;
  });
const vector = fc
  .array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: SIZE, maxLength: SIZE })
  .map((values) => Float64Array.from(values));

describe('solveSymmetric', () => {
  it('finds the x of which A makes b', () => {
    fc.assert(
      fc.property(positiveDefinite, vector, (lower, b) => {
        const x = solveSymmetric(lower, b);
        multiplySymmetric(lower, x).forEach((value, i) => expect(value).toBeCloseTo(b[i] ?? 0, 6));
      }),
    );
  });

  it('leaves A and b as they were', () => {
    const lower = Float64Array.from([4, 1, 3]);
    const b = Float64Array.from([1, 2]);
    solveSymmetric(lower, b);
    expect([...lower, ...b]).toEqual([4, 1, 3, 1, 2]);
  });

  it('divides by a single number', () => {
    expect([...solveSymmetric(Float64Array.of(4), Float64Array.of(8))]).toEqual([2]);
  });
});

describe('multiplySymmetric', () => {
  it('mirrors the lower triangle', () => {
    const lower = Float64Array.from([1, 2, 3]);
    expect([...multiplySymmetric(lower, Float64Array.of(10, 100))]).toEqual([210, 320]);
  });
});
