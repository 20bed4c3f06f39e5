import type {
  Decision,
  DelayedOrder,
  Estimator,
  OfferPolicy,
  Order,
  ToldNotice,
} from '@ftgo/delayed-orders-domain';
import {
  DelayedOrderService,
  hasEnded,
  notificationId,
  offerId,
  PolicyBook,
} from '@ftgo/delayed-orders-domain';
import type { LabPolicy } from '../measures/lab-policy.js';
import type { Watch } from '../measures/watch.js';
import { UNTOUCHED } from '../measures/watch.js';
import { DueQueue } from './due-queue.js';
import type { FeedChange } from './order-feed.js';
import type { TraceRestaurants } from './trace-restaurants.js';

interface WatchedOrder {
  order: Order;
  dueMs: number | undefined;
  delayed: DelayedOrder | undefined;
  readonly told: ToldNotice[];
  watch: Watch;
}

/** Hears each decision; for those who compare decisions. */
export type OnDecision = (now: Date, index: number, decision: Decision) => void;

const MINUTE_MS = 60_000;
const UUID = '00000000-0000-4000-8000-000000000000';

/**
 * Lets a policy watch a replay as the scanner does: it decides about an order when something is heard
 * of it or of its restaurant, and when a decision said that it is due, by the service's own code.
 * Every notice is taken for read.
 */
export class PolicyWatch {
  private readonly service: DelayedOrderService;
  private readonly book: PolicyBook;
  private readonly orders = new Map<number, WatchedOrder>();
  private readonly due = new DueQueue();
  private nextHours = 0;

  constructor(
    policy: LabPolicy,
    offers: OfferPolicy,
    private readonly restaurants: TraceRestaurants,
    private readonly onDecision: OnDecision = () => undefined,
  ) {
    this.book = new PolicyBook(1, policy.document);
    this.service = new DelayedOrderService(offers, {
      notificationId: () => notificationId(UUID),
      offerId: () => offerId(UUID),
    });
  }

  /** The first instant at which something is to be decided though nothing is heard. */
  get nextMs(): number | undefined {
    const hoursMs = this.restaurants.changes[this.nextHours]?.at.getTime();
    const dueMs = this.due.nextMs;
    if (hoursMs === undefined || dueMs === undefined) return hoursMs ?? dueMs;
    return Math.min(hoursMs, dueMs);
  }

  /** Decides what is due at {@link nextMs}, which it must be by now. */
  decideNext(estimator: Estimator): void {
    const hours = this.restaurants.changes[this.nextHours];
    const dueMs = this.due.nextMs ?? Infinity;
    if (hours !== undefined && hours.at.getTime() <= dueMs) {
      this.nextHours++;
      this.hearHours(hours.restaurantId, hours.at, estimator);
      return;
    }
    const [atMs, index] = this.due.take() ?? [Number.NaN, -1];
    const watched = this.orders.get(index);
    // Something was heard since, and it is due at another time.
    if (watched?.dueMs !== atMs) return;
    this.decide(index, watched, new Date(atMs), estimator);
  }

  /** Decides about an order that has changed. */
  hear({ at, index, order }: FeedChange, estimator: Estimator): void {
    const watched = this.orders.get(index) ?? newlyWatched(order);
    watched.order = order;
    this.orders.set(index, watched);
    this.decide(index, watched, at, estimator);
  }

  /** What the policy has done about an order so far. */
  watchOf(index: number): Watch {
    return this.orders.get(index)?.watch ?? UNTOUCHED;
  }

  private hearHours(restaurantId: number, at: Date, estimator: Estimator): void {
    for (const [index, watched] of this.orders) {
      const isTheirs = watched.order.restaurantId === restaurantId;
      if (isTheirs && !hasEnded(watched.order)) this.decide(index, watched, at, estimator);
    }
  }

  private decide(index: number, watched: WatchedOrder, now: Date, estimator: Estimator): void {
    const { order, delayed, told } = watched;
    const restaurant = this.restaurants.at(order.restaurantId, now);
    const due = { order, restaurant, delayed, told, shadow: undefined, taught: 'OPEN' as const };
    const decision = this.service.decide(due, { estimator, live: this.book, now });
    watched.watch = after(watched, decision, now);
    watched.delayed = decision.delayed ?? delayed;
    told.push(...decision.notifications.map((notice) => ({ ...notice, isWithdrawn: false })));
    watched.dueMs = decision.dueAt?.getTime();
    if (watched.dueMs !== undefined) this.due.add(watched.dueMs, index);
    this.onDecision(now, index, decision);
  }
}

function newlyWatched(order: Order): WatchedOrder {
  return { order, dueMs: undefined, delayed: undefined, told: [], watch: UNTOUCHED };
}

/** What has been done about an order once a decision is added. */
function after(
  { order, delayed: before, watch }: WatchedOrder,
  decision: Decision,
  now: Date,
): Watch {
  const condition = decision.delayed?.condition ?? before?.condition;
  const promisedMs = order.promisedAt?.getTime() ?? Number.NaN;
  const isTurn = condition !== before?.condition;
  const isBeforePromise = now.getTime() < promisedMs;
  const hasRecovered = isTurn && condition === 'RECOVERED' && before?.condition === 'AT_RISK';
  const hasFlapped = isTurn && condition === 'AT_RISK' && watch.recoveries > 0;
  const notices = { ...watch.notices };
  for (const { audience, condition: told } of decision.notifications) {
    if (audience === 'CUSTOMER') notices[told] = (notices[told] ?? 0) + 1;
  }
  const isFirstRisk = watch.notices.AT_RISK === undefined && notices.AT_RISK !== undefined;
  const foreseen =
    isTurn && condition === 'UNDELIVERABLE' && !hasEnded(order)
      ? decision.delayed?.reason
      : undefined;
  return {
    leadMinutes: isFirstRisk ? (promisedMs - now.getTime()) / MINUTE_MS : watch.leadMinutes,
    recoveries: watch.recoveries + (hasRecovered && isBeforePromise ? 1 : 0),
    flaps: watch.flaps + (hasFlapped ? 1 : 0),
    offerCents: watch.offerCents + (decision.offer?.amountCents ?? 0),
    notices,
    foreseenUndeliverable: watch.foreseenUndeliverable ?? foreseen,
  };
}
