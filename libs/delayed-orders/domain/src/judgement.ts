import type { Assessment } from './assessment/assess.js';
import { assess } from './assessment/assess.js';
import { lookAgainAt } from './assessment/risk.js';
import type { DecisionRecord, PolicyRole } from './decision-record.js';
import { isChange } from './decision-record.js';
import type { DelayedOrder } from './delayed-order.js';
import type { Decider, DueOrder } from './delayed-order-service.js';
import { generationOf, nextEpisode, standingOf } from './episode.js';
import type { Estimator } from './estimate/estimator.js';
import type { LadderAnswer } from './notice-ladder.js';
import { climbLadder } from './notice-ladder.js';
import type { Order } from './order.js';
import { hasEnded } from './order.js';
import type { DelayPolicy } from './policy/delay-policy.js';
import type { PolicyBook } from './policy/policy-document.js';

/** One policy's answer about one order. */
export interface Judgement {
  readonly assessment: Assessment;
  readonly delayed: DelayedOrder | undefined;
  readonly ladder: LadderAnswer;
  readonly record: DecisionRecord | undefined;
  /** When what has been learnt by then may say otherwise. */
  readonly lookAgainAt: Date | undefined;
}

const NOBODY: LadderAnswer = { audiences: [], withheld: [] };

/** What one of the two policies makes of a due order. */
export function judge(due: DueOrder, decider: Decider, role: PolicyRole): Judgement {
  const { order, restaurant, told, preference } = due;
  const { estimator, now } = decider;
  const book = role === 'SHADOW' ? (decider.shadow ?? decider.live) : decider.live;
  const policy = book.policyFor(order);
  const before = role === 'SHADOW' ? due.shadow : due.delayed;
  const standing = standingOf(order, before);
  const assessment = assess({ order, restaurant, estimator, policy, before: standing, now });
  const delayed = nextEpisode(order, before, assessment, now);
  const promiseGeneration = generationOf(order, before);
  const ladder =
    role === 'SHADOW' || delayed === undefined
      ? NOBODY
      : climbLadder({
          order,
          assessment,
          promiseGeneration,
          since: delayed.since,
          told,
          preference,
          policy,
          now,
        });
  const isNew = delayed !== undefined && (isChange(before, delayed) || ladder.audiences.length > 0);
  const record = isNew
    ? recordOf(due, { assessment, delayed, before, ladder }, { estimator, book, role, now })
    : undefined;
  return {
    assessment,
    delayed,
    ladder,
    record,
    lookAgainAt: again(order, assessment, policy, now),
  };
}

/** What is late, undeliverable or over is decided by no estimate. */
function again(
  order: Order,
  { condition }: Assessment,
  policy: DelayPolicy,
  now: Date,
): Date | undefined {
  const isSettled = condition === 'LATE' || condition === 'UNDELIVERABLE' || hasEnded(order);
  return isSettled ? undefined : lookAgainAt(order, policy, now);
}

interface Judged {
  readonly assessment: Assessment;
  readonly delayed: DelayedOrder;
  readonly before: DelayedOrder | undefined;
  readonly ladder: LadderAnswer;
}

interface JudgedBy {
  readonly estimator: Estimator;
  readonly book: PolicyBook;
  readonly role: PolicyRole;
  readonly now: Date;
}

function recordOf(
  { order, restaurant }: DueOrder,
  { assessment, delayed, before, ladder }: Judged,
  { estimator, book, role, now }: JudgedBy,
): DecisionRecord {
  const explanation = hasEnded(order) ? undefined : estimator.explain(order, now);
  return {
    orderId: order.id,
    role,
    decidedAt: now,
    promiseGeneration: delayed.promiseGeneration,
    promisedAt: order.promisedAt,
    conditionBefore: before?.condition,
    condition: assessment.condition,
    reasons: assessment.reasons,
    policyVersion: book.version,
    orderVersion: order.version,
    restaurantVersion: restaurant?.version,
    estimateVersion: estimator.version,
    probabilityLate: explanation?.probabilityLate,
    expected: assessment.estimate?.expected,
    explanation,
    told: ladder.audiences,
    withheld: ladder.withheld,
    dueAt: assessment.dueAt,
  };
}
