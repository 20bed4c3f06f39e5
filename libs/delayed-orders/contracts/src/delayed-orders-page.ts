import { z } from 'zod';
import { ReplicaFreshness } from './replica-freshness.js';

const Instant = z.iso.datetime();

/** One notice of an order, as customer service sees it. */
export const ToldNotice = z.object({
  condition: z.enum(['AT_RISK', 'LATE', 'UNDELIVERABLE', 'RECOVERED']),
  audience: z.enum(['CUSTOMER', 'CUSTOMER_SERVICE', 'SUBSCRIBER']),
  channel: z.enum(['EMAIL', 'SMS', 'CASE', 'WEBHOOK']),
  state: z.enum([
    'PENDING',
    'SENDING',
    'SENT',
    'RETRY',
    'UNKNOWN',
    'GROUPED',
    'FAILED',
    'SUPPRESSED',
  ]),
  at: Instant.nullable(),
  /** What the provider said afterwards: sent is not delivered. */
  receipt: z.enum(['DELIVERED', 'UNDELIVERED', 'COMPLAINED']).nullable(),
});

/** One delayed or undeliverable order. No contact data, ever (I8). */
export const DelayedOrderItem = z.object({
  orderId: z.int(),
  consumerId: z.int().nullable(),
  restaurantId: z.int().nullable(),
  restaurantName: z.string().nullable(),
  condition: z.enum(['AT_RISK', 'LATE', 'UNDELIVERABLE', 'RECOVERED']),
  reason: z.string().nullable(),
  since: Instant,
  promisedAt: Instant.nullable(),
  /** Whole minutes past the promise now; null without a promise or before it. */
  minutesLate: z.int().nullable(),
  expectedFrom: Instant.nullable(),
  expectedTo: Instant.nullable(),
  told: z.array(ToldNotice),
});

/** The answer of `GET /delayed-orders`, the book's getDelayedOrders(). */
export const DelayedOrdersPage = z.object({
  orders: z.array(DelayedOrderItem),
  /** Hand it back as `cursor` for the next page; null on the last one. */
  nextCursor: z.string().nullable(),
  /** How far the replica has got: the newest moment that the monolith told of. */
  asOf: Instant.nullable(),
  freshness: ReplicaFreshness,
});
export type DelayedOrdersPage = z.infer<typeof DelayedOrdersPage>;
