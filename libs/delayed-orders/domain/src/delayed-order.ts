import type { Condition, Reason } from './condition.js';
import type { OrderId } from './identifiers.js';
import type { TimeRange } from './notification.js';

/**
 * The condition of an order as last decided; kept from the first bad one on (an episode), so
 * that nobody is told twice and the outcome knows what was foreseen. An order that never was
 * in a bad condition has none.
 */
export interface DelayedOrder {
  readonly orderId: OrderId;
  /** 1 with the first promise of the episode, one more with each changed promise. */
  readonly promiseGeneration: number;
  readonly promisedAt?: Date | undefined;
  readonly condition: Condition;
  readonly reason?: Reason | undefined;
  /** Business time at which this condition was decided. */
  readonly since: Date;
  readonly expected?: TimeRange | undefined;
  readonly decidedOnVersion: number;
  /** When the episode saw each bad condition first. */
  readonly firstAtRiskAt?: Date | undefined;
  readonly firstLateAt?: Date | undefined;
  readonly firstUndeliverableAt?: Date | undefined;
  /** Set with delivery or cancellation: the episode is over. */
  readonly endedAt?: Date | undefined;
}
