import type { Condition, Reason } from './condition.js';
import type { DelayPolicy } from './delay-policy.js';
import type { TimeRange } from './notification.js';
import { closingAfter } from './opening-hours.js';
import type { Order } from './order.js';
import { hasEnded, isPickedUp } from './order.js';
import type { RemainingTime } from './remaining-time.js';
import type { Restaurant } from './restaurant.js';
import { stageEntries } from './stage.js';

/** Everything that a decision depends on; nothing else is looked at. */
export interface AssessmentInput {
  readonly order: Order;
  /** Undefined while no message told of it. */
  readonly restaurant: Restaurant | undefined;
  readonly remainingTime: RemainingTime;
  readonly policy: DelayPolicy;
  /** The condition that the last assessment of the same promise left behind. */
  readonly previous: Condition | undefined;
  /** Business time, read once per batch (I10). */
  readonly now: Date;
}

/** The answer about one order at one instant. */
export interface Assessment {
  readonly condition: Condition;
  /** Present for AT_RISK, LATE and UNDELIVERABLE. */
  readonly reason?: Reason | undefined;
  /** Whole minutes past the promise; present for LATE. */
  readonly minutesLate?: number | undefined;
  /** When delivery is expected, where something can be said. */
  readonly expected?: TimeRange | undefined;
  /** The median of {@link expected}; what the offer is measured by. */
  readonly likelyAt?: Date | undefined;
  /** The probability of delivery after the promise, where there is a promise and no end yet. */
  readonly probabilityLate?: number | undefined;
  /** The first instant at which the answer may differ if nothing is heard; undefined: never. */
  readonly dueAt?: Date | undefined;
}

type Verdict = Omit<Assessment, 'dueAt'>;

interface PickupLimit {
  readonly lastPickupAt: Date;
  readonly closesAt: Date;
}

const MINUTE_MS = 60_000;

/**
 * Decides how one order stands at one instant (DelayedOrderService's core, 13.4). Pure and
 * deterministic. Never LATE or AT_RISK without a promise; UNDELIVERABLE only before the pick-up.
 */
export function assess(input: AssessmentInput): Assessment {
  const ended = endedVerdict(input);
  if (ended !== undefined) return ended;
  const limit = pickupLimit(input);
  const verdict = closingVerdict(input, limit) ?? lateVerdict(input) ?? riskVerdict(input);
  const dueAt = nextDue(input, limit);
  return dueAt === undefined ? verdict : { ...verdict, dueAt };
}

/** An ended order keeps its condition; only a restaurant's cancellation makes a new one. */
function endedVerdict({ order, previous }: AssessmentInput): Verdict | undefined {
  if (!hasEnded(order)) return undefined;
  if (order.cancelledBy === 'RESTAURANT' && order.deliveredAt === undefined) {
    return { condition: 'UNDELIVERABLE', reason: 'CANCELLED_BY_RESTAURANT' };
  }
  return { condition: previous ?? 'ON_TIME' };
}

function closingVerdict(
  { order, now }: AssessmentInput,
  limit: PickupLimit | undefined,
): Verdict | undefined {
  if (limit === undefined) return undefined;
  const isReadyTooLate =
    order.readyAt === undefined && order.readyBy !== undefined && order.readyBy > limit.closesAt;
  return now >= limit.lastPickupAt || isReadyTooLate
    ? { condition: 'UNDELIVERABLE', reason: 'RESTAURANT_CLOSES_FIRST' }
    : undefined;
}

/** Until when the meal can still be fetched; undefined when nothing limits it. */
function pickupLimit({ order, restaurant, policy }: AssessmentInput): PickupLimit | undefined {
  const since = order.acceptedAt ?? order.createdAt;
  if (isPickedUp(order) || since === undefined || restaurant?.openingHours === undefined) {
    return undefined;
  }
  const closesAt = closingAfter(restaurant.openingHours, since);
  if (closesAt === undefined) return undefined;
  return { closesAt, lastPickupAt: minutesAfter(closesAt, -policy.pickupMinutesBeforeClosing) };
}

function lateVerdict(input: AssessmentInput): Verdict | undefined {
  const { order, policy, now } = input;
  if (order.promisedAt === undefined) return undefined;
  if (now < minutesAfter(order.promisedAt, policy.lateGraceMinutes)) return undefined;
  const minutesLate = Math.floor((now.getTime() - order.promisedAt.getTime()) / MINUTE_MS);
  return { condition: 'LATE', reason: 'PROMISE_PASSED', minutesLate, ...estimate(input) };
}

function riskVerdict(input: AssessmentInput): Verdict {
  const { order, policy, previous, now } = input;
  const estimated = estimate(input);
  const calm = previous === 'AT_RISK' || previous === 'RECOVERED' ? 'RECOVERED' : 'ON_TIME';
  const { probabilityLate } = estimated;
  if (order.promisedAt === undefined || probabilityLate === undefined) {
    return { condition: calm, ...estimated };
  }
  const inWindow = now >= minutesAfter(order.promisedAt, -policy.riskWindowMinutes);
  const threshold =
    previous === 'AT_RISK' ? policy.riskLeaveProbability : policy.riskEnterProbability;
  return inWindow && probabilityLate >= threshold
    ? { condition: 'AT_RISK', reason: 'EXPECTED_LATE', ...estimated }
    : { condition: calm, ...estimated };
}

function estimate({
  order,
  remainingTime,
  now,
}: AssessmentInput): Pick<Assessment, 'expected' | 'likelyAt' | 'probabilityLate'> {
  const entry = stageEntries(order).at(-1);
  if (entry === undefined) return {};
  return {
    expected: remainingTime.expectedDelivery(entry, now),
    likelyAt: remainingTime.quantile(entry, now, 0.5),
    ...(order.promisedAt === undefined
      ? {}
      : { probabilityLate: remainingTime.probabilityAfter(entry, order.promisedAt, now) }),
  };
}

function nextDue(input: AssessmentInput, limit: PickupLimit | undefined): Date | undefined {
  const candidates = [limit?.lastPickupAt, ...promiseInstants(input)];
  const ahead = candidates.filter((at): at is Date => at !== undefined && at > input.now);
  return ahead.length === 0 ? undefined : new Date(Math.min(...ahead.map((at) => at.getTime())));
}

/** When the promise passes, and when the risk crosses its threshold if nothing is heard. */
function promiseInstants({ order, remainingTime, policy }: AssessmentInput): Date[] {
  const { promisedAt } = order;
  if (promisedAt === undefined) return [];
  const lateAt = minutesAfter(promisedAt, policy.lateGraceMinutes);
  const entry = stageEntries(order).at(-1);
  if (entry === undefined) return [lateAt];
  const { riskEnterProbability } = policy;
  const riskyAt = remainingTime.whenProbabilityReaches(entry, promisedAt, riskEnterProbability);
  const windowAt = minutesAfter(promisedAt, -policy.riskWindowMinutes);
  // Rounded up to the millisecond: a due time a hair too early would find no difference yet.
  const riskAt = new Date(Math.max(windowAt.getTime(), riskyAt.getTime() + 1));
  return riskAt < promisedAt ? [riskAt, lateAt] : [promisedAt, lateAt];
}

function minutesAfter(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * MINUTE_MS);
}
