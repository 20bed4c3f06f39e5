import type { Condition, Reason } from './condition.js';
import type { DelayedOrder } from './delayed-order.js';
import type { EstimateExplanation } from './estimate/explanation.js';
import type { OrderId } from './identifiers.js';
import type { LadderAnswer } from './notice-ladder.js';
import type { TimeRange } from './notification.js';

export const POLICY_ROLES = ['LIVE', 'SHADOW'] as const;
/** The policy that tells, and the one that decides beside it and tells nobody. */
export type PolicyRole = (typeof POLICY_ROLES)[number];

/**
 * Why something was decided, for `ops why`: what the decision saw, by which policy, and what came
 * of it. One for each change of an order's condition and for each notice; ids only (I8).
 */
export interface DecisionRecord {
  readonly orderId: OrderId;
  readonly role: PolicyRole;
  readonly decidedAt: Date;
  readonly promiseGeneration: number;
  readonly promisedAt?: Date | undefined;
  readonly conditionBefore?: Condition | undefined;
  readonly condition: Condition;
  readonly reasons: readonly Reason[];
  readonly policyVersion: number;
  /** The versions of the replica's rows. */
  readonly orderVersion: number;
  readonly restaurantVersion?: number | undefined;
  readonly estimateVersion: string;
  readonly probabilityLate?: number | undefined;
  readonly expected?: TimeRange | undefined;
  /** What the probability was made of; only where there was one. */
  readonly explanation?: EstimateExplanation | undefined;
  readonly told: LadderAnswer['audiences'];
  readonly withheld: LadderAnswer['withheld'];
  readonly dueAt?: Date | undefined;
}

/** True when an assessment changed how the order stands, or why. */
export function isChange(before: DelayedOrder | undefined, after: DelayedOrder): boolean {
  return (
    before?.condition !== after.condition ||
    before.reason !== after.reason ||
    before.promiseGeneration !== after.promiseGeneration
  );
}
