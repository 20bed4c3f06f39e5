import type {
  Assessment,
  DecisionRecord,
  EstimateExplanation,
  PolicyBook,
  PolicyRole,
} from '@ftgo/delayed-orders-domain';
import {
  assess,
  DEFAULT_OFFER_POLICY,
  DelayedOrderService,
  hasEnded,
  notificationId,
  offerId,
  standingOf,
} from '@ftgo/delayed-orders-domain';
import type { KnownOrder } from '@ftgo/delayed-orders-persistence';

/** What a policy would say if the order were looked at now. */
export interface PresentAnswer extends Pick<DecisionRecord, 'told' | 'withheld'> {
  readonly role: PolicyRole;
  readonly policyVersion: number;
  readonly assessment: Assessment;
  readonly explanation: EstimateExplanation | undefined;
}

/** The answers, or why the code that decides could not give any: a bug, and what is wanted then. */
export type Present =
  { readonly answers: readonly PresentAnswer[] } | { readonly undecided: string };

/** No answer is ever kept, so all may have the same id. */
const NO_ID = '00000000-0000-4000-8000-000000000000';
const service = new DelayedOrderService(DEFAULT_OFFER_POLICY, {
  notificationId: () => notificationId(NO_ID),
  offerId: () => offerId(NO_ID),
});

/**
 * What each policy in force would decide now, by the code that decides. Pure: nothing is kept and
 * nobody is told. No answers once the order has ended.
 */
export function presentAnswers(known: KnownOrder): Present {
  try {
    return { answers: answersAbout(known) };
  } catch (error) {
    return { undecided: error instanceof Error ? error.message : String(error) };
  }
}

function answersAbout(known: KnownOrder): PresentAnswer[] {
  const { due, decider } = known;
  if (hasEnded(due.order)) return [];
  const { records } = service.decide(due, decider);
  const answer = (role: PolicyRole, book: PolicyBook): PresentAnswer => {
    const record = records.find((each) => each.role === role);
    return {
      role,
      policyVersion: book.version,
      assessment: assessmentBy(known, role, book),
      explanation: decider.estimator.explain(due.order, decider.now),
      told: record?.told ?? [],
      withheld: record?.withheld ?? [],
    };
  };
  return [
    answer('LIVE', decider.live),
    ...(decider.shadow === undefined ? [] : [answer('SHADOW', decider.shadow)]),
  ];
}

function assessmentBy(
  { due, decider }: KnownOrder,
  role: PolicyRole,
  book: PolicyBook,
): Assessment {
  const { order, restaurant } = due;
  const { estimator, now } = decider;
  const before = standingOf(order, role === 'LIVE' ? due.delayed : due.shadow);
  return assess({ order, restaurant, estimator, policy: book.policyFor(order), before, now });
}
