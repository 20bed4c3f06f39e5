import { z } from 'zod';
import { ReplicaFreshness } from './replica-freshness.js';

/** Figures of the orders that ended in a period. */
export const DeliveryFigures = z.object({
  restaurantId: z.int().nullable(),
  orders: z.int(),
  delivered: z.int(),
  undelivered: z.int(),
  cancelled: z.int(),
  /** Share of the delivered orders with a promise that made it; null when there were none. */
  onTimeShare: z.number().nullable(),
  /** Minutes after the promise (negative = early) of delivered orders with a promise. */
  latenessMinutes: z.object({ p50: z.number(), p90: z.number(), p99: z.number() }).nullable(),
  /** Of the orders that ended late or undelivered: how many were told ahead, late, or not. */
  foreseen: z.object({ atRisk: z.int(), lateOnly: z.int(), not: z.int() }),
});
export type DeliveryFigures = z.infer<typeof DeliveryFigures>;

/** The answer of `GET /delivery-statistics`. */
export const DeliveryStatistics = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  total: DeliveryFigures,
  byRestaurant: z.array(DeliveryFigures),
  asOf: z.iso.datetime().nullable(),
  freshness: ReplicaFreshness,
});
export type DeliveryStatistics = z.infer<typeof DeliveryStatistics>;
