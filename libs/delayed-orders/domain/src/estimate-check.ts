import type { Estimator } from './estimate/estimator.js';
import type { OrderId } from './identifiers.js';
import type { Order } from './order.js';
import { hasEnded } from './order.js';

/**
 * The probability of lateness a fixed time before the promise, kept until the outcome is known:
 * what the estimate is calibrated against.
 */
export interface EstimateCheck {
  readonly orderId: OrderId;
  readonly promisedAt: Date;
  readonly probabilityLate: number;
  readonly estimateVersion: string;
}

/** As long before the promise each open order is checked. */
export const CHECK_MINUTES_BEFORE_PROMISE = 15;
const MINUTE_MS = 60_000;

/** When an order is to be checked; undefined without a promise, or once it has ended. */
export function checkAt(order: Order): Date | undefined {
  const { promisedAt } = order;
  if (promisedAt === undefined || hasEnded(order)) return undefined;
  return new Date(promisedAt.getTime() - CHECK_MINUTES_BEFORE_PROMISE * MINUTE_MS);
}

/** The check, if it is due within this very minute; later would be another question. */
export function checkOf(order: Order, estimator: Estimator, now: Date): EstimateCheck | undefined {
  const at = checkAt(order);
  const { promisedAt } = order;
  if (at === undefined || promisedAt === undefined) return undefined;
  const late = now.getTime() - at.getTime();
  if (late < 0 || late >= MINUTE_MS) return undefined;
  const probabilityLate = estimator.probabilityLate(order, now);
  if (probabilityLate === undefined) return undefined;
  return { orderId: order.id, promisedAt, probabilityLate, estimateVersion: estimator.version };
}
