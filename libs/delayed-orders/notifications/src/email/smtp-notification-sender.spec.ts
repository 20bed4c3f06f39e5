import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

import { notificationId } from '@ftgo/delayed-orders-domain';

import {
  SmtpNotificationSender,
  type SmtpNotificationSenderOptions,
} from './smtp-notification-sender.js';
import { aLateNotice } from '../content/sample-notices.js';
import {
  ScriptedSmtpServer,
  type SmtpAction,
  type SmtpStage,
} from './testing/scripted-smtp-server.js';

const JOHN = 'john@example.com';
const notice = aLateNotice();

let relay: ScriptedSmtpServer;
let sender: SmtpNotificationSender;

function senderTo(
  port: number,
  changes: Partial<SmtpNotificationSenderOptions> = {},
): SmtpNotificationSender {
  return new SmtpNotificationSender({
    server: { host: '127.0.0.1', port, secure: false },
    from: 'FTGO <no-reply@ftgo.example>',
    domain: 'ftgo.example',
    ...changes,
  });
}

afterEach(async () => {
  await sender.close();
  await relay.stop();
});

describe('The time of an attempt', () => {
  beforeEach(async () => {
    relay = await ScriptedSmtpServer.start();
    sender = senderTo(relay.port, {
      timeouts: { attemptMs: 1_000 },
    });
  });

  it('ends though the relay drips its answer and so is never silent: UNKNOWN after the body', async () => {
    relay.at('message', { drip: '250-', everyMs: 10 });

    expect(await sender.send(notice, JOHN)).toEqual({
      kind: 'UNKNOWN',
      cause: 'smtp.message.ETIMEDOUT',
    });
  });

  it('ends though the relay drips its answer: RETRY before the body', async () => {
    relay.at('rcpt', { drip: '2', everyMs: 10 });

    expect(await sender.send(notice, JOHN)).toEqual({
      kind: 'RETRY',
      cause: 'smtp.connection.ETIMEDOUT',
    });
  });

  it('counts the waiting for a connection, in which nothing was sent', async () => {
    sender = senderTo(relay.port, {
      maxConnections: 1,
      timeouts: { attemptMs: 200 },
    });
    relay.at('greeting', 'hang', 'hang', 'hang');

    const outcomes = await Promise.all([1, 2, 3].map(() => sender.send(notice, JOHN)));

    expect(outcomes.map(({ kind }) => kind)).toEqual(['RETRY', 'RETRY', 'RETRY']);
    expect(relay.received).toHaveLength(0);
    expect(relay.mostConnections).toBe(1);
  });
});

describe('Before it hands a message over, the sender', () => {
  const asked = (): Promise<boolean> => {
    questions += 1;
    return Promise.resolve(may);
  };
  let questions: number;
  let may: boolean;

  beforeEach(async () => {
    relay = await ScriptedSmtpServer.start();
    sender = senderTo(relay.port);
    [questions, may] = [0, true];
  });

  it.each<[SmtpStage, SmtpAction]>([
    ['greeting', { reply: '421 busy' }],
    ['ehlo', 'reset'],
    ['mail', { reply: '451 later' }],
    ['rcpt', { reply: '450 greylisted' }],
    ['data', { reply: '451 later' }],
  ])('asks nobody while the relay may still say no: %s (I5)', async (stage, action) => {
    relay.at(stage, action);
    expect((await sender.send(notice, JOHN, asked)).kind).toBe('RETRY');
    expect(questions).toBe(0);
  });

  it('asks once the relay waits for it, and the relay has it only then (I5)', async () => {
    let keptBefore = -1;
    const outcome = await sender.send(notice, JOHN, () => {
      keptBefore = relay.kept.length;
      return asked();
    });
    expect(outcome).toEqual({ kind: 'SENT' });
    expect([questions, keptBefore, relay.kept.length]).toEqual([1, 0, 1]);
  });

  it('gives the relay nothing that is somebody else’s by then, and can go on (I5)', async () => {
    may = false;
    expect((await sender.send(notice, JOHN, asked)).kind).toBe('RETRY');
    expect([questions, relay.kept.length]).toEqual([1, 0]);
    may = true;
    expect(await sender.send(notice, JOHN, asked)).toEqual({ kind: 'SENT' });
    expect(relay.kept).toHaveLength(1);
  });
});

describe('Where nobody listens, the sender', () => {
  it('says RETRY with the code of the operating system', async () => {
    relay = await ScriptedSmtpServer.start();
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as AddressInfo;
    probe.close();
    await once(probe, 'close');
    sender = senderTo(port);

    expect(await sender.send(notice, JOHN)).toEqual({
      kind: 'RETRY',
      cause: 'smtp.connection.ECONNREFUSED',
    });
  });
});

