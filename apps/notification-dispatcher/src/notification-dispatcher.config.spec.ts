import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import type { NotificationDispatcherConfig } from './notification-dispatcher.config.js';
import { loadNotificationDispatcherConfig } from './notification-dispatcher.config.js';

const COMPLETE = {
  DATABASE_URL: 'postgres://ftgo@127.0.0.1:5432/ftgo',
  RABBITMQ_URL: 'amqp://guest:guest@127.0.0.1:5672',
  MONOLITH_URL: 'http://ftgo.example:8080',
  SMTP_URL: 'smtp://127.0.0.1:2525',
  MAIL_FROM: 'FTGO <no-reply@ftgo.example>',
  MAIL_DOMAIN: 'ftgo.example',
  CUSTOMER_SERVICE_EMAIL: 'desk@ftgo.example',
  PUBLIC_URL: 'https://ftgo.example',
  OFFER_LINK_KEY: 'ajanta-ajanta-ajanta-ajanta-ajanta',
  ADDRESS_DIGEST_KEY: 'ajanta-ajanta-ajanta-ajanta-digests',
};

function loadFrom(environment: NodeJS.ProcessEnv): NotificationDispatcherConfig {
  const replaced = jest.replaceProperty(process, 'env', environment);
  try {
    return loadNotificationDispatcherConfig();
  } finally {
    replaced.restore();
  }
}

