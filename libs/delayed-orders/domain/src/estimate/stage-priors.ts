import type { CurveStage } from './curve-stage.js';

/** What is believed of a stage before any outcome was seen. */
export interface StagePrior {
  /** The share of orders not yet delivered so many whole minutes after entering the stage. */
  survival(minutes: number): number;
  /** The share of orders still waiting for their next event after so many whole minutes. */
  awaiting(minutes: number): number;
  /** As many orders' worth. */
  readonly weight: number;
}

const WEIGHT = 20;
const LONGEST_MINUTES = 512;

/**
 * Log-logistic times to delivery, by stage. The medians follow prediction.md's means (46 minutes in
 * all, 38 once accepted, 25 once the courier is there); READY lies between its neighbours. How long
 * the next event takes is exponential, by the quantiles that the made trace is drawn from.
 */
const BELIEFS: Readonly<Record<CurveStage, { median: number; shape: number; wait: number }>> = {
  PLACED: { median: 43, shape: 4.5, wait: 8 },
  ACCEPTED: { median: 36, shape: 4.2, wait: 15 },
  READY: { median: 27, shape: 3.8, wait: 5 },
  PICKED_UP: { median: 23, shape: 3.6, wait: 25 },
};

function priorOf(stage: CurveStage): StagePrior {
  const { median, shape, wait } = BELIEFS[stage];
  const survival = tabulated((minutes) => 1 / (1 + (minutes / median) ** shape));
  const awaiting = tabulated((minutes) => Math.exp(-minutes / wait));
  return {
    survival: (minutes) => survival[minutes] ?? 0,
    awaiting: (minutes) => awaiting[minutes] ?? 0,
    weight: WEIGHT,
  };
}

/** At whole minutes; powers are slow, and a curve is drawn thousands of times. */
function tabulated(of: (minutes: number) => number): Float64Array {
  return Float64Array.from({ length: LONGEST_MINUTES }, (_, minutes) => of(minutes));
}

/** In the order of CURVE_STAGES. */
export const STAGE_PRIORS = [
  priorOf('PLACED'),
  priorOf('ACCEPTED'),
  priorOf('READY'),
  priorOf('PICKED_UP'),
] as const;
