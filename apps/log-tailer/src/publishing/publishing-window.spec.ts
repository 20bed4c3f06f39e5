import { jest } from '@jest/globals';
import type { PublishOutcome } from '@ftgo/platform-rabbitmq';
import fc from 'fast-check';
import { handled, ScriptedPublisher, weighed } from '../testing/scripted-publisher.js';
import { WindowClosedError } from './publishing.errors.js';
import type { RefusedMessage } from './publishing-window.js';
import { PublishingWindow } from './publishing-window.js';

const RETRY_AFTER_MS = 1_000;

describe('a publishing window', () => {
  let publisher: ScriptedPublisher;
  let window: PublishingWindow;
  let troubles: (RefusedMessage | undefined)[];
  let repeats: number;
  let done: string[];

  const open = (size = 3, bytes = 1_000): PublishingWindow =>
    new PublishingWindow({
      publisher,
      size,
      bytes,
      retryAfterMs: RETRY_AFTER_MS,
      onTrouble: (refused) => troubles.push(refused),
      onRepeat: () => (repeats += 1),
    });
  const add = (...ids: readonly string[]): Promise<void[]> =>
    Promise.all(ids.map((id) => window.add(weighed(id))));
  const mark = (name: string): void => window.mark(() => done.push(name));
  /** Whether a promise has been settled by now. */
  const isSettled = async (promise: Promise<unknown>): Promise<boolean> => {
    let settled = false;
    void promise.catch(() => undefined).then(() => (settled = true));
    await handled();
    return settled;
  };
  const pauseEnds = async (): Promise<void> => {
    jest.advanceTimersByTime(RETRY_AFTER_MS);
    await handled();
  };

  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    publisher = new ScriptedPublisher();
    [troubles, repeats, done] = [[], 0, []];
    window = open();
  });

  afterEach(() => {
    window.close();
    jest.useRealTimers();
  });

  describe('when all goes well', () => {
    it('publishes in order, many at once', async () => {
      await add('a', 'b', 'c');
      expect(publisher.published).toEqual(['a', 'b', 'c']);
    });

    it('lets nobody in when it is full, until the oldest is confirmed (I11)', async () => {
      await add('a', 'b', 'c');
      const fourth = window.add(weighed('d'));
      await publisher.answer('b', 'confirmed');
      expect(await isSettled(fourth)).toBe(false);
      await publisher.answer('a', 'confirmed');
      await fourth;
      expect(publisher.published).toEqual(['a', 'b', 'c', 'd']);
    });

    it('counts weight as well as number (I11)', async () => {
      await window.add(weighed('a', 900));
      await window.add(weighed('b', 900));
      const third = window.add(weighed('c', 1));
      expect(await isSettled(third)).toBe(false);
      await publisher.confirmAll();
      await third;
    });

    it('takes one message however heavy it is, when nothing else is on its way', async () => {
      await window.add(weighed('a', 5_000));
      expect(publisher.published).toEqual(['a']);
    });

    it('calls a place done once everything before it is confirmed (I2)', async () => {
      await add('a', 'b');
      mark('after b');
      await publisher.answer('b', 'confirmed');
      expect(done).toEqual([]);
      await publisher.answer('a', 'confirmed');
      expect(done).toEqual(['after b']);
    });

    it('calls a place done at once when nothing is before it', () => {
      mark('nothing');
      expect(done).toEqual(['nothing']);
    });

    it('calls places done in their order', async () => {
      await add('a');
      mark('1');
      mark('2');
      await add('b');
      mark('3');
      await publisher.answer('b', 'confirmed');
      await publisher.answer('a', 'confirmed');
      expect(done).toEqual(['1', '2', '3']);
    });

    it('tells when everything is confirmed', async () => {
      await add('a', 'b');
      const all = window.confirmed();
      await publisher.answer('a', 'confirmed');
      expect(await isSettled(all)).toBe(false);
      await publisher.answer('b', 'confirmed');
      await all;
    });

    it('repeats nothing and has no trouble', async () => {
      await add('a', 'b', 'c');
      await publisher.confirmAll();
      expect([repeats, troubles]).toEqual([0, []]);
    });
  });

  describe.each(['returned', 'unconfirmed'] as const)('when a message is %s', (refusal) => {
    it('publishes it again after a pause, and nothing behind it is done before (I2)', async () => {
      await add('a', 'b');
      mark('after b');
      await publisher.answer('a', refusal);
      await publisher.answer('b', 'confirmed');
      expect(publisher.published).toEqual(['a', 'b']);
      await pauseEnds();
      expect(publisher.published).toEqual(['a', 'b', 'a']);
      expect(done).toEqual([]);
    });

    it('publishes what was behind it again as well, so that the last copies are in order', async () => {
      await add('a', 'b', 'c');
      await publisher.answer('a', 'confirmed');
      await publisher.answer('b', refusal);
      await publisher.answer('c', 'confirmed');
      await pauseEnds();
      await publisher.confirmAll();
      expect(publisher.published).toEqual(['a', 'b', 'c', 'b', 'c']);
      expect(repeats).toBe(2);
    });

    it('waits for what is on its way first: a late copy would lie behind the repetition', async () => {
      await add('a', 'b');
      await publisher.answer('a', refusal);
      await pauseEnds();
      expect(publisher.published).toEqual(['a', 'b']);
      await publisher.answer('b', 'confirmed');
      await pauseEnds();
      expect(publisher.published).toEqual(['a', 'b', 'a']);
    });

    it('tries one message at a time until one is confirmed', async () => {
      await add('a', 'b', 'c');
      for (const id of ['a', 'b', 'c']) await publisher.answer(id, refusal);
      for (let attempt = 0; attempt < 3; attempt += 1) {
        await pauseEnds();
        expect(publisher.unsettled).toEqual(['a']);
        await publisher.answer('a', refusal);
      }
      await pauseEnds();
      await publisher.answer('a', 'confirmed');
      expect(publisher.unsettled).toEqual(['b', 'c']);
    });

    it('never skips it, however often it is refused', async () => {
      await add('a');
      mark('after a');
      for (let attempt = 0; attempt < 50; attempt += 1) {
        await publisher.answer('a', refusal);
        await pauseEnds();
      }
      expect(done).toEqual([]);
      await publisher.answer('a', 'confirmed');
      expect(done).toEqual(['after a']);
    });

    it('says so once, and once more when it is over', async () => {
      await add('a', 'b');
      await publisher.answer('a', refusal);
      await publisher.answer('b', refusal);
      await pauseEnds();
      await publisher.answer('a', refusal);
      await pauseEnds();
      await publisher.confirmAll();
      const { exchange, routingKey } = weighed('a').message;
      expect(troubles).toEqual([{ outcome: refusal, exchange, routingKey }, undefined]);
    });

    it('lets messages in while there is room, and sends them when it is over', async () => {
      await add('a');
      await publisher.answer('a', refusal);
      await add('b');
      expect(publisher.published).toEqual(['a']);
      await pauseEnds();
      await publisher.answer('a', 'confirmed');
      expect(publisher.published).toEqual(['a', 'a', 'b']);
      expect(repeats).toBe(1);
    });
  });

  describe('when nothing can be published', () => {
    it('keeps messages to itself, and the client’s memory empty (I11)', async () => {
      publisher.isAway = true;
      await add('a', 'b');
      await pauseEnds();
      expect(publisher.published).toEqual([]);
      publisher.isAway = false;
      await pauseEnds();
      expect(publisher.published).toEqual(['a', 'b']);
      expect(repeats).toBe(0);
    });
  });

  describe('when it is closed', () => {
    it('ends all waiting with an error', async () => {
      await add('a', 'b', 'c');
      const [fourth, all] = [window.add(weighed('d')), window.confirmed()];
      window.close();
      await expect(fourth).rejects.toThrow(WindowClosedError);
      await expect(all).rejects.toThrow(WindowClosedError);
      await expect(window.add(weighed('e'))).rejects.toThrow(WindowClosedError);
    });

    it('calls nothing done and publishes nothing any more', async () => {
      await add('a', 'b');
      mark('after b');
      await publisher.answer('b', 'returned');
      window.close();
      await publisher.answer('a', 'confirmed');
      await pauseEnds();
      expect(done).toEqual([]);
      expect(publisher.published).toEqual(['a', 'b']);
    });
  });

  it('keeps order and loses nothing, whatever the broker does (property, I2)', async () => {
    const outcome = fc.constantFrom<PublishOutcome>('confirmed', 'returned', 'unconfirmed');
    const step = fc.record({ pick: fc.nat(), outcome });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 12 }), fc.array(step), async (count, steps) => {
        publisher = new ScriptedPublisher();
        window = open(4);
        const ids = Array.from({ length: count }, (_, at) => `message-${at}`);
        const confirmed: string[] = [];
        const markedAfter: string[][] = [];
        const adding = (async () => {
          for (const id of ids) {
            await window.add(weighed(id));
            window.mark(() => markedAfter.push([...confirmed]));
          }
        })();
        const answer = async (id: string, with_: PublishOutcome): Promise<void> => {
          if (with_ === 'confirmed') confirmed.push(id);
          await publisher.answer(id, with_);
        };
        for (const { pick, outcome: each } of steps) {
          const { unsettled } = publisher;
          if (unsettled.length === 0) await pauseEnds();
          else await answer(unsettled[pick % unsettled.length] ?? '', each);
        }
        while (markedAfter.length < count) {
          for (const id of publisher.unsettled) await answer(id, 'confirmed');
          await pauseEnds();
        }
        await adding;
        // The last copies of all messages lie in their order ...
        const last = ids.map((id) => publisher.published.lastIndexOf(id));
        expect(last).toEqual([...last].sort((one, other) => one - other));
        // ... and the n-th place was done only when the first n were confirmed.
        markedAfter.forEach((then, at) => {
          expect(ids.slice(0, at + 1).every((id) => then.includes(id))).toBe(true);
        });
      }),
      { numRuns: 150, seed: 20_261_003 },
    );
  });
});
