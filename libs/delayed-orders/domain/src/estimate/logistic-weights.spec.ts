import { INPUT_COUNT } from './estimate-inputs.js';
import type { LogisticWeightsSnapshot, RowSums } from './logistic-weights.js';
import { LogisticWeights, ROW_LENGTH } from './logistic-weights.js';
import { SHIPPED_WEIGHTS } from './shipped-weights.js';

/** A row whose inputs are all usual but for the first. */
function row(first: number): Float64Array {
  const values = new Float64Array(ROW_LENGTH);
  values[0] = first;
  values[INPUT_COUNT] = 1;
  return values;
}

const logOdds = (weights: LogisticWeights, values: Float64Array): number =>
  values.reduce((sum, value, i) => sum + value * (weights.weights[i] ?? 0), weights.drift);
const probability = (weights: LogisticWeights, values: Float64Array): number =>
  1 / (1 + Math.exp(-logOdds(weights, values)));

function learnOne(weights: LogisticWeights, values: Float64Array, isLate: boolean): void {
  const p = probability(weights, values);
  weights.noteRow(values, p);
  const sums: RowSums = { inputs: values, expected: values.map((value) => p * value), rows: 1 };
  weights.learn(sums, isLate);
}

/** Orders with the first input high are late; others are not, but for one in ten. */
function taught(orders: number): LogisticWeights {
  const weights = new LogisticWeights();
  for (let i = 0; i < orders; i++) {
    const isHigh = i % 2 === 0;
    learnOne(weights, row(isHigh ? 1 : -1), i % 10 === 9 ? !isHigh : isHigh);
  }
  return weights;
}

describe('LogisticWeights', () => {
  it('begins with the weights that are shipped', () => {
    expect([...new LogisticWeights().weights]).toEqual([...SHIPPED_WEIGHTS]);
    expect(new LogisticWeights().drift).toBe(0);
  });

  it('learns what makes orders late, without a learning rate', () => {
    const weights = taught(6_000);
    expect(probability(weights, row(1))).toBeGreaterThan(0.8);
    expect(probability(weights, row(-1))).toBeLessThan(0.35);
  });

  it('comes close to the frequencies that a refit on all rows would give', () => {
    const weights = new LogisticWeights();
    for (let i = 0; i < 20_000; i++) learnOne(weights, row(0), i % 4 === 0);
    expect(probability(weights, row(0))).toBeCloseTo(0.25, 1);
  });

  it('leaves alone the weights of inputs that were always usual', () => {
    const weights = taught(2_000);
    expect(weights.weights[1]).toBeCloseTo(SHIPPED_WEIGHTS[1] ?? 0, 10);
  });

  it('is moved little by a single order', () => {
    const weights = new LogisticWeights();
    const before = probability(weights, row(1));
    learnOne(weights, row(1), true);
    expect(Math.abs(probability(weights, row(1)) - before)).toBeLessThan(0.01);
  });

  it('learns nothing from an order without rows', () => {
    const weights = new LogisticWeights();
    const nothing = new Float64Array(ROW_LENGTH);
    weights.learn({ inputs: nothing, expected: nothing, rows: 0 }, true);
    expect(weights).toEqual(new LogisticWeights());
  });

  it('follows the drift: later orders than estimated raise every estimate', () => {
    const weights = taught(4_000);
    const before = logOdds(weights, row(-1));
    for (let i = 0; i < 200; i++) learnOne(weights, row(-1), true);
    expect(weights.drift).toBeGreaterThan(0.3);
    expect(logOdds(weights, row(-1))).toBeGreaterThan(before + 0.3);
  });

  it('returns to the shipped weights when it forgets', () => {
    const weights = taught(2_000);
    for (let day = 0; day < 2_000; day++) weights.keep(0.983);
    weights.weights.forEach((weight, i) => expect(weight).toBeCloseTo(SHIPPED_WEIGHTS[i] ?? 0, 4));
  });

  it('keeps its weights when nothing is forgotten', () => {
    const weights = taught(500);
    const before = [...weights.weights];
    weights.keep(1);
    weights.weights.forEach((weight, i) => expect(weight).toBeCloseTo(before[i] ?? 0, 8));
  });

  it('goes on exactly where it was after it was stored as JSON', () => {
    const weights = taught(300);
    const stored = JSON.parse(JSON.stringify(weights.snapshot())) as LogisticWeightsSnapshot;
    const restored = new LogisticWeights(stored);
    for (const each of [weights, restored]) learnOne(each, row(0.3), true);
    expect(restored.snapshot()).toEqual(weights.snapshot());
  });
});
