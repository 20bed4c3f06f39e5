import type { Condition, Reason } from '../condition.js';
import type { Estimate } from '../estimate/estimate.js';
import type { Estimator } from '../estimate/estimator.js';
import type { Order } from '../order.js';
import { hasEnded } from '../order.js';
import type { DelayPolicy } from '../policy/delay-policy.js';
import type { Restaurant } from '../restaurant.js';
import type { Impossibility } from './impossibility.js';
import { impossibilities } from './impossibility.js';
import type { Standing } from './risk.js';
import { isAtRisk, whenRiskChangesMs } from './risk.js';

/** Everything that a decision depends on; nothing else is looked at. */
export interface AssessmentInput {
  readonly order: Order;
  /** Undefined while no message told of it. */
  readonly restaurant: Restaurant | undefined;
  readonly estimator: Estimator;
  readonly policy: DelayPolicy;
  /** What the last assessment under the same promise left behind. */
  readonly before: Standing | undefined;
  /** Business time, read once per batch (I10). */
  readonly now: Date;
}

/** The answer about one order at one instant. */
export interface Assessment {
  readonly condition: Condition;
  /** What decided; present for every condition but ON_TIME. */
  readonly reason?: Reason | undefined;
  /** Everything that speaks for a bad condition now, what decided first. */
  readonly reasons: readonly Reason[];
  /** Whole minutes past the promise; present for LATE. */
  readonly minutesLate?: number | undefined;
  /** What is expected, for those who will be told of it: AT_RISK, LATE and RECOVERED. */
  readonly estimate?: Estimate | undefined;
  /**
   * The first instant after `now` at which condition or reason will differ if nothing is heard;
   * undefined: never. Exactly what assessing again and again would find.
   */
  readonly dueAt?: Date | undefined;
}

interface Verdict {
  readonly condition: Condition;
  readonly reasons: readonly Reason[];
}

const MINUTE_MS = 60_000;

/**
 * Decides how one order stands at one instant (DelayedOrderService's core, 13.4). Pure and
 * deterministic: the same input gives the same answer, whatever messages in whatever order led to
 * it. Never LATE or AT_RISK without a promise; UNDELIVERABLE only before the pick-up.
 */
export function assess(input: AssessmentInput): Assessment {
  if (hasEnded(input.order)) return endedAssessment(input);
  const { order, estimator, before, now } = input;
  const lateMs = lateFromMs(input);
  // What would begin after the order is late is asked when it is late, which it is due for.
  const willBeLate = before?.condition !== 'LATE' && now.getTime() < lateMs;
  const impossible = impossibilities(input, willBeLate ? lateMs : Infinity);
  const { condition, reasons } = verdictOf(input, impossible, lateMs);
  const since = before?.condition === condition ? before.since : now;
  return {
    condition,
    reason: reasons[0],
    reasons,
    minutesLate: condition === 'LATE' ? minutesLate(input) : undefined,
    estimate: isEstimated(condition) ? estimator.estimate(order, now) : undefined,
    dueAt: nextDue(input, { condition, since }, impossible, lateMs),
  };
}

/** An ended order keeps its condition; only a restaurant's cancellation makes a new one. */
function endedAssessment({ order, before }: AssessmentInput): Assessment {
  if (order.cancelledBy === 'RESTAURANT' && order.deliveredAt === undefined) {
    const reason = 'CANCELLED_BY_RESTAURANT';
    return { condition: 'UNDELIVERABLE', reason, reasons: [reason] };
  }
  return { condition: before?.condition ?? 'ON_TIME', reasons: [] };
}

function verdictOf(
  input: AssessmentInput,
  impossible: readonly Impossibility[],
  lateMs: number,
): Verdict {
  const { before, now } = input;
  const nowMs = now.getTime();
  // What was late under a promise stays late, even if a new policy is more patient.
  const wasLate = before?.condition === 'LATE' && !Number.isNaN(lateMs);
  const isLate = wasLate || lateMs <= nowMs;
  const first = impossible[0];
  if (first !== undefined && first.fromMs <= nowMs) {
    const reasons = impossible.filter(({ fromMs }) => fromMs <= nowMs).map(({ reason }) => reason);
    return { condition: 'UNDELIVERABLE', reasons: isLate ? [...reasons, PASSED] : reasons };
  }
  if (isLate) return { condition: 'LATE', reasons: [PASSED] };
  if (isAtRisk(input)) return AT_RISK;
  return before === undefined || before.condition === 'ON_TIME' ? ON_TIME : RECOVERED;
}

const PASSED: Reason = 'PROMISE_PASSED';
const ON_TIME: Verdict = { condition: 'ON_TIME', reasons: [] };
const AT_RISK: Verdict = { condition: 'AT_RISK', reasons: ['EXPECTED_LATE'] };
const RECOVERED: Verdict = { condition: 'RECOVERED', reasons: ['EXPECTED_ON_TIME'] };

/** From when on the order is late, in ms; NaN without a promise, and then no comparison holds. */
function lateFromMs({ order, policy }: AssessmentInput): number {
  const { promisedAt } = order;
  return promisedAt === undefined
    ? Number.NaN
    : promisedAt.getTime() + policy.lateGraceMinutes * MINUTE_MS;
}

function minutesLate({ order, now }: AssessmentInput): number | undefined {
  if (order.promisedAt === undefined) return undefined;
  return Math.max(0, Math.floor((now.getTime() - order.promisedAt.getTime()) / MINUTE_MS));
}

/** A range takes time to draw up: only for those conditions whose notices tell it. */
function isEstimated(condition: Condition): boolean {
  return condition === 'AT_RISK' || condition === 'LATE' || condition === 'RECOVERED';
}

function nextDue(
  input: AssessmentInput,
  standing: Standing,
  impossible: readonly Impossibility[],
  lateMs: number,
): Date | undefined {
  const { condition } = standing;
  // The earliest impossibility decides for good, and all the others come later.
  if (condition === 'UNDELIVERABLE') return undefined;
  let firstMs = impossible[0]?.fromMs ?? Infinity;
  if (condition !== 'LATE') {
    const riskMs = whenRiskChangesMs(input, standing);
    if (lateMs < firstMs) firstMs = lateMs;
    if (riskMs < firstMs) firstMs = riskMs;
  }
  return firstMs === Infinity ? undefined : new Date(firstMs);
}
