import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { madeTrace, readTrace } from '@ftgo/monolith-traces';
import type { ReplayProgress, Stack } from '@ftgo/system-stack';
import type { Conditions } from './experiment.js';
import type { ProveConfig } from './prove.config.js';
import { beginReplay } from './replay-on-clock.js';

const SEGMENTS = [{ realOffsetMs: 0, businessFrom: '2026-10-03T17:55:00.000Z', rate: 60 }];
const BEGUN = {
  ...{ orders: 6, startsAt: '2026-11-24T22:00:00.000Z', endsAt: '2026-10-03T23:00:00.000Z' },
  clock: { segments: SEGMENTS },
};

interface Step {
  readonly applied: number;
  readonly state?: 'running' | 'finished';
  readonly businessNow?: string;
}

/** What the simulator answers, one after the other; the last one again and again. */
function pretendedStack(steps: readonly Step[]) {
  const left = [...steps];
  const asked: unknown[] = [];
  const followed: unknown[] = [];
  const stack = {
    simulator: {
      replay: (options: unknown) => {
        asked.push(options);
        return Promise.resolve(BEGUN);
      },
      progress: () => {
        const {
          applied,
          state = 'running',
          businessNow = '2026-10-03T18:00:00.000Z',
        } = (left.length > 1 ? left.shift() : left[0]) ?? { applied: 0 };
        return Promise.resolve({ moments: { total: 10, applied }, state, businessNow });
      },
    },
    clock: {
      follow: (...all: unknown[]) => Promise.resolve(void followed.push(all)),
    },
  };
  return { stack: stack as unknown as Stack, asked, followed };
}

describe('a replay on the clock', () => {
  let folder: string;
  let lines: string[];

  beforeEach(async () => {
    lines = [];
    folder = await mkdtemp(join(tmpdir(), 'ftgo-prove-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const conditions = (seed = 3): Conditions => ({
    ...{ config: { folder } as ProveConfig, seed, orders: 6, stepMinutes: 1 },
    say: (line) => void lines.push(line),
  });
  const begin = (steps: readonly Step[], seed?: number) => {
    const pretended = pretendedStack(steps);
    const replay = beginReplay(pretended.stack, conditions(seed), { orders: 6, speed: 300 });
    return { ...pretended, replay };
  };

  it('replays the made trace of the seed at the speed that was asked for', async () => {
    const { replay, asked } = begin([{ applied: 0 }]);
    expect((await replay).begun).toBe(BEGUN);
    const traceFile = join(folder, 'made.csv');
    expect(asked).toEqual([{ traceFile, speed: 300 }]);
    expect((await readTrace(traceFile)).orders).toEqual(madeTrace({ seed: 3, orders: 6 }).orders);
  });

  it("sets the service's clock to the replay's segments (I10)", async () => {
    const { replay, followed } = begin([{ applied: 0 }]);
    await replay;
    expect(followed).toEqual([[new Date(BEGUN.startsAt), SEGMENTS]]);
  });

  it('has reached a share once so many moments were applied', async () => {
    const { replay } = begin([{ applied: 1 }, { applied: 4 }, { applied: 9 }]);
    const { moments } = await (await replay).reached(0.35);
    expect(moments).toEqual({ total: 10, applied: 4 });
  });

  it.each<[string, Step]>([
    ['still running', { applied: 10, businessNow: BEGUN.endsAt }],
    ['before its end', { applied: 10, state: 'finished' }],
  ])('is not over while it is %s', async (_what, step) => {
    const over: Step = { applied: 10, state: 'finished', businessNow: BEGUN.endsAt };
    const { replay } = begin([step, over]);
    const progress: ReplayProgress = await (await replay).reached(1);
    expect(progress).toMatchObject({ state: 'finished', businessNow: BEGUN.endsAt });
  });

  it('says how far it is, each tenth of the way once', async () => {
    const { replay } = begin([{ applied: 0 }, { applied: 0 }, { applied: 3 }]);
    await (await replay).reached(0.3);
    expect(lines).toEqual([
      'replaying 6 orders, 300 business seconds a second',
      '2026-10-03T18:00Z  0 %',
      '2026-10-03T18:00Z  30 %',
    ]);
  });
});
