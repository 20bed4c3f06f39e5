import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Trace } from '@ftgo/monolith-traces';
import { madeTrace, writeTrace } from '@ftgo/monolith-traces';
import type { ReplayProgress, ReplayStarted, Stack } from '@ftgo/system-stack';
import type { Conditions } from './experiment.js';

const LOOK_EVERY_MS = 500;

/** A replay that runs on the clock. */
export interface RunningReplay {
  readonly begun: ReplayStarted;
  /** Resolves once this share of the moments has been applied. */
  reached(share: number): Promise<ReplayProgress>;
}

interface ReplayWishes {
  readonly orders: number;
  readonly speed: number;
  /** What is replayed, instead of the made trace of the seed. */
  readonly trace?: Trace;
}

/** Begins to replay a trace, business time running `speed` times as fast. */
export async function beginReplay(
  stack: Stack,
  { config, seed, say }: Conditions,
  { orders, speed, trace = madeTrace({ seed, orders }) }: ReplayWishes,
): Promise<RunningReplay> {
  const traceFile = join(config.folder, 'made.csv');
  await writeTrace(traceFile, trace);
  const begun = await stack.simulator.replay({ traceFile, speed });
  await stack.clock.follow(new Date(begun.startsAt), begun.clock?.segments ?? []);
  say(`replaying ${begun.orders} orders, ${speed} business seconds a second`);
  let told = 0;
  return {
    begun,
    reached: async (share) => {
      for (;;) {
        const progress = await stack.simulator.progress();
        const done = progress.moments.applied / Math.max(1, progress.moments.total);
        if (done >= told) {
          say(`${progress.businessNow.slice(0, 16)}Z  ${Math.round(done * 100)} %`);
          told = Math.floor(done * 10) / 10 + 0.1;
        }
        const isOver = progress.state === 'finished' && progress.businessNow >= begun.endsAt;
        if (share >= 1 ? isOver : done >= share) return progress;
        await pause(LOOK_EVERY_MS);
      }
    },
  };
}
