import type { Assessment } from './assessment.js';
import { assess } from './assessment.js';
import type { Offer, OfferPolicy } from './compensation.js';
import { offerAmountCents, offerCode } from './compensation.js';
import type { Condition, ToldCondition } from './condition.js';
import { TOLD_CONDITIONS } from './condition.js';
import type { DelayPolicy } from './delay-policy.js';
import type { DelayedOrder } from './delayed-order.js';
import type { NotificationId, OfferId, OrderId } from './identifiers.js';
import type { DelayedOrderNotification } from './notification.js';
import { AUDIENCES } from './notification.js';
import type { Order } from './order.js';
import { hasEnded } from './order.js';
import type { Outcome } from './outcome.js';
import { lessonsOf, outcomeOf } from './outcome.js';
import type { RemainingTime, RemainingTimeCount } from './remaining-time.js';
import type { Restaurant } from './restaurant.js';

/** A due order with what is known around it. */
export interface DueOrder {
  readonly order: Order;
  readonly restaurant: Restaurant | undefined;
  readonly delayed: DelayedOrder | undefined;
}

/** What is to be written about one due order, all in one transaction (I4). */
export interface Decision {
  readonly orderId: OrderId;
  /** When to look again; undefined: only when something is heard. */
  readonly dueAt: Date | undefined;
  /** Present when the condition, or what is known of it, changed. */
  readonly delayed?: DelayedOrder | undefined;
  readonly notifications: readonly DelayedOrderNotification[];
  /** Asked for, not yet granted: the budget decides. */
  readonly offer?: Offer | undefined;
  /** Present once, when the order has ended. */
  readonly outcome?: Outcome | undefined;
  readonly lessons: readonly RemainingTimeCount[];
}

/** Makes the UUIDs of a decision; handed in, because the domain makes no randomness. */
export interface DecisionIds {
  notificationId(): NotificationId;
  offerId(): OfferId;
}

const MINUTE_MS = 60_000;

/**
 * The book's DelayedOrderService (13.4): invoked over and over with the orders that are due, it
 * decides which are delayed or undeliverable and who is told. It has no state and does no I/O;
 * the same input gives the same decisions, ids aside.
 */
export class DelayedOrderService {
  constructor(
    private readonly delayPolicy: DelayPolicy,
    private readonly offerPolicy: OfferPolicy,
    private readonly ids: DecisionIds,
  ) {}

  /** Decides about one due order at business time `now` (I10). */
  decide(
    { order, restaurant, delayed }: DueOrder,
    remainingTime: RemainingTime,
    now: Date,
  ): Decision {
    const generation = generationOf(order, delayed);
    const previous = generation === delayed?.promiseGeneration ? delayed.condition : undefined;
    const policy = this.delayPolicy;
    const assessment = assess({ order, restaurant, remainingTime, policy, previous, now });
    const next = nextDelayedOrder(order, delayed, generation, assessment, now);
    const isNews = isTold(assessment.condition) && assessment.condition !== previous;
    const offer = isNews ? this.offerFor(order, assessment, now) : undefined;
    const hasJustEnded = hasEnded(order);
    return {
      orderId: order.id,
      dueAt: assessment.dueAt,
      delayed: next,
      notifications: isNews ? this.notifications(order, assessment, generation, offer, now) : [],
      offer,
      outcome: hasJustEnded ? outcomeOf(order, next ?? delayed, now) : undefined,
      lessons: hasJustEnded ? lessonsOf(order) : [],
    };
  }

  private notifications(
    order: Order,
    assessment: Assessment,
    promiseGeneration: number,
    offer: Offer | undefined,
    now: Date,
  ): DelayedOrderNotification[] {
    const { condition, reason, minutesLate, expected } = assessment;
    if (!isTold(condition) || reason === undefined) return [];
    const useBy = new Date(now.getTime() + this.delayPolicy.useForMinutes[condition] * MINUTE_MS);
    return AUDIENCES.map((audience) => ({
      id: this.ids.notificationId(),
      orderId: order.id,
      promiseGeneration,
      condition,
      audience,
      channel: 'EMAIL',
      reason,
      consumerId: order.consumerId,
      restaurantId: order.restaurantId,
      promisedAt: order.promisedAt,
      minutesLate,
      expected,
      offerId: offer?.id,
      decidedAt: now,
      decidedOnVersion: order.version,
      useBy,
    }));
  }

  /** Only a risk told ahead carries an offer: it buys patience that a late apology cannot. */
  private offerFor(order: Order, assessment: Assessment, now: Date): Offer | undefined {
    const { condition, likelyAt } = assessment;
    const { promisedAt, consumerId, orderTotalCents = 0 } = order;
    if (condition !== 'AT_RISK' || consumerId === undefined) return undefined;
    if (promisedAt === undefined || likelyAt === undefined) return undefined;
    const minutesLate = Math.max(0, (likelyAt.getTime() - promisedAt.getTime()) / MINUTE_MS);
    const amountCents = offerAmountCents(this.offerPolicy, minutesLate, orderTotalCents);
    if (amountCents === 0) return undefined;
    const id = this.ids.offerId();
    return {
      id,
      orderId: order.id,
      consumerId,
      amountCents,
      currency: this.offerPolicy.currency,
      code: offerCode(id),
      expiresAt: new Date(now.getTime() + this.offerPolicy.validForHours * 60 * MINUTE_MS),
    };
  }
}

function isTold(condition: Condition): condition is ToldCondition {
  return (TOLD_CONDITIONS as readonly Condition[]).includes(condition);
}

/** A changed promise starts a new generation, but only an episode counts them. */
function generationOf(order: Order, delayed: DelayedOrder | undefined): number {
  if (delayed === undefined) return 1;
  const isSamePromise = delayed.promisedAt?.getTime() === order.promisedAt?.getTime();
  return isSamePromise ? delayed.promiseGeneration : delayed.promiseGeneration + 1;
}

function nextDelayedOrder(
  order: Order,
  before: DelayedOrder | undefined,
  promiseGeneration: number,
  { condition, reason, expected }: Assessment,
  now: Date,
): DelayedOrder | undefined {
  if (before === undefined && !isTold(condition)) return undefined;
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
    expected: expected ?? (isSame ? before.expected : undefined),
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
