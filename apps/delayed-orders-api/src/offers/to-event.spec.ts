import { OfferAccepted } from '@ftgo/delayed-orders-contracts';
import { toEvent } from './to-event.js';

const OFFER_ID = '0b5fbd0e-5bd0-4e5b-9d55-2f6f0d3f6a10';

const accepted = {
  orderId: 42,
  offerId: OFFER_ID,
  consumerId: 7,
  amountCents: 500,
  currency: 'USD',
  code: 'AJANTA-5',
  expiresAt: new Date('2026-10-06T18:40:00Z'),
  acceptedAt: new Date('2026-10-03T18:50:00Z'),
  isExpired: false,
};

describe('toEvent', () => {
  it('goes to the monolith under the offer’s own id, so that the credit is booked once', () => {
    expect(toEvent(accepted)).toMatchObject({
      exchange: 'delayed-orders.events',
      routingKey: 'delayed-orders.offer.accepted.v1',
      messageId: OFFER_ID,
      partitionKey: 42,
    });
  });

  it('carries what the monolith needs to move the money, as the contract says', () => {
    const { data } = toEvent(accepted).body as { data: unknown };
    expect(OfferAccepted.parse(data)).toEqual({
      offerId: OFFER_ID,
      orderId: 42,
      consumerId: 7,
      amountCents: 500,
      currency: 'USD',
      code: 'AJANTA-5',
      acceptedAt: '2026-10-03T18:50:00.000Z',
    });
  });
});
