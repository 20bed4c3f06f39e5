import { loadTestServers } from '../testing/test-servers.config.js';
import { ReplicaUnderTest } from './replica-under-test.js';
import { WAYS } from './told-messages.js';
import { trySeeds } from './try-seed.js';

/** The short form of `npm run prove -- replica-fold`. */
describe('I1: the replica equals the fold and the monolith', () => {
  let replica: ReplicaUnderTest;

  beforeAll(async () => {
    replica = await ReplicaUnderTest.start(loadTestServers());
  });
  afterAll(() => replica.stop());

  it.each(WAYS)(
    'told by %s, duplicated, shuffled, over three queues and four consumers, with a snapshot in the middle',
    async (way) => {
      const tried = await trySeeds(replica, [1, 2, 3, 4], way);
      for (const { seed, problems } of tried) expect([seed, problems]).toEqual([seed, []]);
      expect(tried.reduce((sum, { messages }) => sum + messages, 0)).toBeGreaterThan(100);
    },
  );
});
