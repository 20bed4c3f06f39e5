import type { OfferView } from '@ftgo/delayed-orders-persistence';
import { offerPage, stateOf } from './offer-page.js';

const open: OfferView = {
  orderId: 42,
  offerId: '0b5fbd0e-5bd0-4e5b-9d55-2f6f0d3f6a10',
  consumerId: 7,
  amountCents: 500,
  currency: 'USD',
  code: 'AJANTA-5',
  expiresAt: new Date('2026-10-06T18:40:00Z'),
  acceptedAt: null,
  isExpired: false,
};
const accepted = { ...open, acceptedAt: new Date('2026-10-03T18:50:00Z') };

describe('stateOf', () => {
  it.each([
    ['unknown', undefined],
    ['open', open],
    ['expired', { ...open, isExpired: true }],
    ['accepted', accepted],
  ] as const)('is %s', (state, offer) => {
    expect(stateOf(offer)).toBe(state);
  });

  it('stays accepted after the offer’s end: the credit was promised', () => {
    expect(stateOf({ ...accepted, isExpired: true })).toBe('accepted');
  });
});

describe('offerPage', () => {
  it('has the button only while the offer is open', () => {
    expect(offerPage('open', open)).toContain('<form method="post">');
    for (const state of ['accepted', 'expired', 'unknown'] as const) {
      expect(offerPage(state, open)).not.toContain('<form');
    }
  });

  it('shows the amount in its currency and the code', () => {
    expect(offerPage('open', open)).toContain('$5.00');
    expect(offerPage('open', { ...open, amountCents: 5_000, currency: 'KRW' })).toContain('₩50');
    expect(offerPage('open', open)).toContain('AJANTA-5');
  });

  it('says nothing of order or customer, and loads nothing from elsewhere', () => {
    const page = offerPage('open', open);
    expect(page).not.toContain('42');
    expect(page).not.toMatch(/src=|href=|<script|https?:/);
  });
});
