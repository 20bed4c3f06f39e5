import type { Notice, Reason } from '@ftgo/delayed-orders-domain';

/** What may be told, each with its own sentences. */
export type NoticeKind =
  | 'atRisk'
  | 'late'
  | 'recovered'
  | 'cancelled'
  | 'closesFirst'
  | 'notReady'
  | 'noCourier'
  | 'neverAccepted'
  | 'stalled';

/** The reasons for which an order is undeliverable; the others have sentences by condition. */
const UNDELIVERABLE: Partial<Readonly<Record<Reason, NoticeKind>>> = {
  CANCELLED_BY_RESTAURANT: 'cancelled',
  RESTAURANT_CLOSES_FIRST: 'closesFirst',
  NOT_READY_BEFORE_CLOSING: 'notReady',
  NO_COURIER_IN_TIME: 'noCourier',
  NEVER_ACCEPTED: 'neverAccepted',
  KITCHEN_STALLED: 'stalled',
};

/** Which sentences a notice gets. */
export function kindOf({ condition, reason }: Pick<Notice, 'condition' | 'reason'>): NoticeKind {
  if (condition === 'UNDELIVERABLE') return UNDELIVERABLE[reason] ?? 'stalled';
  if (condition === 'RECOVERED') return 'recovered';
  return condition === 'AT_RISK' ? 'atRisk' : 'late';
}

/** What follows is the same for everything that can't be delivered. */
export type NoticeTopic = 'atRisk' | 'late' | 'recovered' | 'undeliverable';

/** Whose closing words a kind has, and whose layout. */
export function topicOf(kind: NoticeKind): NoticeTopic {
  return kind === 'atRisk' || kind === 'late' || kind === 'recovered' ? kind : 'undeliverable';
}
