import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { SMTPServer } from 'smtp-server';

import {
  SmtpNotificationSender,
  type SmtpNotificationSenderOptions,
} from './smtp-notification-sender.js';
import { aLateNotice } from '../content/sample-notices.js';

describe('A relay whose certificate nobody vouches for', () => {
  const seen: string[] = [];
  const relay = new SMTPServer({
    disableReverseLookup: true,
    logger: false,
    onAuth: ({ username }, _session, done) => {
      seen.push('AUTH');
      done(null, { user: username });
    },
    onMailFrom: (_address, _session, done) => {
      seen.push('MAIL');
      done();
    },
  });
  let port: number;

  beforeAll(async () => {
    relay.on('error', () => undefined);
    const server = relay.listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });

  afterAll(async () => {
    await new Promise<void>((resolve) => relay.close(() => resolve()));
  });

  it.each<readonly [string, Partial<SmtpNotificationSenderOptions['server']>]>([
    ['neither password nor message', { user: 'ftgo', password: 's3cret' }],
    ['no message', {}],
  ])('gets %s', async (_, credentials) => {
    const sender = new SmtpNotificationSender({
      server: { host: '127.0.0.1', port, secure: false, ...credentials },
      from: 'no-reply@ftgo.example',
      domain: 'ftgo.example',
    });
    const outcome = await sender.send(aLateNotice(), 'john@example.com');
    await sender.close();

    expect(outcome.kind).toBe('RETRY');
    expect(outcome).toHaveProperty(
      'cause',
      expect.stringMatching(/^smtp\.(tls|connection)\.[A-Z_]+$/),
    );
    expect(seen).toEqual([]);
  });
});
