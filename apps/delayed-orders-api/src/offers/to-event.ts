import {
  EVENTS_EXCHANGE,
  OFFER_ACCEPTED,
  offerAcceptedEvent,
} from '@ftgo/delayed-orders-contracts';
import type { OfferView } from '@ftgo/delayed-orders-persistence';
import type { OutgoingMessage } from '@ftgo/platform-outbox';

/** The event that lets the monolith book the credit; its id is the offer's, so it is one event. */
export function toEvent(offer: OfferView): OutgoingMessage {
  const { offerId, orderId, consumerId, amountCents, currency, code, acceptedAt } = offer;
  return {
    partitionKey: orderId,
    messageId: offerId,
    exchange: EVENTS_EXCHANGE,
    routingKey: OFFER_ACCEPTED,
    body: offerAcceptedEvent(offerId, {
      offerId,
      orderId,
      consumerId,
      amountCents,
      currency,
      code,
      acceptedAt: (acceptedAt ?? new Date(0)).toISOString(),
    }),
  };
}
