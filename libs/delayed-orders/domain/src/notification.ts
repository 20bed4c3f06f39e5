import type { Reason, ToldCondition } from './condition.js';
import type { ConsumerId, NotificationId, OfferId, OrderId, RestaurantId } from './identifiers.js';

/** Who is told; a subscriber is another system that has asked to hear. */
export const AUDIENCES = ['CUSTOMER', 'CUSTOMER_SERVICE', 'SUBSCRIBER'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** The ways out: a case is opened in customer service's own system, a webhook calls another one. */
export const CHANNELS = ['EMAIL', 'SMS', 'CASE', 'WEBHOOK'] as const;
export type Channel = (typeof CHANNELS)[number];

/**
 * States of the ledger; `UNKNOWN` is a send whose answer was lost (I5), `GROUPED` goes out in an
 * incident's message and becomes what that one becomes.
 */
export const NOTIFICATION_STATES = [
  'PENDING',
  'SENDING',
  'SENT',
  'RETRY',
  'UNKNOWN',
  'GROUPED',
  'FAILED',
  'SUPPRESSED',
] as const;
export type NotificationState = (typeof NOTIFICATION_STATES)[number];

/** At most one notification each, ever (I3). */
export interface EffectKey {
  readonly orderId: OrderId;
  readonly promiseGeneration: number;
  readonly condition: ToldCondition;
  readonly audience: Audience;
  readonly channel: Channel;
}

/** A stretch of business time; for an expected delivery, both ends are possible instants. */
export interface TimeRange {
  readonly from: Date;
  readonly to: Date;
}

/**
 * The book's DelayedOrderNotification: the one entity that this service owns (13.4). It holds
 * the facts as they were when the decision was made and never any contact data (I8).
 */
export interface DelayedOrderNotification extends EffectKey {
  readonly id: NotificationId;
  readonly reason: Reason;
  readonly consumerId?: ConsumerId | undefined;
  readonly restaurantId?: RestaurantId | undefined;
  readonly area?: string | undefined;
  readonly promisedAt?: Date | undefined;
  /** Whole minutes past the promise at the decision; absent unless LATE. */
  readonly minutesLate?: number | undefined;
  readonly expected?: TimeRange | undefined;
  readonly offerId?: OfferId | undefined;
  /** Business time of the decision. */
  readonly decidedAt: Date;
  /** The replica's version that the decision saw. */
  readonly decidedOnVersion: number;
  /** After this instant the notice helps nobody and is suppressed (I6). */
  readonly useBy: Date;
}
