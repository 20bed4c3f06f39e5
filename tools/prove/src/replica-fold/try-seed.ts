import { differencesIn } from './compare-replica.js';
import { HistoryDraw } from './monolith-history.js';
import type { ReplicaUnderTest } from './replica-under-test.js';
import type { Way } from './told-messages.js';
import { disturbed, tell, WAYS } from './told-messages.js';

/** What came of one seed told in one way. */
export interface Tried {
  readonly seed: number;
  readonly way: Way;
  readonly messages: number;
  readonly problems: readonly string[];
}

/**
 * Draws the lives of these seeds, tells them disturbed and mixed up with one another, and compares
 * the replica with each. Ids of a seed and way lie in a range of their own.
 */
export async function trySeeds(
  replica: ReplicaUnderTest,
  seeds: readonly number[],
  way: Way,
): Promise<Tried[]> {
  const lives = seeds.map((seed) => {
    const history = new HistoryDraw(seed * WAYS.length + WAYS.indexOf(way)).draw();
    const told = tell(history, way, seed);
    return { seed, history, told, sent: disturbed(told.messages, seed) };
  });
  // Round and round, one message of each life: so batches hold many lives' messages.
  const longest = Math.max(...lives.map(({ sent }) => sent.length));
  const messages = Array.from({ length: longest }, (_, at) =>
    lives.flatMap(({ sent }) => sent[at] ?? []),
  ).flat();
  await replica.hear(messages);
  return Promise.all(
    lives.map(async ({ seed, history, told, sent }) => ({
      seed,
      way,
      messages: sent.length,
      problems: await differencesIn(replica.database, history, told),
    })),
  );
}
