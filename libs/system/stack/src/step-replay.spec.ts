import type { Stack } from './stack.js';
import { stepReplay } from './step-replay.js';
import { at } from './testing/evidence.js';

interface Moment {
  readonly time: string;
  /** Events of one order that fall together; they are published one at a time. */
  readonly events: number;
}

/** A stack as the replay sees it from outside: it remembers what was asked of it, in order. */
function pretendedStack(from: string, to: string, moments: readonly Moment[] = []) {
  const journal: string[] = [];
  const ahead = moments.flatMap(({ time, events }) => Array<string>(events).fill(at(time)));
  const short = (date: Date): string => date.toISOString().slice(11, 16);
  // Nothing is ever under way here, by whatever name it is asked for.
  const nothing = new Proxy({}, { get: () => 0 });
  const stack = {
    simulator: {
      replay: (options: object) => {
        journal.push(`replay ${JSON.stringify(options)}`);
        return Promise.resolve({ businessFrom: at(from), endsAt: at(to) });
      },
      advance: (step: Date) => {
        const isDue = ahead[0] !== undefined && ahead[0] <= step.toISOString();
        if (isDue) ahead.shift();
        journal.push(`events to ${short(step)}: ${isDue ? 1 : 0}`);
        const remaining = ahead.filter((time) => time <= step.toISOString()).length;
        return Promise.resolve({ applied: isDue ? 1 : 0, remaining });
      },
      progress: () => Promise.resolve(nothing),
    },
    clock: { hold: (time: Date) => Promise.resolve(journal.push(`clock ${short(time)}`)) },
    database: {
      query: () => {
        if (journal.at(-1) !== 'quiet') journal.push('quiet');
        return Promise.resolve([nothing]);
      },
    },
  };
  return { stack: stack as unknown as Stack, journal };
}

const TRACE = { traceFile: 'dinner.csv', limit: 12 };

describe('a replay in steps', () => {
  it('moves the clock only when all that was published before has been dealt with', async () => {
    const { stack, journal } = pretendedStack('18:00', '18:10', [
      { time: '18:04', events: 2 },
      { time: '18:07', events: 1 },
    ]);
    await stepReplay(stack, { ...TRACE, stepMinutes: 5 });
    expect(journal.slice(1)).toEqual([
      'clock 18:00',
      'events to 18:00: 0',
      'clock 18:00',
      'quiet',
      'events to 18:05: 1',
      'quiet',
      'events to 18:05: 1',
      'quiet',
      'clock 18:05',
      'quiet',
      'events to 18:10: 1',
      'quiet',
      'clock 18:10',
      'quiet',
    ]);
  });

  it('asks for the trace that it is told, in steps', async () => {
    const { stack, journal } = pretendedStack('18:00', '18:00');
    await stepReplay(stack, { ...TRACE, stepMinutes: 1 });
    expect(journal[0]).toBe(`replay ${JSON.stringify({ ...TRACE, stepped: true })}`);
  });

  it.each([
    [1, 61],
    [7, 10],
    [60, 2],
    [90, 2],
  ])(
    'of %i minutes goes through an hour in %i, from its beginning to its end',
    async (step, steps) => {
      const told: Date[] = [];
      const { stack } = pretendedStack('18:00', '19:00');
      const onStep = (time: Date): void => void told.push(time);
      await stepReplay(stack, { ...TRACE, stepMinutes: step, onStep });
      expect(told).toHaveLength(steps);
      expect(told[0]).toEqual(new Date(at('18:00')));
      expect(told.at(-1)).toEqual(new Date(at('19:00')));
    },
  );

  it('tells how far it has come, from 0 to 1', async () => {
    const shares: number[] = [];
    const { stack } = pretendedStack('18:00', '18:20');
    const onStep = (_time: Date, share: number): void => void shares.push(share);
    await stepReplay(stack, { ...TRACE, stepMinutes: 5, onStep });
    expect(shares).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });

  it('publishes the events between the last whole step and the end', async () => {
    const { stack, journal } = pretendedStack('18:00', '18:08', [{ time: '18:07', events: 1 }]);
    await stepReplay(stack, { ...TRACE, stepMinutes: 5 });
    expect(journal).toContain('events to 18:08: 1');
  });

  it('of a single instant has come all the way with its only step', async () => {
    const shares: number[] = [];
    const { stack } = pretendedStack('18:00', '18:00');
    const onStep = (_time: Date, share: number): void => void shares.push(share);
    await stepReplay(stack, { ...TRACE, stepMinutes: 5, onStep });
    expect(shares).toEqual([1]);
  });
});
