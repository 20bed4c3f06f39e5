import type { CurveStage } from './curve-stage.js';
import { CURVE_STAGES } from './curve-stage.js';
import type { EstimateInput } from './estimate-inputs.js';
import { ESTIMATE_INPUTS, INPUT_COUNT } from './estimate-inputs.js';
import type { LogisticWeights } from './logistic-weights.js';
import type { OrderRow } from './order-row.js';

/** What one input was and did. */
export interface InputContribution {
  readonly input: EstimateInput;
  /** As ESTIMATE_INPUTS describes it; undefined where it was unknown and counted as usual. */
  readonly value: number | undefined;
  /** Added to the log-odds of lateness, against an order that is usual in this input. */
  readonly contribution: number;
}

/** Why a probability of lateness is what it is. The contributions and the base add up to it. */
export interface EstimateExplanation {
  readonly version: string;
  readonly stage: CurveStage;
  readonly probabilityLate: number;
  /** Log-odds of an order that is usual in everything, the drift included. */
  readonly base: number;
  /** How likely it is that the next event never comes. */
  readonly missing: number;
  /** Those that did most, first. */
  readonly inputs: readonly InputContribution[];
}

/** Explains a filled row. */
export function explain(
  row: OrderRow,
  { weights, drift }: LogisticWeights,
  version: string,
): EstimateExplanation {
  const inputs = ESTIMATE_INPUTS.map((input, i) => {
    const value = row.raw[i] ?? Number.NaN;
    return {
      input,
      value: Number.isNaN(value) ? undefined : value,
      contribution: (weights[i] ?? 0) * (row.values[i] ?? 0),
    };
  });
  return {
    version,
    stage: CURVE_STAGES[row.stage] ?? 'PLACED',
    probabilityLate: 1 / (1 + Math.exp(-row.logOdds())),
    base: (weights[INPUT_COUNT] ?? 0) + drift,
    missing: row.missing,
    inputs: inputs.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)),
  };
}
