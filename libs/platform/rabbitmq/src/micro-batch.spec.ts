import { setTimeout as pause } from 'node:timers/promises';
import fc from 'fast-check';
import { MicroBatch } from './micro-batch.js';

/** A commit that a test ends when it likes. */
class HeldCommits {
  readonly batches: (readonly number[])[] = [];
  private readonly endings: { done: () => void; failed: (error: Error) => void }[] = [];
  atOnce = 0;
  mostAtOnce = 0;

  readonly commit = async (items: readonly number[]): Promise<void> => {
    this.batches.push(items);
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    try {
      await new Promise<void>((done, failed) => this.endings.push({ done, failed }));
    } finally {
      this.atOnce -= 1;
    }
  };

  end(): void {
    this.endings.shift()?.done();
  }

  fail(error: Error): void {
    this.endings.shift()?.failed(error);
  }
}

/** Remembers how a promise stands. */
function watched(promise: Promise<void>): { state: string } {
  const watch = { state: 'open' };
  promise.then(
    () => (watch.state = 'done'),
    (error: Error) => (watch.state = `failed: ${error.message}`),
  );
  return watch;
}

const settle = (): Promise<void> => pause(5);

describe('MicroBatch', () => {
  it('tells an item done only after the commit of its batch (I2)', async () => {
    const commits = new HeldCommits();
    const batch = new MicroBatch({ size: 2, waitMs: 1, commit: commits.commit });
    const items = [1, 2].map((item) => watched(batch.add(item)));
    await settle();
    expect(commits.batches).toEqual([[1, 2]]);
    expect(items.map(({ state }) => state)).toEqual(['open', 'open']);

    commits.end();
    await settle();
    expect(items.map(({ state }) => state)).toEqual(['done', 'done']);
  });

  it('sends a full batch at once and the rest after the wait', async () => {
    const commits = new HeldCommits();
    const batch = new MicroBatch({ size: 3, waitMs: 20, commit: commits.commit });
    [1, 2, 3, 4].forEach((item) => void batch.add(item));
    expect(commits.batches).toEqual([[1, 2, 3]]);
    commits.end();
    await settle();
    expect(commits.batches).toHaveLength(1);
    await pause(30);
    expect(commits.batches).toEqual([[1, 2, 3], [4]]);
    commits.end();
  });

  it('commits one batch at a time; what comes meanwhile gathers, in order and within the bound', async () => {
    const commits = new HeldCommits();
    const batch = new MicroBatch({ size: 2, waitMs: 1, commit: commits.commit });
    [1, 2, 3, 4, 5].forEach((item) => void batch.add(item));
    for (let ended = 0; ended < 3; ended += 1) {
      await settle();
      expect(commits.atOnce).toBe(1);
      commits.end();
    }
    expect(commits.batches).toEqual([[1, 2], [3, 4], [5]]);
    expect(commits.mostAtOnce).toBe(1);
  });

  it('rejects each item of a batch that was not committed, and goes on with the next', async () => {
    const commits = new HeldCommits();
    const batch = new MicroBatch({ size: 2, waitMs: 1, commit: commits.commit });
    const items = [1, 2, 3, 4].map((item) => watched(batch.add(item)));
    commits.fail(new Error('connection lost'));
    await settle();
    commits.end();
    await settle();
    expect(items.map(({ state }) => state)).toEqual([
      'failed: connection lost',
      'failed: connection lost',
      'done',
      'done',
    ]);
  });

  it('commits every item exactly once, in order, whatever the sizes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 7 }),
        fc.array(fc.nat(), { maxLength: 40 }),
        async (size, items) => {
          const batches: (readonly number[])[] = [];
          const commit = async (each: readonly number[]): Promise<void> => {
            batches.push(each);
            await Promise.resolve();
          };
          const batch = new MicroBatch({ size, waitMs: 0, commit });
          await Promise.all(items.map((item) => batch.add(item)));
          expect(batches.flat()).toEqual(items);
          expect(batches.every(({ length }) => length >= 1 && length <= size)).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });
});
