import { CloudEventEnvelope } from '@ftgo/monolith-contracts';
import { OFFER_ACCEPTED, OfferAccepted, offerAcceptedEvent } from './offer-accepted.v1.js';

const accepted: OfferAccepted = {
  offerId: '0190c3de-0000-7000-8000-000000000042',
  orderId: 42,
  consumerId: 7,
  amountCents: 500,
  currency: 'USD',
  code: 'ABCD-EFGH',
  acceptedAt: '2026-10-03T19:00:00.000Z',
};

describe('offerAcceptedEvent', () => {
  const overTheWire: unknown = JSON.parse(
    JSON.stringify(offerAcceptedEvent('0190c3de-0000-7000-8000-000000000001', accepted)),
  );

  it('builds a CloudEvent as the monolith itself reads them', () => {
    expect(CloudEventEnvelope.parse(overTheWire)).toMatchObject({
      id: '0190c3de-0000-7000-8000-000000000001',
      type: OFFER_ACCEPTED,
      source: '/delayed-orders',
      subject: `offer/${accepted.offerId}`,
      time: accepted.acceptedAt,
    });
  });

  it('carries data that its own contract parses', () => {
    expect(OfferAccepted.parse(CloudEventEnvelope.parse(overTheWire).data)).toEqual(accepted);
  });
});

describe('OfferAccepted', () => {
  it.each<[string, object]>([
    ['an amount of nothing', { amountCents: 0 }],
    ['half a cent', { amountCents: 0.5 }],
    ['an offer without a UUID', { offerId: '42' }],
    ['a currency of four letters', { currency: 'USDT' }],
    ['a local time', { acceptedAt: '2026-10-03T19:00:00' }],
  ])('refuses %s', (_, wrong) => {
    expect(OfferAccepted.safeParse({ ...accepted, ...wrong }).success).toBe(false);
  });

  it('lets a later version add fields', () => {
    expect(OfferAccepted.parse({ ...accepted, campaign: 'autumn' })).toEqual(accepted);
  });
});
