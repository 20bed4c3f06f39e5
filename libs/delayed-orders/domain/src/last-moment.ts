import type { Condition } from './condition.js';
import type { DelayedOrderNotification } from './notification.js';
import type { Order } from './order.js';
import { isPickedUp } from './order.js';
import type { DelayPolicy } from './policy/delay-policy.js';
import { quietUntil } from './quiet-hours.js';

export const SUPPRESSION_CAUSES = [
  'DELIVERED',
  'CANCELLED',
  'RECOVERED',
  'PROMISE_CHANGED',
  'SUPERSEDED',
  'TOO_LATE',
  'NO_ADDRESS',
  'NOT_TOLD_BEFORE',
  'ENOUGH_TODAY',
  'QUIET_HOURS',
  'OPTED_OUT',
  'BOUNCED',
  'COMPLAINED',
  'NOT_ALLOWED',
] as const;
/** Why a notice was not sent though it had been decided. */
export type SuppressionCause = (typeof SUPPRESSION_CAUSES)[number];

/** What is true at the moment of sending. */
export interface SendingMoment {
  readonly order: Order;
  /** The order's condition and promise generation as decided last. */
  readonly condition: Condition;
  readonly promiseGeneration: number;
  /** Whether the same audience may have read an earlier notice of trouble with this order. */
  readonly wasTold: boolean;
  readonly now: Date;
}

/**
 * The last-moment check (I6): what is no longer true, or helps nobody any more, is not sent.
 * @returns the cause for which the notice is suppressed; undefined when it still holds.
 */
export function suppressionCause(
  notice: Pick<DelayedOrderNotification, 'condition' | 'promiseGeneration' | 'useBy'>,
  { order, condition, promiseGeneration, wasTold, now }: SendingMoment,
): SuppressionCause | undefined {
  if (order.deliveredAt !== undefined || order.state === 'DELIVERED') return 'DELIVERED';
  const isCancelled =
    order.cancelledAt !== undefined || order.deletedAt !== undefined || order.state === 'CANCELLED';
  const isOurNews = notice.condition === 'UNDELIVERABLE' && order.cancelledBy === 'RESTAURANT';
  if (isCancelled && !isOurNews) return 'CANCELLED';
  if (promiseGeneration !== notice.promiseGeneration) return 'PROMISE_CHANGED';
  if (notice.condition === 'UNDELIVERABLE' && isPickedUp(order)) return 'RECOVERED';
  if (condition !== notice.condition) {
    return condition === 'RECOVERED' || condition === 'ON_TIME' ? 'RECOVERED' : 'SUPERSEDED';
  }
  if (condition === 'RECOVERED' && !wasTold) return 'NOT_TOLD_BEFORE';
  return now > notice.useBy ? 'TOO_LATE' : undefined;
}

/** What restraint depends on. */
export interface RestraintInput {
  readonly notice: Pick<DelayedOrderNotification, 'condition' | 'audience' | 'useBy'>;
  /** Notices of the last 24 hours that the same customer may have read. */
  readonly noticesInADay: number;
  /** The restaurant's, by which the customer lives too. */
  readonly timeZone: string;
  readonly policy: Pick<DelayPolicy, 'mostCustomerNoticesADay' | 'quietHours'>;
  readonly now: Date;
}

/** What restraint says: don't send at all, or not before an instant. */
export type Restraint =
  { readonly suppress: SuppressionCause } | { readonly waitUntil: Date } | undefined;

/**
 * Leaves customers alone where it can: too many notices in a day, or quiet hours. What would be stale
 * by morning is dropped and says so. News that a meal will not come is never held back, nor is
 * anything to customer service.
 */
export function restraintOf(input: RestraintInput): Restraint {
  const { notice, noticesInADay, timeZone, policy, now } = input;
  if (notice.audience !== 'CUSTOMER' || notice.condition === 'UNDELIVERABLE') return undefined;
  if (noticesInADay >= policy.mostCustomerNoticesADay) return { suppress: 'ENOUGH_TODAY' };
  const { quietHours } = policy;
  const until = quietHours === null ? undefined : quietUntil(quietHours, timeZone, now);
  if (until === undefined) return undefined;
  return until > notice.useBy ? { suppress: 'QUIET_HOURS' } : { waitUntil: until };
}
