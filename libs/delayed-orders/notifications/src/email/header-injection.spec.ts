import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { SMTPServer } from 'smtp-server';

import { SmtpNotificationSender } from './smtp-notification-sender.js';
import { anAtRiskNotice, anOffer } from '../content/sample-notices.js';

interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly source: string;
}

const EVIL = 'evil@evil.example';

const hijacks: readonly string[] = [
  `john@example.com\r\nBcc: ${EVIL}`,
  `john@example.com\nRCPT TO:<${EVIL}>`,
  `john@example.com, ${EVIL}`,
  `john@example.com;${EVIL}`,
  `"${EVIL} x"@example.com`,
  `"john@example.com"@evil.example`,
  `john@example.com> <${EVIL}`,
  `John <${EVIL}>`,
  `john@example.com (${EVIL})`,
  `john@example.com\0@evil.example`,
];

const HEADERS = [
  'auto-submitted',
  'content-type',
  'date',
  'from',
  'message-id',
  'mime-version',
  'subject',
  'to',
];

describe('At a relay that reads like any other', () => {
  const mails: Mail[] = [];
  const relay = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onData: (stream, { envelope }, done) => {
      void text(stream).then((source) => {
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
        mails.push({ from, to: envelope.rcptTo.map(({ address }) => address), source });
        done();
      });
    },
  });
  let sender: SmtpNotificationSender;

  beforeAll(async () => {
    const server = relay.listen(0, '127.0.0.1');
    await once(server, 'listening');
    sender = new SmtpNotificationSender({
      server: { host: '127.0.0.1', port: (server.address() as AddressInfo).port, secure: false },
      from: 'FTGO <no-reply@ftgo.example>',
      domain: 'ftgo.example',
      now: () => new Date('2026-10-04T02:42:00Z'),
    });
  });

  beforeEach(() => {
    mails.length = 0;
  });

  afterAll(async () => {
    await sender.close();
    await new Promise<void>((resolve) => relay.close(() => resolve()));
  });

  /** The one mail that the relay has; fails when it has another number. */
  function onlySource(): string {
    expect(mails).toHaveLength(1);
    return mails.map(({ source }) => source).join();
  }

  it('a notice goes to its one recipient, with the headers that we mean and no others', async () => {
    const notice = anAtRiskNotice({ offer: anOffer() });

    expect(await sender.send(notice, 'john@example.com')).toEqual({ kind: 'SENT' });
    expect(mails).toMatchObject([{ from: 'no-reply@ftgo.example', to: ['john@example.com'] }]);

    const headers = headersOf(onlySource());
    expect([...headers.keys()].sort()).toEqual(HEADERS);
    expect(headers.get('from')).toBe('FTGO <no-reply@ftgo.example>');
    expect(headers.get('to')).toBe('john@example.com');
    expect(headers.get('subject')).toBe('Your order from Ajanta will probably be late');
    expect(headers.get('message-id')).toBe(`<${notice.notificationId}@ftgo.example>`);
    expect(headers.get('date')).toBe('Sun, 04 Oct 2026 02:42:00 +0000');
    expect(headers.get('auto-submitted')).toBe('auto-generated');
    expect(headers.get('content-type')).toMatch(/^multipart\/alternative/);
  });

  it('a Korean notice comes through whole', async () => {
    await sender.send(anAtRiskNotice({ locale: 'ko', firstName: '길동' }), 'john@example.com');
    const source = onlySource();
    const parts = source.split(/\r\n--[^\r\n]+/).map(decoded);

    expect(parts.filter((part) => part.includes('길동 님, 안녕하세요.'))).toHaveLength(2);
    expect(source.split('\r\n').every((line) => line.length <= 998)).toBe(true);
  });

  it.each(hijacks)('nothing at all goes to %j', async (to) => {
    expect(await sender.send(anAtRiskNotice(), to)).toEqual({
      kind: 'FAILED',
      cause: 'address.unusable',
    });
    expect(mails).toEqual([]);
  });

  it('no name of a restaurant or a customer becomes a header or a recipient', async () => {
    for (const name of [
      `Ajanta\r\nBcc: ${EVIL}`,
      `Ajanta\n\n<script>`,
      `Ajanta\r\n.\r\nMAIL FROM:<${EVIL}>`,
      `=?utf-8?Q?Ajanta=0D=0ABcc:_${EVIL}?=`,
      'x'.repeat(10_000),
    ]) {
      mails.length = 0;
      await sender.send(
        anAtRiskNotice({ restaurantName: name, firstName: name }),
        'john@example.com',
      );

      expect(mails.map(({ to }) => to)).toEqual([['john@example.com']]);
      expect([...headersOf(onlySource()).keys()].sort()).toEqual(HEADERS);
    }
  });

  it('a dot alone on a line ends no message', async () => {
    const notice = anAtRiskNotice({ offer: anOffer({ code: '.' }), restaurantName: '.' });

    expect(await sender.send(notice, 'john@example.com')).toEqual({ kind: 'SENT' });
    expect(mails).toHaveLength(1);
    expect(onlySource()).toContain('</html>');
  });
});

/** The content of one MIME part. */
function decoded(part: string): string {
  const [header = '', content = ''] = part.split('\r\n\r\n');
  if (header.includes('base64')) {
    return Buffer.from(content, 'base64').toString();
  }
  const unfolded = content.replace(/=\r\n/g, '');
  const bytes = unfolded.replace(/=([0-9A-F]{2})/g, (_, hex) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString();
}

/** Names in lower case; folded lines joined. */
function headersOf(source: string): Map<string, string> {
  const block = (source.split('\r\n\r\n')[0] ?? '').replace(/\r\n[ \t]+/g, ' ');
  return new Map(
    block.split('\r\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}