describe('A closed sender', () => {
  beforeEach(async () => {
    relay = await ScriptedSmtpServer.start();
    sender = senderTo(relay.port, { maxConnections: 2 });
  });

  it('ends a send whose body was read as UNKNOWN', async () => {
    relay.at('message', 'hang');
    const sending = sender.send(notice, JOHN);
    await relay.until('message');
    await sender.close();

    expect(await sending).toEqual({ kind: 'UNKNOWN', cause: 'smtp.message.ECLOSED' });
  });

  it('ends a send before the body, and those that wait, as RETRY', async () => {
    relay.at('rcpt', 'hang', 'hang');
    const sending = [1, 2, 3].map(() => sender.send(notice, JOHN));
    await relay.until('rcpt');
    await sender.close();

    expect((await Promise.all(sending)).map(({ kind }) => kind)).toEqual([
      'RETRY',
      'RETRY',
      'RETRY',
    ]);
    expect(relay.received).toHaveLength(0);
  });

  it('sends nothing more, and may be closed again', async () => {
    await sender.close();
    await sender.close();

    expect(await sender.send(notice, JOHN)).toEqual({ kind: 'RETRY', cause: 'sender.closed' });
    expect(relay.connectionCount).toBe(0);
  });

  it('leaves no connection behind', async () => {
    await Promise.all([1, 2, 3, 4].map(() => sender.send(notice, JOHN)));
    await sender.close();
    await relay.dropConnections();

    expect(relay.kept).toHaveLength(4);
    expect(relay.commands.filter((command) => command === 'QUIT')).toHaveLength(2);
  });
});

describe('Connections', () => {
  beforeEach(async () => {
    relay = await ScriptedSmtpServer.start();
  });

  it('are never more than allowed, counted at the relay, and are used again', async () => {
    const heard: number[] = [];
    sender = senderTo(relay.port, {
      maxConnections: 3,
      observer: { connections: (open) => heard.push(open) },
    });

    const outcomes = await Promise.all(Array.from({ length: 60 }, () => sender.send(notice, JOHN)));

    expect(outcomes.every(({ kind }) => kind === 'SENT')).toBe(true);
    expect(relay.kept).toHaveLength(60);
    expect(relay.mostConnections).toBe(3);
    expect(relay.connectionCount).toBe(3);
    expect(Math.max(...heard)).toBe(3);
  });

  it('that the relay ended while idle cost no attempt', async () => {
    sender = senderTo(relay.port, { maxConnections: 1 });
    await sender.send(notice, JOHN);
    await relay.dropConnections();

    expect(await sender.send(notice, JOHN)).toEqual({ kind: 'SENT' });
    expect(relay.kept).toHaveLength(2);
  });

  it('that die under the next message are replaced once, while its body is unread', async () => {
    sender = senderTo(relay.port, { maxConnections: 1 });
    await sender.send(notice, JOHN);
    relay.at('mail', 'reset');

    expect(await sender.send(notice, JOHN)).toEqual({ kind: 'SENT' });
    expect(relay.kept).toHaveLength(2);
    expect(relay.connectionCount).toBe(2);
  });

  it('that die after the body are not replaced: it might be a second copy', async () => {
    sender = senderTo(relay.port, { maxConnections: 1 });
    await sender.send(notice, JOHN);
    relay.at('message', 'reset');

    expect((await sender.send(notice, JOHN)).kind).toBe('UNKNOWN');
    expect(relay.kept).toHaveLength(2);
  });

  it('leave after a hundred messages', async () => {
    sender = senderTo(relay.port, { maxConnections: 1 });
    for (let i = 0; i < 101; i += 1) {
      await sender.send(notice, JOHN);
    }

    expect(relay.kept).toHaveLength(101);
    expect(relay.connectionCount).toBe(2);
    expect(relay.mostConnections).toBe(1);
  });

  it('leave when nobody needs them', async () => {
    const heard: number[] = [];
    const gone = Promise.withResolvers<void>();
    sender = senderTo(relay.port, {
      timeouts: { idleMs: 20 },
      observer: { connections: (open) => void (heard.push(open) && open === 0 && gone.resolve()) },
    });
    await sender.send(notice, JOHN);
    await gone.promise;

    expect(heard).toEqual([1, 0]);
  });
});

describe('A relay that wants a password', () => {
  it('does not get it in clear text', async () => {
    relay = await ScriptedSmtpServer.start();
    sender = senderTo(relay.port, {
      server: {
        host: '127.0.0.1',
        port: relay.port,
        secure: false,
        user: 'ftgo',
        password: 's3cret',
      },
    });

    expect((await sender.send(notice, JOHN)).kind).toBe('RETRY');
    expect(relay.commands.join()).not.toMatch(/AUTH|s3cret|MAIL/);
  });
});

describe('The sender', () => {
  beforeEach(async () => {
    relay = await ScriptedSmtpServer.start();
    sender = senderTo(relay.port);
  });

  it('refuses to be made without a usable from and domain', () => {
    expect(() => senderTo(25, { from: 'nobody' })).toThrow(TypeError);
    expect(() => senderTo(25, { domain: 'ftgo.example>' })).toThrow(TypeError);
  });

  it('offers no message that cannot be addressed safely', async () => {
    for (const to of [
      '',
      'a@b@c.example',
      'a@b.example,c@d.example',
      'a@b.example\r\nBcc: c@d.example',
    ]) {
      expect(await sender.send(notice, to)).toEqual({ kind: 'FAILED', cause: 'address.unusable' });
    }
    expect(relay.connectionCount).toBe(0);
  });

  it('gives every attempt of a notification the same Message-ID, and others another', async () => {
    const other = aLateNotice({
      notificationId: notificationId('11111111-2222-4333-8444-555555555555'),
    });
    await sender.send(notice, JOHN);
    await sender.send(notice, JOHN);
    await sender.send(other, JOHN);
    const ids = relay.kept.map(({ source }) => /^Message-ID: (.*)$/im.exec(source)?.[1]?.trim());

    expect(ids[0]).toBe(`<${notice.notificationId}@ftgo.example>`);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).toBe(`<${other.notificationId}@ftgo.example>`);
  });
});
