import type { Reason } from '../condition.js';
import type { Estimator } from '../estimate/estimator.js';
import { closingMsAfter } from '../opening-hours.js';
import type { Order } from '../order.js';
import { isPickedUp } from '../order.js';
import type { DelayPolicy } from '../policy/delay-policy.js';
import { serviceLevelOf } from '../policy/service-level.js';
import type { Restaurant } from '../restaurant.js';

/** From when on an order can't be delivered any more, if nothing more is heard, and why. */
export interface Impossibility {
  readonly reason: Reason;
  /** In ms since the epoch: comparing dates is ten times slower. */
  readonly fromMs: number;
}

/** What impossibilities depend on. */
export interface ImpossibilityInput {
  readonly order: Order;
  readonly restaurant: Restaurant | undefined;
  readonly estimator: Estimator;
  readonly policy: DelayPolicy;
}

const MINUTE_MS = 60_000;
/** A meal for later is made so long before its promise, not when it was ordered. */
const MADE_MINUTES_BEFORE_PROMISE = 60;

/**
 * All that would keep an open order from being delivered, the earliest first: of equally early ones
 * the one of the restaurant's hours. Once the courier has the meal, nothing does.
 * @param untilMs what begins after it may be left out, which saves time.
 */
export function impossibilities(
  input: ImpossibilityInput,
  untilMs = Infinity,
): readonly Impossibility[] {
  if (isPickedUp(input.order)) return NONE;
  const found: Impossibility[] = [];
  addClosing(found, input);
  addStalling(found, input, untilMs);
  return found.length < 2 ? found : found.sort(byTime);
}

const NONE: readonly Impossibility[] = [];
const byTime = (a: Impossibility, b: Impossibility): number => a.fromMs - b.fromMs;

/** The restaurant closes before a courier can have fetched the meal. */
function addClosing(
  found: Impossibility[],
  { order, restaurant, policy }: ImpossibilityInput,
): void {
  if (restaurant?.openingHours === undefined) return;
  const madeMs = madeFromMs(order);
  const closesMs = closingMsAfter(restaurant.openingHours, madeMs);
  if (Number.isNaN(closesMs)) return;
  const { readyAt, readyBy, courierId } = order;
  if (readyAt === undefined && readyBy !== undefined && readyBy.getTime() > closesMs) {
    found.push({ reason: 'NOT_READY_BEFORE_CLOSING', fromMs: madeMs });
  }
  // Only of a meal that is ready: a feed without kitchen events may tell no couriers, either.
  if (readyAt !== undefined && courierId === undefined) {
    const tooLateMs = closesMs - policy.courierMinutesBeforeClosing * MINUTE_MS;
    const fromMs = Math.max(tooLateMs, readyAt.getTime());
    found.push({ reason: 'NO_COURIER_IN_TIME', fromMs });
  }
  const fromMs = closesMs - policy.pickupMinutesBeforeClosing * MINUTE_MS;
  found.push({ reason: 'RESTAURANT_CLOSES_FIRST', fromMs });
}

/** It waits for its next event longer than delivered orders ever did. */
function addStalling(
  found: Impossibility[],
  { order, estimator, policy }: ImpossibilityInput,
  untilMs: number,
): void {
  const { reason, sinceMs, minutes } = stall(order, policy);
  // A meal for later waits until then, and nobody has forgotten it.
  const isForLater = order.promisedAt !== undefined && serviceLevelOf(order) === 'SCHEDULED';
  const wantedMs = isForLater ? order.promisedAt.getTime() : -Infinity;
  const leastMs = Math.max(sinceMs + minutes * MINUTE_MS, wantedMs);
  if (leastMs > untilMs) return;
  const unheardOfMs = estimator.whenBeyondHistoryMs(order, policy.beyondHistoryShare);
  const fromMs = Math.max(leastMs, unheardOfMs);
  if (!Number.isNaN(fromMs)) found.push({ reason, fromMs });
}

interface Stall {
  readonly reason: Reason;
  /** NaN where nothing is known of its progress. */
  readonly sinceMs: number;
  readonly minutes: number;
}

function stall(order: Order, policy: DelayPolicy): Stall {
  const { createdAt, acceptedAt, preparingAt, readyAt } = order;
  if (readyAt !== undefined) {
    const minutes = policy.pickupWithinMinutes;
    return { reason: 'NO_COURIER_IN_TIME', sinceMs: readyAt.getTime(), minutes };
  }
  const begunAt = acceptedAt ?? preparingAt;
  if (begunAt !== undefined) {
    const minutes = policy.readyWithinMinutes;
    return { reason: 'KITCHEN_STALLED', sinceMs: begunAt.getTime(), minutes };
  }
  const sinceMs = createdAt === undefined ? Number.NaN : createdAt.getTime();
  return { reason: 'NEVER_ACCEPTED', sinceMs, minutes: policy.acceptWithinMinutes };
}

/** From when on the kitchen has to do with it, NaN: unknown; the closing after that matters. */
function madeFromMs(order: Order): number {
  const since = order.acceptedAt ?? order.createdAt;
  if (since === undefined) return Number.NaN;
  const { promisedAt } = order;
  if (promisedAt === undefined || serviceLevelOf(order) === 'ASAP') return since.getTime();
  return Math.max(since.getTime(), promisedAt.getTime() - MADE_MINUTES_BEFORE_PROMISE * MINUTE_MS);
}
