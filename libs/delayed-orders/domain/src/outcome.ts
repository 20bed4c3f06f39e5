import type { Reason } from './condition.js';
import type { DelayedOrder } from './delayed-order.js';
import type { OrderId, RestaurantId } from './identifiers.js';
import type { Order } from './order.js';

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
  /** Why it could not be delivered; only of UNDELIVERED. */
  readonly reason?: Reason | undefined;
  /** What the policy that only watches would have foreseen; undefined where there is none. */
  readonly shadowForesight?: Foresight | undefined;
  readonly shadowLeadMinutes?: number | undefined;
}

const MINUTE_MS = 60_000;

/** The outcome of an ended order. @param now stands in where the monolith told no end time. */
export function outcomeOf(
  order: Order,
  delayed: DelayedOrder | undefined,
  shadow: DelayedOrder | undefined,
  now: Date,
): Outcome {
  const { promisedAt, deliveredAt } = order;
  const ending = endingOf(order, delayed);
  const minutesLate =
    deliveredAt === undefined || promisedAt === undefined
      ? undefined
      : (deliveredAt.getTime() - promisedAt.getTime()) / MINUTE_MS;
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
    leadMinutes: leadOf(order, delayed),
    reason: ending === 'UNDELIVERED' ? delayed?.reason : undefined,
    ...(shadow === undefined
      ? {}
      : { shadowForesight: foresightOf(shadow), shadowLeadMinutes: leadOf(order, shadow) }),
  };
}

function leadOf({ promisedAt }: Order, delayed: DelayedOrder | undefined): number | undefined {
  if (promisedAt === undefined || delayed?.firstAtRiskAt === undefined) return undefined;
  return (promisedAt.getTime() - delayed.firstAtRiskAt.getTime()) / MINUTE_MS;
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
