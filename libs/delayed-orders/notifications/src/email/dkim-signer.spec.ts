import { generateKeyPairSync } from 'node:crypto';

import { dkimVerify } from 'mailauth/lib/dkim/verify.js';

import { aLateNotice } from '../content/sample-notices.js';
import { DkimSigner, isSigningKey } from './dkim-signer.js';
import { SmtpNotificationSender } from './smtp-notification-sender.js';
import { ScriptedSmtpServer } from './testing/scripted-smtp-server.js';

const rsa = (modulusLength: number) =>
  generateKeyPairSync('rsa', {
    modulusLength,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
const { publicKey, privateKey } = rsa(2_048);
const KEY = { domain: 'ftgo.example', selector: 'orders-2026', privateKey };

/** The DNS of the test: one key, at the one place where it belongs. */
const resolver = (name: string, type: string): Promise<string[][]> =>
  name === 'orders-2026._domainkey.ftgo.example' && type === 'TXT'
    ? Promise.resolve([[`v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`]])
    : Promise.reject(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }));

/** What another library makes of a message as the relay has it. */
async function verify(source: string) {
  const { results } = await dkimVerify(Buffer.from(source, 'latin1'), { resolver });
  return results[0];
}

describe('a signed mail', () => {
  let relay: ScriptedSmtpServer;
  let sender: SmtpNotificationSender;

  beforeEach(async () => {
    relay = await ScriptedSmtpServer.start();
    sender = new SmtpNotificationSender({
      server: { host: '127.0.0.1', port: relay.port, secure: false },
      from: 'FTGO <no-reply@ftgo.example>',
      domain: 'ftgo.example',
      dkim: KEY,
      timeouts: { socketMs: 500 },
    });
  });
  afterEach(async () => {
    await sender.close();
    await relay.stop();
  });

  const taken = async (locale: 'en' | 'ko' = 'en'): Promise<string> => {
    await sender.send(aLateNotice({ locale }), 'john@example.com');
    const [message] = relay.kept;
    if (message === undefined) throw new Error('the relay has nothing');
    return `${message.source}\r\n`;
  };

  it.each(['en', 'ko'] as const)(
    'passes with another library, in the name of its sender: %s',
    async (locale) => {
      const result = await verify(await taken(locale));
      expect(result?.status).toMatchObject({ result: 'pass', aligned: 'ftgo.example' });
    },
  );

  it('is signed with the Message-ID and every header that a reader sees', async () => {
    const source = await taken();
    const signed = /[\s;]h=([^;]*);/.exec(source)?.[1]?.toLowerCase().replace(/\s/g, '').split(':');
    const head = source.slice(0, source.indexOf('\r\n\r\n')).toLowerCase();
    const names = [...head.matchAll(/^([a-z-]+):/gm)].map(([, name]) => name);
    expect(signed?.toSorted()).toEqual(
      names.filter((name) => name !== 'dkim-signature').toSorted(),
    );
    expect(signed).toContain('message-id');
  });

  it.each([
    ['subject', /^Subject: /im, 'Subject: Free Chicken Vindaloo: '],
    ['Message-ID', /^Message-ID: </im, 'Message-ID: <0'],
    ['recipient', /^To: /im, 'To: mary@example.com, '],
    ['text', /Ajanta(?![\s\S]*Ajanta)/, 'Ajantb'],
  ])('does not pass with a changed %s', async (_what, original, changed) => {
    const source = await taken();
    const forged = source.replace(original, changed);
    expect(forged).not.toBe(source);
    expect((await verify(forged))?.status.result).not.toBe('pass');
  });

  it('is read after 354 and not before, as an unsigned one (I5)', async () => {
    relay.at('data', 'reset').at('message', 'reset');
    expect((await sender.send(aLateNotice(), 'john@example.com')).kind).toBe('RETRY');
    expect((await sender.send(aLateNotice(), 'john@example.com')).kind).toBe('UNKNOWN');
  });
});

describe('a key to sign with', () => {
  const ec = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

  it.each([
    ['a domain that is none', { domain: 'ftgo.example; x=1' }],
    ['a selector that is none', { selector: 'orders 2026' }],
    ['no key at all', { privateKey: 'Chicken Vindaloo' }],
    ['a key that is too short', { privateKey: rsa(512).privateKey }],
    ['a key of another kind', { privateKey: ec.privateKey }],
  ])('is refused with %s, and not repeated (I12)', (_what, wrong) => {
    const make = () => new DkimSigner({ ...KEY, ...wrong });
    expect(make).toThrow(TypeError);
    expect(make).not.toThrow(/PRIVATE|Vindaloo|x=1/);
  });

  it('is an RSA key of 1,024 bits and more', () => {
    expect(isSigningKey(privateKey)).toBe(true);
    expect(isSigningKey(rsa(1_024).privateKey)).toBe(true);
    expect(isSigningKey('')).toBe(false);
  });
});
