import type { Conditions, Experiment } from './experiment.js';
import { ReplicaUnderTest } from './replica-fold/replica-under-test.js';
import { WAYS } from './replica-fold/told-messages.js';
import type { Tried } from './replica-fold/try-seed.js';
import { trySeeds } from './replica-fold/try-seed.js';

const SEEDS = 200;
const AT_ONCE = 20;

/** I1 under chaos, for each way to publish and for switching over from one to another. */
export const replicaFold: Experiment = {
  name: 'replica-fold',
  about: `${SEEDS} random lives of a monolith told by events, row changes, Tram events and mixes of them; duplicated, shuffled, over three queues and four consumers, with a snapshot in the middle: the replica equals the fold, and the monolith. --seed N tries that one alone.`,
  async run(conditions) {
    const seeds =
      conditions.seed === 1 ? Array.from({ length: SEEDS }, (_, n) => n + 1) : [conditions.seed];
    const replica = await ReplicaUnderTest.start(conditions.config);
    try {
      const tried = await tryAll(replica, seeds, conditions);
      const broken = tried.filter(({ problems }) => problems.length > 0);
      return {
        figures: {
          'seeds of each way': seeds.length,
          'messages heard': tried.reduce((sum, { messages }) => sum + messages, 0),
          ...Object.fromEntries(
            WAYS.map((way) => [
              `lives equal to the fold (${way})`,
              `${tried.filter((each) => each.way === way && each.problems.length === 0).length} of ${seeds.length}`,
            ]),
          ),
        },
        broken: broken.flatMap(({ seed, way, problems }) => [
          `${way}, seed ${seed}: npm run prove -- replica-fold --seed ${seed}`,
          ...problems.slice(0, 5),
        ]),
      };
    } finally {
      await replica.stop();
    }
  },
};

async function tryAll(
  replica: ReplicaUnderTest,
  seeds: readonly number[],
  { say }: Conditions,
): Promise<Tried[]> {
  const tried: Tried[] = [];
  for (const way of WAYS) {
    for (let at = 0; at < seeds.length; at += AT_ONCE) {
      tried.push(...(await trySeeds(replica, seeds.slice(at, at + AT_ONCE), way)));
    }
    const failed = tried.filter((each) => each.way === way && each.problems.length > 0).length;
    say(`${way}: ${seeds.length} lives, ${failed} failed`);
  }
  return tried;
}
