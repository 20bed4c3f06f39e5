import { setTimeout as pause } from 'node:timers/promises';
import { captureLogger, eventually } from '@ftgo/platform-observability/testing';
import type { RepeatingTaskOptions } from './index.js';
import { RepeatingTask } from './index.js';

const AN_HOUR_MS = 3_600_000;

function aTask(run: () => Promise<boolean>, over: Partial<RepeatingTaskOptions> = {}) {
  const health: (string | undefined)[] = [];
  const { logger, messagesOf } = captureLogger();
  const onHealth = (failure: string | undefined): void => void health.push(failure);
  const task = new RepeatingTask({ name: 'scan', everyMs: 1, run, logger, onHealth, ...over });
  return { task, health, messagesOf };
}

describe('RepeatingTask', () => {
  it('never runs twice at once, however short its interval', async () => {
    let atOnce = 0;
    let most = 0;
    let runs = 0;
    const { task } = aTask(async () => {
      most = Math.max(most, (atOnce += 1));
      await pause(3);
      atOnce -= 1;
      runs += 1;
      return false;
    });
    task.start();
    task.start();
    task.hurry();
    await eventually(() => expect(runs).toBeGreaterThan(5));
    await task.stop();
    expect(most).toBe(1);
  });

  it('runs again at once while there is more to do, and then pauses', async () => {
    let left = 3;
    let runs = 0;
    const { task } = aTask(
      () => {
        runs += 1;
        left -= 1;
        return Promise.resolve(left > 0);
      },
      { everyMs: AN_HOUR_MS },
    );
    task.start();
    await eventually(() => expect(runs).toBe(3));
    await pause(20);
    expect(runs).toBe(3);
    await task.stop();
  });

  it('goes on after a failure, and says what failed how often and that it is well again', async () => {
    let runs = 0;
    const { task, health, messagesOf } = aTask(() => {
      runs += 1;
      return runs < 3 ? Promise.reject(new Error('no database')) : Promise.resolve(false);
    });
    task.start();
    await eventually(() => expect(health).toContain(undefined));
    await task.stop();
    expect(health.slice(0, 3)).toEqual([
      'scan failed 1 times in a row',
      'scan failed 2 times in a row',
      undefined,
    ]);
    expect(messagesOf('error')).toHaveLength(2);
  });

  it('waits longer after each failure in a row', async () => {
    const at: number[] = [];
    const { task } = aTask(
      () => {
        at.push(performance.now());
        return Promise.reject(new Error('no database'));
      },
      { everyMs: 4 },
    );
    task.start();
    await eventually(() => expect(at.length).toBeGreaterThanOrEqual(6));
    await task.stop();
    const pauses = at.slice(1).map((later, index) => later - (at[index] ?? 0));
    expect(pauses[4]).toBeGreaterThan(2 * (pauses[0] ?? 0));
    expect(pauses[4]).toBeGreaterThan(100);
  });

  it('takes a piece of work that throws at once like one that rejects', async () => {
    const { task, health } = aTask(() => {
      throw new Error('at once');
    });
    task.start();
    await eventually(() => expect(health.length).toBeGreaterThan(0));
    await task.stop();
  });

  describe('hurry', () => {
    it('ends the pause', async () => {
      let runs = 0;
      const { task } = aTask(() => Promise.resolve((runs += 1) < 0), { everyMs: AN_HOUR_MS });
      task.start();
      await eventually(() => expect(runs).toBe(1));
      task.hurry();
      await eventually(() => expect(runs).toBe(2));
      await task.stop();
    });

    it('is not lost during a run: what came too late for that run is done by the next', async () => {
      let runs = 0;
      let finish = (): void => undefined;
      const { task } = aTask(
        async () => {
          runs += 1;
          if (runs === 1) await new Promise<void>((resolve) => (finish = resolve));
          return false;
        },
        { everyMs: AN_HOUR_MS },
      );
      task.start();
      await eventually(() => expect(runs).toBe(1));
      task.hurry();
      finish();
      await eventually(() => expect(runs).toBe(2));
      await task.stop();
    });
  });

  describe('stop', () => {
    it('waits for the running piece and begins no other', async () => {
      let begun = 0;
      let ended = 0;
      const { task } = aTask(async () => {
        begun += 1;
        await pause(30);
        ended += 1;
        return true;
      });
      task.start();
      await task.stop();
      expect({ begun, ended }).toEqual({ begun: 1, ended: 1 });
      await pause(10);
      expect(begun).toBe(1);
    });

    it('does not wait for the end of a pause', async () => {
      let runs = 0;
      const { task } = aTask(() => Promise.resolve((runs += 1) < 0), { everyMs: AN_HOUR_MS });
      task.start();
      await eventually(() => expect(runs).toBe(1));
      await expect(task.stop()).resolves.toBeUndefined();
    });

    it('is nothing for a task that never started', async () => {
      const { task } = aTask(() => Promise.resolve(false));
      await expect(task.stop()).resolves.toBeUndefined();
    });
  });
});
