/** How an order stands towards its promise, worst last but for RECOVERED, which ends AT_RISK. */
export const CONDITIONS = ['ON_TIME', 'AT_RISK', 'LATE', 'UNDELIVERABLE', 'RECOVERED'] as const;
export type Condition = (typeof CONDITIONS)[number];

/** The conditions that somebody is told about. */
export const TOLD_CONDITIONS = ['AT_RISK', 'LATE', 'UNDELIVERABLE'] as const;
export type ToldCondition = (typeof TOLD_CONDITIONS)[number];

/** Why an order has its condition; one list for decision, message, offer and statistics. */
export const REASONS = [
  'EXPECTED_LATE',
  'PROMISE_PASSED',
  'CANCELLED_BY_RESTAURANT',
  'RESTAURANT_CLOSES_FIRST',
] as const;
export type Reason = (typeof REASONS)[number];
