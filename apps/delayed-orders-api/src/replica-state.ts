import type { ReplicaFreshness } from '@ftgo/delayed-orders-contracts';
import type { Freshness } from '@ftgo/delayed-orders-domain';

/** How far the replica has got and how old that is, as every answer tells it. */
export interface ReplicaState {
  readonly asOf: string | null;
  readonly freshness: ReplicaFreshness;
}

export function toReplicaState({ asOf, ageMs, isStale, staleFeeds }: Freshness): ReplicaState {
  return {
    asOf: asOf?.toISOString() ?? null,
    freshness: {
      ageSeconds: ageMs === undefined ? null : ageMs / 1000,
      isStale,
      staleFeeds: [...staleFeeds],
    },
  };
}
