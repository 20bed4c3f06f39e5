/** When a risk is told; what `DelayPolicy` says of it, as far as the lab tries it out. */
export interface EvaluationPolicy {
  readonly name: string;
  /** A risk is told at most so many minutes before the promise. */
  readonly windowMinutes: number;
  /** AT_RISK begins at this probability of lateness… */
  readonly threshold: number;
  /** …and ends below this one. */
  readonly leaveThreshold: number;
  /** A risk is told at least so many minutes before the promise, or not at all. */
  readonly leastLeadMinutes: number;
}

/** prediction.md, "Policy": window 20 to 25 minutes, threshold .55 is a good start. */
export const DEFAULT_EVALUATION_POLICY: EvaluationPolicy = {
  name: 'default',
  windowMinutes: 25,
  threshold: 0.55,
  leaveThreshold: 0.35,
  leastLeadMinutes: 10,
};
