import { z } from 'zod';

/** What the delayed-delivery service publishes when a customer accepts an offer. */
export const OFFER_ACCEPTED_TYPE = 'delayed-orders.offer.accepted.v1';

/** The event's body; fields that are added later are passed over. */
export const OfferAcceptedEvent = z.object({
  specversion: z.literal('1.0'),
  type: z.literal(OFFER_ACCEPTED_TYPE),
  data: z.object({
    offerId: z.string().min(1).max(200),
    orderId: z.int().positive(),
    consumerId: z.int().positive(),
    amountCents: z.int().positive(),
    currency: z.string().length(3),
    code: z.string().max(200),
    acceptedAt: z.iso.datetime({ offset: true }),
  }),
});

export type OfferAccepted = z.infer<typeof OfferAcceptedEvent>['data'];