describe('the configuration of notification-dispatcher', () => {
  it('fills in what production may use as it is', () => {
    expect(loadFrom(COMPLETE)).toMatchObject({
      contact: { path: '/consumers/{consumerId}', timeoutMs: 2_000, concurrency: 16 },
      mail: { timeouts: { socketMs: 30_000, attemptMs: 45_000 } },
      prefetch: 16,
      sweepMs: 1_000,
    });
  });

  it('writes to everybody, unless it is told to whom alone', () => {
    expect(loadFrom(COMPLETE).allowedRecipients).toBe('everybody');
    const some = loadFrom({ ...COMPLETE, ALLOWED_RECIPIENTS: 'ftgo.example, jane@test.example' });
    expect(some.allowedRecipients).toEqual(['ftgo.example', 'jane@test.example']);
    expect(loadFrom({ ...COMPLETE, ALLOWED_RECIPIENTS: 'nobody' }).allowedRecipients).toBe(
      'nobody',
    );
  });

  it('sets up a channel whole or not at all (I12)', () => {
    expect(loadFrom(COMPLETE)).toMatchObject({ sms: undefined, cases: undefined });
    const sms = {
      SMS_URL: 'https://sms.example/2010-04-01/Accounts/AC7/Messages.json',
      SMS_ACCOUNT: 'AC7',
      SMS_TOKEN: 'token',
      SMS_FROM: '+15105550100',
    };
    expect(loadFrom({ ...COMPLETE, ...sms }).sms).toMatchObject({ account: 'AC7' });
    const half = (): unknown => loadFrom({ ...COMPLETE, ...sms, SMS_TOKEN: undefined });
    expect(half).toThrow('SMS_TOKEN: is required beside SMS_URL, SMS_ACCOUNT, SMS_FROM');
  });

  it('reads contact data from wherever the monolith puts it', () => {
    const fields = 'email=contact.mail, firstName=givenName';
    expect(loadFrom({ ...COMPLETE, CONTACT_FIELDS: fields }).contact.fields).toEqual({
      email: 'contact.mail',
      firstName: 'givenName',
    });
  });

  it('may name several relays, and keeps their order', () => {
    const SMTP_URL = 'smtp://ajanta:a%2Cb@mail.ftgo.example, smtps://other.example:465';
    expect(loadFrom({ ...COMPLETE, SMTP_URL }).mail.smtpUrls).toEqual([
      'smtp://ajanta:a%2Cb@mail.ftgo.example',
      'smtps://other.example:465',
    ]);
    const load = () => loadFrom({ ...COMPLETE, SMTP_URL: 'smtp://mail.ftgo.example vindaloo' });
    expect(load).toThrow('SMTP_URL: must be one URL');
  });

  it('names every variable that is missing at once (I12)', () => {
    const attempt = (): unknown => loadFrom({});
    for (const name of Object.keys(COMPLETE)) expect(attempt).toThrow(`${name}: `);
  });

  it.each([
    ['MONOLITH_URL', 'vindaloo'],
    ['CONTACT_PATH', '/consumers/vindaloo'],
    ['CONTACT_TIMEOUT_MS', '0'],
    ['SMTP_URL', 'http://vindaloo'],
    ['SMTP_TIMEOUT_MS', '0'],
    ['SMTP_ATTEMPT_MS', 'vindaloo'],
    ['MAIL_FROM', 'vindaloo'],
    ['MAIL_FROM', 'FTGO <no-reply@ftgo.example>\r\nBcc: vindaloo@ftgo.example'],
    ['MAIL_DOMAIN', 'vindaloo>'],
    ['CUSTOMER_SERVICE_EMAIL', 'vindaloo@'],
    ['ALLOWED_RECIPIENTS', 'somebody vindaloo'],
    ['ALLOWED_RECIPIENTS', 'ftgo.example,vindaloo'],
    ['CONTACT_FIELDS', 'vindaloo=mail'],
    ['CONTACT_FIELDS', 'email=[vindaloo]'],
    ['SMS_FROM', 'vindaloo'],
    ['WEBHOOK_SECRET', 'vindaloo'],
    ['WEBHOOK_REACH', 'vindaloo'],
    ['ADDRESS_DIGEST_KEY', 'vindaloo'],
    ['OFFER_LINK_KEY', 'vindaloo'],
    ['DISPATCHER_PREFETCH', '1001'],
  ])('refuses a bad %s by name and without its value (I12)', (name, value) => {
    const load = (): unknown => loadFrom({ ...COMPLETE, [name]: value });
    expect(load).toThrow(`${name}: `);
    expect(load).not.toThrow(/vindaloo/);
  });

  describe('of DKIM', () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 1_024,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const DKIM = { DKIM_DOMAIN: 'ftgo.example', DKIM_SELECTOR: 'orders', DKIM_KEY: privateKey };
    let folder: string;
    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ftgo-dkim-'))));
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    it('is not needed', () => {
      expect(loadFrom(COMPLETE).mail.dkim).toBeUndefined();
    });

    it('names domain, selector and the file of the key', () => {
      const { DKIM_KEY, ...names } = DKIM;
      const file = join(folder, 'dkim.pem');
      writeFileSync(file, DKIM_KEY);
      expect(loadFrom({ ...COMPLETE, ...names, DKIM_KEY_FILE: file }).mail.dkim).toEqual({
        domain: 'ftgo.example',
        selector: 'orders',
        privateKey: privateKey.trimEnd(),
      });
    });

    it.each(Object.keys(DKIM))('has all three variables or none: without %s', (name) => {
      const load = () => loadFrom({ ...COMPLETE, ...DKIM, [name]: undefined });
      expect(load).toThrow(`${name}: is required beside the other DKIM_ variables`);
    });

    it('says that the file of the key cannot be read, also where nothing else is given', () => {
      const DKIM_KEY_FILE = join(folder, 'absent.pem');
      for (const beside of [{}, { ...DKIM, DKIM_KEY: undefined }])
        expect(() => loadFrom({ ...COMPLETE, ...beside, DKIM_KEY_FILE })).toThrow(
          'DKIM_KEY_FILE: the file that it names cannot be read',
        );
    });

    it.each([
      ['ftgo.example', true],
      ['mail.FTGO.example', true],
      ['example', false],
      ['notftgo.example', false],
      ['ajanta.example', false],
    ])('signs in the name of its own domain: %s', (DKIM_DOMAIN, isTaken) => {
      const load = () => loadFrom({ ...COMPLETE, ...DKIM, DKIM_DOMAIN });
      if (isTaken) expect(load().mail.dkim?.domain).toBe(DKIM_DOMAIN);
      else expect(load).toThrow('DKIM_DOMAIN: must be');
    });

    it('refuses what is no key without repeating it (I12)', () => {
      const load = () => loadFrom({ ...COMPLETE, ...DKIM, DKIM_KEY: 'vindaloo' });
      expect(load).toThrow('DKIM_KEY: must be an RSA key');
      expect(load).not.toThrow(/vindaloo/);
    });
  });
});
