import { jest } from '@jest/globals';
import type { Stack } from '@ftgo/system-stack';
import { killWorkers } from './kill-workers.js';

jest.setTimeout(120_000);

/** A seed that happens to make short pauses. */
const QUICK = 16_697;

const NAMES = ['replica-ingestion', 'delay-scanner', 'notification-dispatcher'];

/** A stack that remembers who was killed and who was started, and calls an end after some kills. */
async function killIn(
  seed: number,
  kills: number,
): Promise<{ journal: string[]; counted: object }> {
  const journal: string[] = [];
  const ended = new AbortController();
  const workers = NAMES.map((name) => ({
    name,
    kills: 0,
    kill() {
      this.kills += 1;
      journal.push(`kill ${name}`);
      return Promise.resolve();
    },
    start() {
      journal.push(`start ${name}`);
      if (journal.length === 2 * kills) ended.abort();
      return Promise.resolve();
    },
  }));
  const counts = new Map<string, number>();
  await killWorkers({ workers } as unknown as Stack, ended.signal, seed, counts);
  return { journal, counted: Object.fromEntries(counts) };
}

describe('killing the workers', () => {
  it('meets each in its turn first, starts each again, then any as the seed has it (I3)', async () => {
    const [one, same, other] = await Promise.all([
      killIn(QUICK, 4),
      killIn(QUICK, 4),
      killIn(12_216, 3),
    ]);
    const inTurn = NAMES.flatMap((name) => [`kill ${name}`, `start ${name}`]);
    for (const { journal } of [one, other]) expect(journal.slice(0, 6)).toEqual(inTurn);
    expect(one.journal).toHaveLength(8);
    expect(one.journal).toEqual(same.journal);
    expect(Object.values(one.counted).reduce((sum, count) => sum + count, 0)).toBe(4);
    expect(other.counted).toEqual(Object.fromEntries(NAMES.map((name) => [name, 1])));
  });

  it('kills nobody once the replay has ended', async () => {
    const counts = new Map<string, number>();
    const stack = { workers: [{ name: 'delay-scanner' }] } as unknown as Stack;
    await killWorkers(stack, AbortSignal.abort(), 1, counts);
    expect([...counts]).toEqual([['delay-scanner', 0]]);
  });

  it('spares those who are not among the chosen', async () => {
    const journal: string[] = [];
    const ended = new AbortController();
    const workers = NAMES.map((name) => ({
      ...{ name, app: name, kills: 0 },
      kill() {
        this.kills += 1;
        journal.push(name);
        return Promise.resolve();
      },
      start() {
        if (journal.length === 3) ended.abort();
        return Promise.resolve();
      },
    }));
    const counts = new Map<string, number>();
    const stack = { workers } as unknown as Stack;
    await killWorkers(stack, ended.signal, QUICK, counts, ({ app }) => app === 'delay-scanner');
    expect(journal).toEqual(['delay-scanner', 'delay-scanner', 'delay-scanner']);
    expect([...counts]).toEqual([['delay-scanner', 3]]);
  });

  it('counts a worker that was never met as 0, so that the verdict can name it', async () => {
    const { counted } = await killIn(QUICK, 1);
    expect(counted).toEqual({
      ...{ 'replica-ingestion': 1, 'delay-scanner': 0, 'notification-dispatcher': 0 },
    });
  });
});
