import type { Order } from '../order.js';
import { hasEnded } from '../order.js';

/** What the estimate has been taught of an order; to be kept beside the order (one column). */
export const TAUGHT = ['NOTHING', 'OPEN', 'ENDED'] as const;
export type Taught = (typeof TAUGHT)[number];

/**
 * What the estimate learns from one order at one instant. OPENED and ENDED must be learnt exactly
 * once (counters change by them), MOVED as often as you like.
 */
export interface EstimateLesson {
  readonly kind: 'OPENED' | 'MOVED' | 'ENDED';
  /** Business time at which it was heard of. */
  readonly at: Date;
  /** The order as it was known then. */
  readonly order: Order;
}

/** The lessons of an order that has changed, and what has been taught once they are kept. */
export interface LessonsOfOrder {
  readonly lessons: readonly EstimateLesson[];
  readonly taught: Taught;
}

/**
 * What there is to be learnt from an order as it is now known. Keep `taught` in the transaction that
 * keeps the lessons, and each is given once, whatever comes twice or in another order: nothing is
 * ever taken from a counter that was not added to it. An order counts as open from the moment that
 * its creation is known, whatever events will or will not follow.
 */
export function estimateLessonsOf(order: Order, taught: Taught, at: Date): LessonsOfOrder {
  const isOpenable = order.createdAt !== undefined && order.createdAt <= at;
  if (taught === 'ENDED' || !isOpenable) return { lessons: [], taught };
  const first: EstimateLesson = { kind: taught === 'NOTHING' ? 'OPENED' : 'MOVED', at, order };
  if (!hasEnded(order)) return { lessons: [first], taught: 'OPEN' };
  const end: EstimateLesson = { kind: 'ENDED', at, order };
  return { lessons: taught === 'NOTHING' ? [first, end] : [end], taught: 'ENDED' };
}
