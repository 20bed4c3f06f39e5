import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';

import { aLateNotice } from '../content/sample-notices.js';
import { FailoverNotificationSender } from './failover-notification-sender.js';
import { SmtpNotificationSender } from './smtp-notification-sender.js';
import {
  ScriptedSmtpServer,
  type SmtpAction,
  type SmtpStage,
} from './testing/scripted-smtp-server.js';

const JOHN = 'john@example.com';
const notice = aLateNotice();
const ATTEMPT_MS = 3_000;

describe('with two relays at the wire, the sender', () => {
  let first: ScriptedSmtpServer;
  let second: ScriptedSmtpServer;
  let sender: FailoverNotificationSender;

  const over = (...ports: number[]): FailoverNotificationSender =>
    new FailoverNotificationSender({
      attemptMs: ATTEMPT_MS,
      relays: ports.map(
        (port) =>
          new SmtpNotificationSender({
            server: { host: '127.0.0.1', port, secure: false },
            from: 'FTGO <no-reply@ftgo.example>',
            domain: 'ftgo.example',
            maxConnections: 2,
            timeouts: { socketMs: 1_000, attemptMs: ATTEMPT_MS },
          }),
      ),
    });

  beforeEach(async () => {
    first = await ScriptedSmtpServer.start();
    second = await ScriptedSmtpServer.start();
    sender = over(first.port, second.port);
  });
  afterEach(async () => {
    await sender.close();
    await Promise.all([first.stop(), second.stop()]);
  });

  it.each<[SmtpStage, SmtpAction, string, number, number]>([
    ['greeting', { reply: '554 go away' }, 'SENT', 0, 1],
    ['greeting', 'hang', 'SENT', 0, 1],
    ['ehlo', 'reset', 'SENT', 0, 1],
    ['rcpt', { reply: '450 greylisted' }, 'SENT', 0, 1],
    ['rcpt', { reply: '550 nobody' }, 'FAILED', 0, 0],
    ['data', 'finish', 'SENT', 0, 1],
    ['body', 'reset', 'UNKNOWN', 0, 0],
    ['message', { reply: '451 later' }, 'SENT', 0, 1],
    ['message', { reply: '554 spam' }, 'FAILED', 0, 0],
    ['message', 'reset', 'UNKNOWN', 1, 0],
    ['message', 'hang', 'UNKNOWN', 1, 0],
  ])('after %s %j: %s, with %i and %i copies (I5)', async (stage, action, kind, one, two) => {
    first.at(stage, action);
    expect((await sender.send(notice, JOHN)).kind).toBe(kind);
    expect([first.kept.length, second.kept.length]).toEqual([one, two]);
  });

  it('hands over nothing that must not go, and leaves no relay alone for it (I5)', async () => {
    const never = (): Promise<boolean> => Promise.resolve(false);
    expect(await sender.send(notice, JOHN, never)).toEqual({
      kind: 'RETRY',
      cause: 'sender.refused',
    });
    expect([first.kept.length, second.kept.length]).toEqual([0, 0]);
    // Had the first been left alone for it, the second would get the next one.
    expect(await sender.send(notice, JOHN)).toEqual({ kind: 'SENT' });
    expect([first.kept.length, second.kept.length]).toEqual([1, 0]);
  });

  it('is done in time, though the first drips for ever', async () => {
    first.at('greeting', { drip: '220-wait\r\n', everyMs: 20 });
    expect((await sender.send(notice, JOHN)).kind).not.toBe('UNKNOWN');
  });

  it('goes by a relay where nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await sender.close();
    sender = over(port, second.port);
    expect(await sender.send(notice, JOHN)).toEqual({ kind: 'SENT' });
  });

  it('has never more connections to each than it may', async () => {
    first.at('message', ...Array<SmtpAction>(4).fill({ reply: '451 later' }));
    await Promise.all(Array.from({ length: 12 }, () => sender.send(notice, JOHN)));
    expect(first.kept.length + second.kept.length).toBe(12);
    expect(first.mostConnections).toBeLessThanOrEqual(2);
    expect(second.mostConnections).toBeLessThanOrEqual(2);
  });
});
