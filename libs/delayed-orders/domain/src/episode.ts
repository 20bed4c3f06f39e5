import type { Assessment } from './assessment/assess.js';
import type { Standing } from './assessment/risk.js';
import type { Condition } from './condition.js';
import type { DelayedOrder } from './delayed-order.js';
import type { Order } from './order.js';
import { hasEnded } from './order.js';

/** Which promise of the episode an order has now: a changed one starts a new generation. */
export function generationOf(order: Order, delayed: DelayedOrder | undefined): number {
  if (delayed === undefined) return 1;
  const isSamePromise = delayed.promisedAt?.getTime() === order.promisedAt?.getTime();
  return isSamePromise ? delayed.promiseGeneration : delayed.promiseGeneration + 1;
}

/** How the order stood under the promise that it has now; a new promise begins anew. */
export function standingOf(order: Order, delayed: DelayedOrder | undefined): Standing | undefined {
  if (delayed === undefined) return undefined;
  return generationOf(order, delayed) === delayed.promiseGeneration ? delayed : undefined;
}

/** The episode after an assessment; undefined while the order has never been in a bad condition. */
export function nextEpisode(
  order: Order,
  before: DelayedOrder | undefined,
  { condition, reason, estimate }: Assessment,
  now: Date,
): DelayedOrder | undefined {
  if (before === undefined && condition === 'ON_TIME') return undefined;
  const promiseGeneration = generationOf(order, before);
  const isSame = before?.condition === condition && before.promiseGeneration === promiseGeneration;
  const first = (at: Date | undefined, wanted: Condition): Date | undefined =>
    at ?? (condition === wanted ? now : undefined);
  return {
    orderId: order.id,
    promiseGeneration,
    promisedAt: order.promisedAt,
    condition,
    reason: reason ?? (isSame ? before.reason : undefined),
    since: isSame ? before.since : now,
    expected: estimate?.expected ?? (isSame ? before.expected : undefined),
    decidedOnVersion: order.version,
    firstAtRiskAt: first(before?.firstAtRiskAt, 'AT_RISK'),
    firstLateAt: first(before?.firstLateAt, 'LATE'),
    firstUndeliverableAt: first(before?.firstUndeliverableAt, 'UNDELIVERABLE'),
    endedAt: before?.endedAt ?? endOf(order, now),
  };
}

function endOf(order: Order, now: Date): Date | undefined {
  if (!hasEnded(order)) return undefined;
  return order.deliveredAt ?? order.cancelledAt ?? order.deletedAt ?? now;
}
