import { z } from 'zod';

/** How old is what an answer was made of; in every answer that is made of the replica. */
export const ReplicaFreshness = z.object({
  /** Seconds since the feed that is furthest behind was known to be complete; null: never yet. */
  ageSeconds: z.number().nonnegative().nullable(),
  /** True while new decisions are held back, because what is known is too old. */
  isStale: z.boolean(),
  /** The feeds of the monolith that are too old, or were never heard. */
  staleFeeds: z.array(z.string()),
});
export type ReplicaFreshness = z.infer<typeof ReplicaFreshness>;
