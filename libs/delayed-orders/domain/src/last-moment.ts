import type { Condition } from './condition.js';
import type { DelayedOrderNotification } from './notification.js';
import type { Order } from './order.js';
import { isPickedUp } from './order.js';

export const SUPPRESSION_CAUSES = [
  'DELIVERED',
  'CANCELLED',
  'RECOVERED',
  'PROMISE_CHANGED',
  'SUPERSEDED',
  'TOO_LATE',
  'NO_ADDRESS',
] as const;
/** Why a notice was not sent though it had been decided. */
export type SuppressionCause = (typeof SUPPRESSION_CAUSES)[number];

/** What is true at the moment of sending. */
export interface SendingMoment {
  readonly order: Order;
  /** The order's condition and promise generation as decided last. */
  readonly condition: Condition;
  readonly promiseGeneration: number;
  readonly now: Date;
}

/**
 * The last-moment check (I6): what is no longer true, or helps nobody any more, is not sent.
 * @returns the cause for which the notice is suppressed; undefined when it still holds.
 */
export function suppressionCause(
  notice: Pick<DelayedOrderNotification, 'condition' | 'promiseGeneration' | 'useBy'>,
  { order, condition, promiseGeneration, now }: SendingMoment,
): SuppressionCause | undefined {
  if (order.deliveredAt !== undefined || order.state === 'DELIVERED') return 'DELIVERED';
  const isCancelled =
    order.cancelledAt !== undefined || order.deletedAt !== undefined || order.state === 'CANCELLED';
  const isOurNews = notice.condition === 'UNDELIVERABLE' && order.cancelledBy === 'RESTAURANT';
  if (isCancelled && !isOurNews) return 'CANCELLED';
  if (promiseGeneration !== notice.promiseGeneration) return 'PROMISE_CHANGED';
  if (notice.condition === 'UNDELIVERABLE' && isPickedUp(order)) return 'RECOVERED';
  if (condition === 'RECOVERED' || condition === 'ON_TIME') return 'RECOVERED';
  if (condition !== notice.condition) return 'SUPERSEDED';
  return now > notice.useBy ? 'TOO_LATE' : undefined;
}
