import type { Condition } from '../condition.js';
import type { Estimator } from '../estimate/estimator.js';
import type { Order } from '../order.js';
import type { DelayPolicy } from '../policy/delay-policy.js';

/** How the order stood when it was last assessed under the same promise. */
export interface Standing {
  readonly condition: Condition;
  /** Since when it has had this condition. */
  readonly since: Date;
}

/** What the risk depends on. */
export interface RiskInput {
  readonly order: Order;
  readonly estimator: Estimator;
  readonly policy: DelayPolicy;
  readonly before: Standing | undefined;
  readonly now: Date;
}

const MINUTE_MS = 60_000;

/**
 * Whether an order with a promise is at risk (hysteresis): it begins in the window before the
 * promise at one probability, ends below a lower one, and neither follows the other too soon.
 */
export function isAtRisk({ order, estimator, policy, before, now }: RiskInput): boolean {
  if (order.promisedAt === undefined) return false;
  const wasAtRisk = before?.condition === 'AT_RISK';
  const mayChange = now.getTime() >= changesFrom(before, policy);
  if (!mayChange || (!wasAtRisk && !isInWindow(order.promisedAt, policy, now))) return wasAtRisk;
  const probability = estimator.probabilityLate(order, now);
  if (probability === undefined) return false;
  return probability >= (wasAtRisk ? policy.riskLeaveProbability : policy.riskEnterProbability);
}

/**
 * The first instant after `now` at which {@link isAtRisk} answers otherwise than it does of `standing`,
 * if nothing more is heard; in ms since the epoch, NaN: not before the promise.
 */
export function whenRiskChangesMs(
  { order, estimator, policy, now }: RiskInput,
  standing: Standing,
): number {
  const { promisedAt } = order;
  if (promisedAt === undefined) return Number.NaN;
  const mayChangeMs = Math.max(now.getTime(), changesFrom(standing, policy));
  if (standing.condition === 'AT_RISK') {
    const { riskLeaveProbability } = policy;
    const untilMs = promisedAt.getTime();
    return estimator.whenFallsBelowMs(order, riskLeaveProbability, mayChangeMs, untilMs);
  }
  const { opensMs, closesMs } = windowOf(promisedAt, policy);
  const fromMs = Math.max(mayChangeMs, opensMs);
  return estimator.whenReachesMs(order, policy.riskEnterProbability, fromMs, closesMs);
}

/** From when on the order may change between at risk and not, in ms. */
function changesFrom(standing: Standing | undefined, policy: DelayPolicy): number {
  if (standing?.condition !== 'AT_RISK' && standing?.condition !== 'RECOVERED') return -Infinity;
  return standing.since.getTime() + policy.leastDwellMinutes * MINUTE_MS;
}

function isInWindow(promisedAt: Date, policy: DelayPolicy, now: Date): boolean {
  const { opensMs, closesMs } = windowOf(promisedAt, policy);
  return opensMs <= now.getTime() && now.getTime() < closesMs;
}

/** What is learnt meanwhile moves estimates, though nothing is heard of the order itself. */
const LOOK_AGAIN_MINUTES = 2;

/**
 * When an order with a promise is to be looked at again by what will have been learnt by then: as its
 * window opens, and every other minute in it. Undefined once a risk can no longer begin.
 */
export function lookAgainAt(
  { promisedAt }: Order,
  policy: DelayPolicy,
  now: Date,
): Date | undefined {
  if (promisedAt === undefined) return undefined;
  const { opensMs, closesMs } = windowOf(promisedAt, policy);
  const nowMs = now.getTime();
  if (nowMs < opensMs) return new Date(opensMs);
  // On the minutes before the promise, on which estimates change.
  const sinceOpening = Math.floor((nowMs - opensMs) / MINUTE_MS);
  const next = opensMs + (sinceOpening + LOOK_AGAIN_MINUTES) * MINUTE_MS;
  return next < closesMs ? new Date(next) : undefined;
}

/** The minute that begins with the least lead still belongs to it: scanners look within it. */
function windowOf(promisedAt: Date, policy: DelayPolicy): { opensMs: number; closesMs: number } {
  const { riskWindowMinutes, riskLeastLeadMinutes } = policy;
  const promisedMs = promisedAt.getTime();
  return {
    opensMs: promisedMs - riskWindowMinutes * MINUTE_MS,
    closesMs: promisedMs - Math.max(0, riskLeastLeadMinutes - 1) * MINUTE_MS,
  };
}
