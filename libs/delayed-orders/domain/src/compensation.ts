import type { ConsumerId, OfferId, OrderId } from './identifiers.js';

/** One line of the policy table; the largest amount of the lines that fit is offered. */
export interface OfferTier {
  /** Fits when the order is expected to be at least this late. */
  readonly fromMinutesLate: number;
  /** Fits when the order cost at least this much. */
  readonly fromOrderTotalCents: number;
  readonly amountCents: number;
}

/** What is offered to whom; data. */
export interface OfferPolicy {
  /** ISO 4217. */
  readonly currency: string;
  /** Business hours from the decision until the offer ends. */
  readonly validForHours: number;
  readonly tiers: readonly OfferTier[];
}

/** The shipped table: small credits, a little more for a long wait or a large order. */
export const DEFAULT_OFFER_POLICY: OfferPolicy = {
  currency: 'USD',
  validForHours: 72,
  tiers: [
    { fromMinutesLate: 0, fromOrderTotalCents: 0, amountCents: 200 },
    { fromMinutesLate: 10, fromOrderTotalCents: 0, amountCents: 300 },
    { fromMinutesLate: 10, fromOrderTotalCents: 5000, amountCents: 500 },
    { fromMinutesLate: 25, fromOrderTotalCents: 0, amountCents: 700 },
    { fromMinutesLate: 25, fromOrderTotalCents: 5000, amountCents: 1000 },
  ],
};

/** A compensation offer: reserved against the budget when made, accepted by the customer. */
export interface Offer {
  readonly id: OfferId;
  readonly orderId: OrderId;
  readonly consumerId: ConsumerId;
  readonly amountCents: number;
  readonly currency: string;
  /** What a customer reads out to customer service. */
  readonly code: string;
  readonly expiresAt: Date;
}

/** The amount for an order that is expected this late; 0 when no line fits. */
export function offerAmountCents(
  policy: OfferPolicy,
  minutesLate: number,
  orderTotalCents: number,
): number {
  const amounts = policy.tiers
    .filter((tier) => minutesLate >= tier.fromMinutesLate)
    .filter((tier) => orderTotalCents >= tier.fromOrderTotalCents)
    .map((tier) => tier.amountCents);
  return Math.max(0, ...amounts);
}

/** Letters and digits that nobody mistakes for one another on the telephone. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const CODE_LENGTH = 8;

/** A short code out of the offer's UUID: the same id gives the same code. */
export function offerCode(id: OfferId): string {
  let rest = BigInt(`0x${id.replaceAll('-', '')}`);
  let code = '';
  while (code.length < CODE_LENGTH) {
    code += ALPHABET[Number(rest % BigInt(ALPHABET.length))];
    rest /= BigInt(ALPHABET.length);
  }
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/**
 * Grants offers in their order while the budget lasts (I9).
 * @returns the granted ones; one that is too large is passed over, smaller ones may still fit.
 */
export function grantWithin(remainingCents: number, offers: readonly Offer[]): Offer[] {
  let left = remainingCents;
  return offers.filter(({ amountCents }) => {
    if (amountCents > left) return false;
    left -= amountCents;
    return true;
  });
}
