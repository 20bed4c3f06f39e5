import type { SendOutcome } from '@ftgo/delayed-orders-domain';
import fc from 'fast-check';

import { aLateNotice } from '../content/sample-notices.js';
import { FailoverNotificationSender, type Relay } from './failover-notification-sender.js';
import { MUST_NOT_GO } from './smtp-notification-sender.js';

const JOHN = 'john@example.com';
const notice = aLateNotice();

const SENT: SendOutcome = { kind: 'SENT' };
const LATER: SendOutcome = { kind: 'RETRY', cause: 'smtp.recipient.450' };
const UNREACHABLE: SendOutcome = { kind: 'RETRY', cause: 'smtp.connection.ECONNREFUSED' };
const REFUSED: SendOutcome = { kind: 'FAILED', cause: 'smtp.recipient.550' };
const IN_DOUBT: SendOutcome = { kind: 'UNKNOWN', cause: 'smtp.message.ETIMEDOUT' };

/** A relay that answers as told, by default that it took the message. */
class ToldRelay implements Relay {
  asked = 0;
  closed = 0;
  given: number[] = [];
  private readonly answers: SendOutcome[];

  constructor(
    private readonly tookMs: () => void,
    ...answers: SendOutcome[]
  ) {
    this.answers = answers;
  }

  send(_notice: unknown, _to: string, _may: unknown, withinMs: number): Promise<SendOutcome> {
    this.asked += 1;
    this.given.push(withinMs);
    this.tookMs();
    return Promise.resolve(this.answers.shift() ?? SENT);
  }

  close(): Promise<void> {
    this.closed += 1;
    return Promise.resolve();
  }
}

describe('with several relays, the sender', () => {
  let nowMs: number;
  let rested: string[];

  beforeEach(() => {
    nowMs = 1_000_000;
    rested = [];
  });

  const relay = (...answers: SendOutcome[]) => new ToldRelay(() => undefined, ...answers);
  const over = (...relays: ToldRelay[]) =>
    new FailoverNotificationSender({
      relays,
      attemptMs: 45_000,
      onRest: (number, cause) => rested.push(`${number} ${cause}`),
      nowMs: () => nowMs,
    });

  it('asks the first one alone while it takes the messages', async () => {
    const [first, second] = [relay(), relay()];
    expect(await over(first, second).send(notice, JOHN)).toEqual(SENT);
    expect([first.asked, second.asked]).toEqual([1, 0]);
  });

  it.each([LATER, UNREACHABLE, { kind: 'RETRY', cause: 'smtp.message.451' } as const])(
    'asks the next one in the same attempt after %j',
    async (outcome) => {
      const [first, second] = [relay(outcome), relay()];
      expect(await over(first, second).send(notice, JOHN)).toEqual(SENT);
      expect([first.asked, second.asked]).toEqual([1, 1]);
    },
  );

  it.each([IN_DOUBT, REFUSED, MUST_NOT_GO])('asks nobody else after %j (I5)', async (outcome) => {
    const [first, second] = [relay(outcome), relay()];
    expect(await over(first, second).send(notice, JOHN)).toEqual(outcome);
    expect(second.asked).toBe(0);
  });

  it('says what the last one said when none took it', async () => {
    expect(await over(relay(UNREACHABLE), relay(LATER)).send(notice, JOHN)).toEqual(LATER);
  });

  it('leaves one that is out of reach alone for half a minute, and says so once', async () => {
    const [first, second] = [relay(UNREACHABLE, UNREACHABLE), relay()];
    const sender = over(first, second);
    await sender.send(notice, JOHN);
    nowMs += 29_999;
    await sender.send(notice, JOHN);
    expect([first.asked, second.asked]).toEqual([1, 2]);
    nowMs += 1;
    await sender.send(notice, JOHN);
    await sender.send(notice, JOHN);
    expect([first.asked, second.asked]).toEqual([2, 4]);
    expect(rested).toEqual(['1 smtp.connection.ECONNREFUSED']);
  });

  it('lets one send try whether it is back, and the others only when it is', async () => {
    const [first, second] = [relay(UNREACHABLE), relay()];
    const sender = over(first, second);
    await sender.send(notice, JOHN);
    nowMs += 30_000;
    await Promise.all([1, 2, 3, 4].map(() => sender.send(notice, JOHN)));
    expect([first.asked, second.asked]).toEqual([2, 4]);
    await sender.send(notice, JOHN);
    expect(first.asked).toBe(3);
  });

  it('asks all of them when none is in reach', async () => {
    const relays = [relay(UNREACHABLE, UNREACHABLE), relay(UNREACHABLE)];
    const sender = over(...relays);
    await sender.send(notice, JOHN);
    expect(await sender.send(notice, JOHN)).toEqual(SENT);
    expect(relays.map(({ asked }) => asked)).toEqual([2, 2]);
  });

  it('does not leave one alone that put off this one message', async () => {
    const first = relay(LATER);
    const sender = over(first, relay());
    await sender.send(notice, JOHN);
    await sender.send(notice, JOHN);
    expect(first.asked).toBe(2);
  });

  it('hands on what is left of the attempt, and begins nothing that would be cut off', async () => {
    const slow = (seconds: number) => new ToldRelay(() => (nowMs += seconds * 1_000), UNREACHABLE);
    const relays = [slow(5), slow(26), relay()];
    expect(await over(...relays).send(notice, JOHN)).toEqual(UNREACHABLE);
    expect(relays.map(({ given }) => given)).toEqual([[45_000], [40_000], []]);
  });

  it('closes all of them', async () => {
    const relays = [relay(), relay()];
    await over(...relays).close();
    expect(relays.map(({ closed }) => closed)).toEqual([1, 1]);
  });

  it('needs at least one', () => {
    expect(() => over()).toThrow(TypeError);
  });

  it('never has two relays take one message but after doubt, whatever they do (I5)', async () => {
    const outcome = fc.constantFrom(SENT, LATER, UNREACHABLE, REFUSED, IN_DOUBT);
    const relaysOutcomes = fc.array(fc.array(outcome, { maxLength: 8 }), {
      minLength: 1,
      maxLength: 4,
    });
    const pauses = fc.array(fc.nat(40_000), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(relaysOutcomes, pauses, async (outcomes, pausesMs) => {
        const told: SendOutcome[] = [];
        const relays = outcomes.map((answers) => relay(...answers));
        const recorded = relays.map((each): Relay => ({
          close: () => each.close(),
          send: async (...call) => {
            const outcome = await each.send(...call);
            told.push(outcome);
            return outcome;
          },
        }));
        const options = { relays: recorded, attemptMs: 45_000, nowMs: () => nowMs };
        const sender = new FailoverNotificationSender(options);
        for (const pauseMs of pausesMs) {
          nowMs += pauseMs;
          told.length = 0;
          const outcome = await sender.send(notice, JOHN);
          expect(told.at(-1)).toEqual(outcome);
          expect(told.slice(0, -1).every(({ kind }) => kind === 'RETRY')).toBe(true);
          expect(told.length).toBeLessThanOrEqual(relays.length);
        }
      }),
    );
  });
});
