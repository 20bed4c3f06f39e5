import type { OfferView } from '@ftgo/delayed-orders-persistence';
import { plainPage } from '../plain-page.js';

/** How an offer stands for whoever opens its link. */
export type OfferState = 'open' | 'accepted' | 'expired' | 'unknown';

const SENTENCES: Readonly<Record<OfferState, string>> = {
  open: 'Your order is expected later than promised. This credit is yours if you want it.',
  accepted: 'This credit is yours. It will be taken off your next order.',
  expired: 'This offer has ended.',
  unknown: 'This link is not valid. Please open it again from your message.',
};

/** How the offer stands. */
export function stateOf(offer: OfferView | undefined): OfferState {
  if (offer === undefined) return 'unknown';
  if (offer.acceptedAt !== null) return 'accepted';
  return offer.isExpired ? 'expired' : 'open';
}

/**
 * A plain page. Nothing in it comes from a customer or a restaurant: an amount, a code and
 * sentences of ours. Opening it changes nothing, because mail scanners open every link; only
 * the button's POST accepts.
 */
export function offerPage(state: OfferState, offer: OfferView | undefined): string {
  const amount = offer === undefined ? '' : `<p class="amount">${amountOf(offer)}</p>`;
  const code = offer === undefined ? '' : `<p>Code <b>${offer.code}</b></p>`;
  const button =
    state === 'open' ? '<form method="post"><button type="submit">Accept</button></form>' : '';
  const content = `${amount}
<p>${SENTENCES[state]}</p>
${code}
${button}`;
  return plainPage('Your FTGO credit', content);
}

function amountOf({ amountCents, currency }: OfferView): string {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(amountCents / 100);
}
