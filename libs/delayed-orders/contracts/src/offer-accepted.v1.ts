import { z } from 'zod';

/** The topic exchange of the events that we publish; the routing key is the type. */
export const EVENTS_EXCHANGE = 'delayed-orders.events';
export const OFFER_ACCEPTED = 'delayed-orders.offer.accepted.v1';

/**
 * A customer accepted a compensation offer; the monolith moves the money. Owner:
 * delayed-orders-api. At least once: book the credit once per `offerId`.
 */
export const OfferAccepted = z.object({
  offerId: z.uuid(),
  orderId: z.int().positive(),
  consumerId: z.int().positive(),
  amountCents: z.int().positive(),
  currency: z.string().length(3),
  code: z.string(),
  acceptedAt: z.iso.datetime(),
});
export type OfferAccepted = z.infer<typeof OfferAccepted>;

/** The event as it goes over the wire (CloudEvents 1.0, JSON form). */
export function offerAcceptedEvent(id: string, data: OfferAccepted): object {
  return {
    specversion: '1.0',
    id,
    source: '/delayed-orders',
    type: OFFER_ACCEPTED,
    subject: `offer/${data.offerId}`,
    time: data.acceptedAt,
    datacontenttype: 'application/json',
    data,
  };
}
