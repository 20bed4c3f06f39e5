import type { Assessment } from './assessment/assess.js';
import type { ChannelPreference } from './channel-plan.js';
import { channelsFor } from './channel-plan.js';
import type { Offer, OfferPolicy } from './compensation.js';
import { offerAmountCents, offerCode } from './compensation.js';
import { isTold } from './condition.js';
import type { DecisionRecord } from './decision-record.js';
import type { DelayedOrder } from './delayed-order.js';
import type { EstimateCheck } from './estimate-check.js';
import { checkAt, checkOf } from './estimate-check.js';
import type { EstimateLesson, Taught } from './estimate/estimate-lesson.js';
import { estimateLessonsOf } from './estimate/estimate-lesson.js';
import type { Estimator } from './estimate/estimator.js';
import type { NotificationId, OfferId, OrderId } from './identifiers.js';
import type { Judgement } from './judgement.js';
import { judge } from './judgement.js';
import type { ToldNotice } from './notice-ladder.js';
import type { Audience, DelayedOrderNotification } from './notification.js';
import type { Order } from './order.js';
import { hasEnded } from './order.js';
import type { Outcome } from './outcome.js';
import { outcomeOf } from './outcome.js';
import type { DelayPolicy } from './policy/delay-policy.js';
import type { PolicyBook } from './policy/policy-document.js';
import type { Restaurant } from './restaurant.js';

/** A due order with what is known around it. */
export interface DueOrder {
  readonly order: Order;
  readonly restaurant: Restaurant | undefined;
  readonly delayed: DelayedOrder | undefined;
  /** What was told of it before. */
  readonly told: readonly ToldNotice[];
  /** What the customer has said of how they want to hear, where they have. */
  readonly preference?: ChannelPreference | undefined;
  /** The same as `delayed`, by the policy that only watches. */
  readonly shadow: DelayedOrder | undefined;
  /** What the estimate has been taught of it. */
  readonly taught: Taught;
}

/** By what a batch is decided. */
export interface Decider {
  readonly estimator: Estimator;
  readonly live: PolicyBook;
  /** Decides beside the live one and tells nobody. */
  readonly shadow?: PolicyBook | undefined;
  /** Business time (I10). */
  readonly now: Date;
}

/** What is to be written about one due order, all in one transaction (I4). */
export interface Decision {
  readonly orderId: OrderId;
  /** When to look again; undefined: only when something is heard. */
  readonly dueAt: Date | undefined;
  /** Present when the order is, or was, in a bad condition. */
  readonly delayed?: DelayedOrder | undefined;
  readonly shadow?: DelayedOrder | undefined;
  readonly notifications: readonly DelayedOrderNotification[];
  /** Asked for, not yet granted: the budget decides. */
  readonly offer?: Offer | undefined;
  /** Present once, when the order has ended. */
  readonly outcome?: Outcome | undefined;
  readonly check?: EstimateCheck | undefined;
  /** Why: one for each policy that decided something new. */
  readonly records: readonly DecisionRecord[];
  /** What the estimate learns of it, and what it has been taught then. */
  readonly lessons: readonly EstimateLesson[];
  readonly taught: Taught;
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
    private readonly offerPolicy: OfferPolicy,
    private readonly ids: DecisionIds,
  ) {}

  /** Decides about one due order. */
  decide(due: DueOrder, decider: Decider): Decision {
    const { order } = due;
    const { estimator, now } = decider;
    const live = judge(due, decider, 'LIVE');
    const shadow = decider.shadow === undefined ? undefined : judge(due, decider, 'SHADOW');
    const offer = this.offerFor(order, live, now);
    const ended = hasEnded(order);
    const check = checkAt(order);
    return {
      orderId: order.id,
      dueAt: earliestAfter(now, [
        live.assessment.dueAt,
        shadow?.assessment.dueAt,
        live.ladder.customerAt,
        live.lookAgainAt,
        shadow?.lookAgainAt,
        check,
      ]),
      delayed: live.delayed,
      shadow: shadow?.delayed,
      notifications: this.notifications(due, live, offer, decider),
      offer,
      outcome: ended
        ? outcomeOf(order, live.delayed ?? due.delayed, shadow?.delayed ?? due.shadow, now)
        : undefined,
      check: checkOf(order, estimator, now),
      records: [live.record, shadow?.record].filter((record) => record !== undefined),
      ...estimateLessonsOf(order, due.taught, now),
    };
  }

  private notifications(
    { order, preference }: DueOrder,
    { assessment, delayed, ladder }: Judgement,
    offer: Offer | undefined,
    { live, now }: Decider,
  ): DelayedOrderNotification[] {
    const { condition, reason, minutesLate, estimate } = assessment;
    if (!isTold(condition) || reason === undefined || delayed === undefined) return [];
    const policy = live.policyFor(order);
    const useBy = useByOf(order, assessment, policy, now);
    const ways = ladder.audiences.flatMap((audience) =>
      channelsFor(policy.channels, audience, condition, preference).map((channel) => ({
        audience,
        channel,
      })),
    );
    return ways.map(({ audience, channel }) => ({
      id: this.ids.notificationId(),
      orderId: order.id,
      promiseGeneration: delayed.promiseGeneration,
      condition,
      audience,
      channel,
      reason,
      consumerId: order.consumerId,
      restaurantId: order.restaurantId,
      area: order.area,
      promisedAt: order.promisedAt,
      minutesLate,
      expected: estimate?.expected,
      offerId: offer?.id,
      decidedAt: now,
      decidedOnVersion: order.version,
      useBy,
    }));
  }

  /** Only a risk told ahead carries an offer: it buys patience that a late apology cannot. */
  private offerFor(order: Order, { assessment, ladder }: Judgement, now: Date): Offer | undefined {
    const { condition, estimate } = assessment;
    const { promisedAt, consumerId, orderTotalCents = 0 } = order;
    const isToldNow = condition === 'AT_RISK' && ladder.audiences.includes(CUSTOMER);
    if (!isToldNow || consumerId === undefined) return undefined;
    if (promisedAt === undefined || estimate === undefined) return undefined;
    const late = estimate.likelyAt.getTime() - promisedAt.getTime();
    const minutesLate = Math.max(0, late / MINUTE_MS);
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

const CUSTOMER: Audience = 'CUSTOMER';

/**
 * Until when a notice helps: so long as the policy says, and no longer than the meal lets it. A risk
 * is no news once the order is late, nor is a recovery once the meal must have come.
 */
function useByOf(
  { promisedAt }: Order,
  { condition, estimate }: Assessment,
  policy: DelayPolicy,
  now: Date,
): Date {
  const minutes = isTold(condition) ? policy.useForMinutes[condition] : 0;
  const limits = [now.getTime() + minutes * MINUTE_MS];
  if (condition === 'AT_RISK' && promisedAt !== undefined) {
    limits.push(promisedAt.getTime() + policy.lateGraceMinutes * MINUTE_MS);
  }
  if (condition === 'RECOVERED' && estimate !== undefined)
    limits.push(estimate.expected.to.getTime());
  return new Date(Math.min(...limits));
}

function earliestAfter(now: Date, instants: readonly (Date | undefined)[]): Date | undefined {
  return instants.reduce<Date | undefined>(
    (first, at) =>
      at === undefined || at <= now || (first !== undefined && first <= at) ? first : at,
    undefined,
  );
}
