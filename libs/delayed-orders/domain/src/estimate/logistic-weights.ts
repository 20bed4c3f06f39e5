import { INPUT_COUNT } from './estimate-inputs.js';
import { SHIPPED_WEIGHTS } from './shipped-weights.js';
import { multiplySymmetric, solveSymmetric, triangleIndex } from './symmetric-solver.js';

/** An input row's length: the inputs, and 1 for the intercept. */
export const ROW_LENGTH = INPUT_COUNT + 1;

/** JSON-able. `precision` is the lower triangle, row by row. */
export interface LogisticWeightsSnapshot {
  readonly weights: readonly number[];
  readonly precision: readonly number[];
  readonly surprise: number;
  readonly certainty: number;
}

/** What the rows of one order add up to; enough to learn from it once its end is known. */
export interface RowSums {
  /** The standardised inputs, summed over the rows. */
  readonly inputs: Float64Array;
  /** The same, each row times the probability that was estimated for it. */
  readonly expected: Float64Array;
  rows: number;
}

/**
 * How sure the shipped weights are: as sure as rows that add up to this much p(1-p) would make
 * them. A few evenings outweigh it (chosen on the learning days of both published sets).
 */
const SHIPPED_PRECISION = 400;
/** The drift is of the last 2,000 orders or so; some hundred are needed to believe in one. */
const DRIFT_KEPT_PER_ORDER = 0.9995;
const DRIFT_STRENGTH = 60;

/**
 * The weights of a logistic regression, learnt order by order: a Newton step with the precision
 * gathered so far, close to refitting on every row ever seen without keeping any. (prediction.md:
 * a refit a day is enough, small stochastic steps do as well.) On top lies an intercept that follows
 * the drift: what the last few hundred orders were later than estimated.
 */
export class LogisticWeights {
  readonly weights: Float64Array;
  private readonly precision: Float64Array;
  private surprise: number;
  private certainty: number;

  constructor(snapshot?: LogisticWeightsSnapshot) {
    this.weights = Float64Array.from(snapshot?.weights ?? SHIPPED_WEIGHTS);
    this.precision =
      snapshot === undefined ? shippedPrecision() : Float64Array.from(snapshot.precision);
    this.surprise = snapshot?.surprise ?? 0;
    this.certainty = snapshot?.certainty ?? 0;
  }

  /** Log-odds to be added to every estimate. */
  get drift(): number {
    return this.surprise / (this.certainty + DRIFT_STRENGTH);
  }

  /** A row was seen; how sure it makes the weights does not depend on how its order ends. */
  noteRow(row: Float64Array, probability: number): void {
    const weight = probability * (1 - probability);
    for (let i = 0, cell = 0; i < ROW_LENGTH; i++) {
      const scaled = weight * (row[i] ?? 0);
      for (let j = 0; j <= i; j++, cell++) {
        this.precision[cell] = (this.precision[cell] ?? 0) + scaled * (row[j] ?? 0);
      }
    }
  }

  /** An order's end is known: the weights move towards what would have been right for its rows. */
  learn({ inputs, expected, rows }: RowSums, isLate: boolean): void {
    if (rows === 0) return;
    const gradient = inputs.map((sum, i) => (isLate ? sum : 0) - (expected[i] ?? 0));
    const step = solveSymmetric(this.precision, gradient);
    for (let i = 0; i < ROW_LENGTH; i++) this.weights[i] = (this.weights[i] ?? 0) + (step[i] ?? 0);
    const probability = (expected[INPUT_COUNT] ?? 0) / rows;
    this.surprise = this.surprise * DRIFT_KEPT_PER_ORDER + (isLate ? 1 : 0) - probability;
    this.certainty = this.certainty * DRIFT_KEPT_PER_ORDER + probability * (1 - probability);
  }

  /** Forgetting: what was learnt weighs `share` of what it did, the shipped weights the rest. */
  keep(share: number): void {
    const shipped = shippedPrecision();
    const learnt = multiplySymmetric(this.precision, this.weights);
    const believed = multiplySymmetric(shipped, Float64Array.from(SHIPPED_WEIGHTS));
    this.precision.forEach((value, cell) => {
      this.precision[cell] = share * value + (1 - share) * (shipped[cell] ?? 0);
    });
    const both = learnt.map((value, i) => share * value + (1 - share) * (believed[i] ?? 0));
    this.weights.set(solveSymmetric(this.precision, both));
  }

  snapshot(): LogisticWeightsSnapshot {
    return {
      weights: [...this.weights],
      precision: [...this.precision],
      surprise: this.surprise,
      certainty: this.certainty,
    };
  }
}

function shippedPrecision(): Float64Array {
  const precision = new Float64Array(triangleIndex(ROW_LENGTH, 0));
  for (let i = 0; i < ROW_LENGTH; i++) precision[triangleIndex(i, i)] = SHIPPED_PRECISION;
  return precision;
}
