/** How an order stands towards its promise, worst last but for RECOVERED, which ends a risk. */
export const CONDITIONS = ['ON_TIME', 'AT_RISK', 'LATE', 'UNDELIVERABLE', 'RECOVERED'] as const;
export type Condition = (typeof CONDITIONS)[number];

/** The conditions that somebody is told about. */
export const TOLD_CONDITIONS = ['AT_RISK', 'LATE', 'UNDELIVERABLE', 'RECOVERED'] as const;
export type ToldCondition = (typeof TOLD_CONDITIONS)[number];

export function isTold(condition: Condition): condition is ToldCondition {
  return (TOLD_CONDITIONS as readonly Condition[]).includes(condition);
}

/** Why an order has its condition; one list for decision, message, offer and statistics. */
export const REASONS = [
  'CANCELLED_BY_RESTAURANT',
  'NOT_READY_BEFORE_CLOSING',
  'NO_COURIER_IN_TIME',
  'RESTAURANT_CLOSES_FIRST',
  'NEVER_ACCEPTED',
  'KITCHEN_STALLED',
  'PROMISE_PASSED',
  'EXPECTED_LATE',
  'EXPECTED_ON_TIME',
] as const;
export type Reason = (typeof REASONS)[number];
