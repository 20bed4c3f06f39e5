import { connect } from 'node:net';
import { addressOf } from '../dispatcher-under-test/contact-desk.js';
import { seededRandom } from '../seeded-random.js';
import { FlakyRelay } from './flaky-relay.js';

const LINES = [
  ...['EHLO ftgo.example', 'MAIL FROM:<no-reply@ftgo.example>', `RCPT TO:<${addressOf(42)}>`],
  ...['DATA', 'Subject: Chicken Vindaloo\r\n\r\nIt is late.\r\n.'],
];

/** Sends one message by hand. @returns whether the relay said that it has it */
function sendTo(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const left = [...LINES];
    const end = (isTaken: boolean): void => {
      socket.destroy();
      resolve(isTaken);
    };
    socket.setEncoding('latin1').on('data', (reply) => {
      if (/^[45]/.test(String(reply))) return end(false);
      const next = left.shift();
      if (next === undefined) end(true);
      else socket.write(`${next}\r\n`);
    });
    socket.on('error', () => end(false));
    socket.on('close', () => end(false));
  });
}

describe('the flaky relay', () => {
  let relay: FlakyRelay;
  afterEach(() => relay.stop());

  it('takes messages, and knows to whom they were', async () => {
    relay = await FlakyRelay.start(() => 0.999);
    expect(await sendTo(relay.port)).toBe(true);
    expect(relay.kept.map(({ recipients }) => recipients)).toEqual([[addressOf(42)]]);
    expect([...relay.done]).toEqual([]);
  });

  it('counts what it does, and whom it left in doubt: no more and no fewer than were dropped', async () => {
    relay = await FlakyRelay.start(seededRandom(7));
    let answered = 0;
    const each = Array.from({ length: 300 }, async () => {
      if (await sendTo(relay.port)) answered += 1;
    });
    await Promise.all(each);
    const done = (name: string): number => relay.done.get(name) ?? 0;
    const afterDot = done('reset after the dot') + done('close after the dot');
    expect(relay.kept).toHaveLength(answered + afterDot);
    expect(relay.doubtsAbout(addressOf(42))).toBe(afterDot + done('reset before the dot'));
    expect(relay.done.size).toBeGreaterThan(5);
    expect(relay.doubtsAbout(addressOf(43))).toBe(0);
  });
});
