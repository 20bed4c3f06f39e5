/**
 * Solves A x = b for a symmetric positive definite A by Cholesky's method. A is given as its lower
 * triangle, row by row; it and b are left as they were.
 */
export function solveSymmetric(lower: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const factor = choleskyFactor(lower, n);
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    let sum = x[i] ?? 0;
    for (let j = 0; j < i; j++) sum -= at(factor, i, j) * (x[j] ?? 0);
    x[i] = sum / at(factor, i, i);
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i] ?? 0;
    for (let j = i + 1; j < n; j++) sum -= at(factor, j, i) * (x[j] ?? 0);
    x[i] = sum / at(factor, i, i);
  }
  return x;
}

/** A x for the same form of A. */
export function multiplySymmetric(lower: Float64Array, x: Float64Array): Float64Array {
  return x.map((_, i) =>
    x.reduce((sum, value, j) => sum + (i >= j ? at(lower, i, j) : at(lower, j, i)) * value, 0),
  );
}

/** Where row i, column j of a lower triangle lies (i not less than j). */
export function triangleIndex(i: number, j: number): number {
  return (i * (i + 1)) / 2 + j;
}

function choleskyFactor(lower: Float64Array, n: number): Float64Array {
  const factor = Float64Array.from(lower);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = at(factor, i, j);
      for (let k = 0; k < j; k++) sum -= at(factor, i, k) * at(factor, j, k);
      factor[triangleIndex(i, j)] = i === j ? Math.sqrt(sum) : sum / at(factor, j, j);
    }
  }
  return factor;
}

function at(lower: Float64Array, i: number, j: number): number {
  return lower[triangleIndex(i, j)] ?? 0;
}
