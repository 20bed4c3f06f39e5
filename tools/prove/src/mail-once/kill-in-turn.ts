import { setTimeout as pause } from 'node:timers/promises';
import type { AppProcess } from '@ftgo/system-stack';

const KILL_EVERY_MS = 1_500;
/** Who lived no longer than this did nothing that a kill could spoil; it is spared for a round. */
const LEAST_LIFE_MS = 700;

/**
 * kill -9 of one of these every 1.5 s, in turn; each is started again at once. Who has not been ready
 * for a little in its turn is spared until its next one, so a slow machine kills less often. Ends
 * when `over` is raised.
 * @param kills is told when each kill was, as `performance.now()`
 */
export async function killInTurn(
  apps: readonly AppProcess[],
  over: AbortSignal,
  kills: number[],
): Promise<void> {
  const startedAt = performance.now();
  const killOne = async (app: AppProcess, place: number): Promise<void> => {
    for (;;) {
      const since = performance.now() - startedAt;
      await pause(nextTurnMs(since + LEAST_LIFE_MS, place, apps.length) - since);
      if (over.aborted) return;
      kills.push(performance.now());
      await app.kill();
      await app.start();
      await app.ready();
    }
  };
  await Promise.all(apps.map(killOne));
}

/**
 * The first turn of the one at `place` that is not before `earliestMs`; turns are counted from the
 * beginning, the first of all after {@link KILL_EVERY_MS}.
 */
export function nextTurnMs(earliestMs: number, place: number, places: number): number {
  const firstMs = (place + 1) * KILL_EVERY_MS;
  const roundMs = places * KILL_EVERY_MS;
  return firstMs + Math.max(0, Math.ceil((earliestMs - firstMs) / roundMs)) * roundMs;
}
