import { generateKeyPairSync } from 'node:crypto';
import type { DkimKey } from '@ftgo/delayed-orders-notifications';
import { ScriptedSmtpServer } from '@ftgo/delayed-orders-notifications/testing';
import type { Notice } from '@ftgo/delayed-orders-domain';
import { captureLogger } from '@ftgo/platform-observability/testing';
import { mailSender } from './mail-sender.js';

const NOTICE: Notice = {
  ...{ notificationId: '2f0d7c62-77b1-4b23-8f2f-3a6f0a4d4b11' as Notice['notificationId'] },
  ...{ audience: 'CUSTOMER', condition: 'LATE', reason: 'PROMISE_PASSED', locale: 'en' },
  ...{ orderId: 42 as Notice['orderId'], restaurantName: 'Ajanta', customerIsTold: true },
  ...{ timeZone: 'America/Los_Angeles', promisedAt: new Date('2026-10-03T18:45:00Z') },
  ...{
    validForSeconds: 1800,
    minutesLate: 5,
    firstName: undefined,
    expected: undefined,
    offer: undefined,
  },
};

describe('the mail sender as it is configured', () => {
  let relays: ScriptedSmtpServer[];

  beforeEach(async () => {
    relays = [await ScriptedSmtpServer.start(), await ScriptedSmtpServer.start()];
  });
  afterEach(() => Promise.all(relays.map((relay) => relay.stop())));

  const senderTo = (dkim?: DkimKey, log = captureLogger()) => ({
    log,
    sender: mailSender(
      {
        prefetch: 2,
        mail: {
          smtpUrls: relays.map(({ port }) => `smtp://127.0.0.1:${port}`),
          timeouts: { socketMs: 300, attemptMs: 1_000 },
          ...{ dkim, from: 'FTGO <no-reply@ftgo.example>', domain: 'ftgo.example' },
          ...{ customerService: 'desk@ftgo.example', allowedRecipients: 'everybody' },
        },
      },
      log.logger,
    ),
  });

  it('hands mails to the first relay', async () => {
    const { sender } = senderTo();
    expect(await sender.send(NOTICE, 'john@example.com')).toEqual({ kind: 'SENT' });
    expect(relays.map(({ kept }) => kept.length)).toEqual([1, 0]);
    await sender.close();
  });

  it('signs them where it has a key', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1_024 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const key = { domain: 'ftgo.example', selector: 'orders', privateKey: pem };
    const signature = /^DKIM-Signature:.*d=ftgo\.example/;
    const { sender } = senderTo(key);
    await sender.send(NOTICE, 'john@example.com');
    expect(relays[0]?.kept[0]?.source).toMatch(signature);
    await sender.close();
    const { sender: without } = senderTo();
    await without.send(NOTICE, 'john@example.com');
    expect(relays[0]?.kept[1]?.source).not.toMatch(signature);
    await without.close();
  });

  it('goes on to the second, and logs which one is out of reach without any address (I8)', async () => {
    const { sender, log } = senderTo();
    relays[0]?.at('greeting', { reply: '421 john@example.com must wait' });
    expect(await sender.send(NOTICE, 'john@example.com')).toEqual({ kind: 'SENT' });
    expect(relays.map(({ kept }) => kept.length)).toEqual([0, 1]);
    const logged = JSON.stringify(log.lines);
    expect(logged).toContain('left alone for a while');
    expect(logged).toContain('smtp.connection.421');
    expect(logged).not.toMatch(/john|127\.0\.0\.1/);
    await sender.close();
  });
});
