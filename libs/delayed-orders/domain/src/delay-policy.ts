import type { ToldCondition } from './condition.js';

/** What counts as delayed; data, so that it can be changed without a new build. */
export interface DelayPolicy {
  /** An order is LATE this long after its promise: room for the feed's own delay. */
  readonly lateGraceMinutes: number;
  /** Risk is only told in the last minutes before the promise; earlier flags are less sure. */
  readonly riskWindowMinutes: number;
  /** AT_RISK begins at this probability of lateness… */
  readonly riskEnterProbability: number;
  /** …and ends (RECOVERED) below this one: the gap keeps an order from flapping. */
  readonly riskLeaveProbability: number;
  /** A courier must be at the restaurant this long before it closes. */
  readonly pickupMinutesBeforeClosing: number;
  /** How long a notice helps, counted from the decision. */
  readonly useForMinutes: Readonly<Record<ToldCondition, number>>;
}

/**
 * The policy that is shipped. Window and threshold are the start that real traces suggest
 * (window 20 to 25 minutes, threshold .55).
 */
export const DEFAULT_DELAY_POLICY: DelayPolicy = {
  lateGraceMinutes: 2,
  riskWindowMinutes: 25,
  riskEnterProbability: 0.55,
  riskLeaveProbability: 0.35,
  pickupMinutesBeforeClosing: 5,
  useForMinutes: { AT_RISK: 30, LATE: 60, UNDELIVERABLE: 180 },
};
