import { setTimeout as pause } from 'node:timers/promises';
import type { AppProcess, Stack } from '@ftgo/system-stack';
import { differences } from '@ftgo/system-stack';
import type { Experiment } from './experiment.js';
import { describeBreach, runTrace } from './run-of-trace.js';

const MEAN_PAUSE_MS = 1_500;
const REST_AFTER_KILL_MS = 700;

/** I3, I4 and I5 under kill -9. */
export const killEachWorker: Experiment = {
  name: 'kill-each-worker',
  about:
    'The same orders once in peace, once while kill -9 meets each worker in turn and then at random: the same notifications; mails twice only where a sender died during the hand-over.',
  async run(conditions) {
    const peace = await runTrace(conditions, 'in-peace', undefined);
    const kills = new Map<string, number>();
    const killed = await runTrace(conditions, 'under-kill', undefined, (stack, ended) =>
      killWorkers(stack, ended, conditions.seed, kills),
    );
    const total = [...kills.values()].reduce((sum, count) => sum + count, 0);
    const neverKilled = [...kills].filter(([, count]) => count === 0);
    return {
      figures: {
        kills: `${total} (${[...kills].map(([name, count]) => `${name} ${count}`).join(', ')})`,
        'notifications (peace, kills)': `${peace.told.length}, ${killed.told.length}`,
        'e-mails at the server (peace, kills)': `${peace.mails}, ${killed.mails}`,
        'sends that a kill made ambiguous': killed.ambiguous,
        'seconds (peace, kills)': `${peace.seconds}, ${killed.seconds}`,
      },
      broken: [
        ...differences(peace.told, killed.told),
        ...[...peace.breaches, ...killed.breaches].map(describeBreach),
        ...neverKilled.map(([name]) => `${name} was never killed: the run proves nothing of it`),
      ],
    };
  },
};

/** Each worker once in its turn, then any at random pauses, until the replay has ended. */
async function killWorkers(
  stack: Stack,
  ended: AbortSignal,
  seed: number,
  kills: Map<string, number>,
): Promise<void> {
  const random = seededRandom(seed);
  stack.workers.forEach(({ name }) => kills.set(name, 0));
  for (let round = 0; !ended.aborted; round += 1) {
    await pause(-Math.log(1 - random()) * MEAN_PAUSE_MS);
    if (ended.aborted) return;
    const { workers } = stack;
    const at = round < workers.length ? round : Math.floor(random() * workers.length);
    await killAndRestart(workers[at], kills);
  }
}

async function killAndRestart(
  worker: AppProcess | undefined,
  kills: Map<string, number>,
): Promise<void> {
  if (worker === undefined) return;
  await worker.kill();
  kills.set(worker.name, worker.kills);
  await worker.start();
  await pause(REST_AFTER_KILL_MS);
}

/** mulberry32: small, seeded, good enough to choose whom to kill. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
