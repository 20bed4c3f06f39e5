import type { DelayedOrder } from './delayed-order.js';
import type { OrderId, RestaurantId } from './identifiers.js';
import type { Order } from './order.js';
import type { RemainingTimeCount } from './remaining-time.js';
import { stageEntries } from './stage.js';

export const ENDINGS = ['DELIVERED', 'CANCELLED', 'UNDELIVERED'] as const;
/** UNDELIVERED: the restaurant cancelled, or it closed first. CANCELLED: the customer did. */
export type Ending = (typeof ENDINGS)[number];

export const PUNCTUALITIES = ['ON_TIME', 'LATE', 'NO_PROMISE'] as const;
export type Punctuality = (typeof PUNCTUALITIES)[number];

export const FORESIGHTS = ['AT_RISK', 'LATE_ONLY', 'NOT'] as const;
/** The best warning that a bad ending had: told ahead, told when it was late, or not at all. */
export type Foresight = (typeof FORESIGHTS)[number];

/** How an order ended; statistics are made of outcomes, one an order. */
export interface Outcome {
  readonly orderId: OrderId;
  readonly restaurantId?: RestaurantId | undefined;
  readonly area?: string | undefined;
  readonly ending: Ending;
  readonly punctuality: Punctuality;
  readonly promisedAt?: Date | undefined;
  readonly endedAt: Date;
  /** Minutes after the promise, negative when early; only of delivered orders with a promise. */
  readonly minutesLate?: number | undefined;
  readonly foresight: Foresight;
  /** How long before the promise the risk was decided. */
  readonly leadMinutes?: number | undefined;
}

const MINUTE_MS = 60_000;

/** The outcome of an ended order. @param now stands in where the monolith told no end time. */
export function outcomeOf(order: Order, delayed: DelayedOrder | undefined, now: Date): Outcome {
  const { promisedAt, deliveredAt } = order;
  const ending = endingOf(order, delayed);
  const minutesLate =
    deliveredAt === undefined || promisedAt === undefined
      ? undefined
      : (deliveredAt.getTime() - promisedAt.getTime()) / MINUTE_MS;
  const lead =
    promisedAt === undefined || delayed?.firstAtRiskAt === undefined
      ? undefined
      : (promisedAt.getTime() - delayed.firstAtRiskAt.getTime()) / MINUTE_MS;
  return {
    orderId: order.id,
    restaurantId: order.restaurantId,
    area: order.area,
    ending,
    punctuality: punctualityOf(ending, minutesLate),
    promisedAt,
    endedAt: deliveredAt ?? order.cancelledAt ?? order.deletedAt ?? now,
    minutesLate,
    foresight: foresightOf(delayed),
    leadMinutes: lead,
  };
}

function endingOf(order: Order, delayed: DelayedOrder | undefined): Ending {
  if (order.deliveredAt !== undefined || order.state === 'DELIVERED') return 'DELIVERED';
  const isOurFailure = order.cancelledBy === 'RESTAURANT' || delayed?.condition === 'UNDELIVERABLE';
  return isOurFailure ? 'UNDELIVERED' : 'CANCELLED';
}

function punctualityOf(ending: Ending, minutesLate: number | undefined): Punctuality {
  if (ending !== 'DELIVERED' || minutesLate === undefined) return 'NO_PROMISE';
  return minutesLate > 0 ? 'LATE' : 'ON_TIME';
}

function foresightOf(delayed: DelayedOrder | undefined): Foresight {
  if (delayed?.firstAtRiskAt !== undefined) return 'AT_RISK';
  const isTold = delayed?.firstLateAt ?? delayed?.firstUndeliverableAt;
  return isTold === undefined ? 'NOT' : 'LATE_ONLY';
}

/** What a delivered order teaches: from each stage that it entered, the minutes to delivery. */
export function lessonsOf(order: Order): RemainingTimeCount[] {
  const { deliveredAt } = order;
  if (deliveredAt === undefined) return [];
  return stageEntries(order)
    .filter(({ enteredAt }) => enteredAt <= deliveredAt)
    .map(({ stage, enteredAt }) => ({
      stage,
      minutes: Math.floor((deliveredAt.getTime() - enteredAt.getTime()) / MINUTE_MS),
      count: 1,
    }));
}
