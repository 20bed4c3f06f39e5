import type { OfferView } from '@ftgo/delayed-orders-persistence';

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
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Your FTGO credit</title>
<style>
body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 30rem; margin: 10vh auto; padding: 0 1rem; }
.amount { font-size: 2.5rem; font-weight: 700; margin: 0; }
button { font: inherit; padding: .7rem 2rem; border: 0; border-radius: .5rem; background: #0a6b3d; color: #fff; }
</style>
</head>
<body>
<main>
<h1>FTGO</h1>
${amount}
<p>${SENTENCES[state]}</p>
${code}
${button}
</main>
</body>
</html>
`;
}

function amountOf({ amountCents, currency }: OfferView): string {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(amountCents / 100);
}
