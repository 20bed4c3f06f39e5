import { setTimeout as pause } from 'node:timers/promises';
import type { AppProcess, Stack } from '@ftgo/system-stack';
import { seededRandom } from './seeded-random.js';

const MEAN_PAUSE_MS = 1_500;
const REST_AFTER_KILL_MS = 700;

/** Each worker once in its turn, then any at random pauses, until the replay has ended. */
export async function killWorkers(
  stack: Stack,
  ended: AbortSignal,
  seed: number,
  kills: Map<string, number>,
  among: (worker: AppProcess) => boolean = () => true,
): Promise<void> {
  const random = seededRandom(seed);
  const chosen = stack.workers.filter(among);
  chosen.forEach(({ name }) => kills.set(name, 0));
  for (let round = 0; !ended.aborted; round += 1) {
    await pause(-Math.log(1 - random()) * MEAN_PAUSE_MS);
    if (ended.aborted) return;
    const at = round < chosen.length ? round : Math.floor(random() * chosen.length);
    await killAndRestart(chosen[at], kills);
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
