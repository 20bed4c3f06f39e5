import { ReplicaFreshness } from '@ftgo/delayed-orders-contracts';
import { toReplicaState } from './replica-state.js';

describe('toReplicaState (I7)', () => {
  it('tells how far the replica has got, and how old that is', () => {
    const asOf = new Date('2026-10-03T18:59:00Z');
    const state = toReplicaState({ asOf, ageMs: 2_500, isStale: false, staleFeeds: [] });
    expect(state).toEqual({
      asOf: '2026-10-03T18:59:00.000Z',
      freshness: { ageSeconds: 2.5, isStale: false, staleFeeds: [] },
    });
  });

  it('tells a feed that was never heard as stale, of no age', () => {
    const state = toReplicaState({ isStale: true, staleFeeds: ['events'] });
    expect(state).toEqual({
      asOf: null,
      freshness: { ageSeconds: null, isStale: true, staleFeeds: ['events'] },
    });
    expect(ReplicaFreshness.parse(state.freshness)).toEqual(state.freshness);
  });
});
