import { serviceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import type { ServiceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { OptOutLinks } from '@ftgo/delayed-orders-customer-links';
import { SmsSignature, WebhookSignature } from '@ftgo/delayed-orders-notifications';
import { findPreference, PostgresSuppressedAddresses } from '@ftgo/delayed-orders-persistence';
import { createHttpApp } from '@ftgo/platform-lifecycle';
import { captureLogger } from '@ftgo/platform-observability/testing';
import { Database } from '@ftgo/platform-postgres';
import { testBrokerUrl } from '@ftgo/platform-rabbitmq/testing';
import { DelayedOrdersApiModule } from './delayed-orders-api.module.js';

const LINKS = { publicUrl: 'https://ftgo.example', key: 'ajanta-ajanta-ajanta-ajanta-ajanta' };
const DIGEST_KEY = 'ajanta-ajanta-ajanta-ajanta-digests';
const SMS_TOKEN = 'chicken-vindaloo';
const SECRET = `whsec_${Buffer.from('chicken-vindaloo-chicken-vindaloo').toString('base64')}`;
const log = captureLogger();

let service: ServiceDatabase;
let database: Database;
let app: NestFastifyApplication;
let suppressed: PostgresSuppressedAddresses;

beforeAll(async () => {
  service = await serviceDatabase();
  database = new Database({ url: service.url, applicationName: 'spec' }, log.logger);
  suppressed = new PostgresSuppressedAddresses(database, DIGEST_KEY);
  const config = {
    logLevel: 'info',
    http: { host: '127.0.0.1', port: 0 },
    databaseUrl: service.url,
    rabbitmqUrl: testBrokerUrl(),
    links: LINKS,
    addressDigestKey: DIGEST_KEY,
    smsToken: SMS_TOKEN,
    emailReceiptsSecret: SECRET,
    pageLimit: 100,
    freshness: { feeds: [], staleAfterMs: 60_000 },
  };
  app = await createHttpApp(DelayedOrdersApiModule.forConfig(config, log.logger), log.logger);
  await app.init();
});
afterAll(async () => {
  await app.close();
  await database.close();
  await service.drop();
});

/** A notice that was sent. */
async function sent(channel: 'EMAIL' | 'SMS'): Promise<string> {
  const id = randomUUID();
  await database.query(
    `insert into delayed_order_notification (order_id, notification_id, promise_generation,
       condition, audience, channel, reason, decided_at, decided_on_version, use_by, state)
     values ($3, $1, 0, 'LATE', 'CUSTOMER', $2, 'PROMISE_PASSED', app_now(), 1, app_now(), 'SENT')`,
    [id, channel, Math.floor(Math.random() * 1e9)],
  );
  return id;
}
const receiptOf = async (id: string): Promise<unknown> => {
  const [row] = await database.query<{ receipt: unknown }>(
    'select receipt from delayed_order_notification where notification_id = $1',
    [id],
  );
  return row?.receipt;
};

function callBySms(path: string, fields: Record<string, string>, token = SMS_TOKEN) {
  const signature = new SmsSignature(token).sign(`${LINKS.publicUrl}/${path}`, fields);
  return app.inject({
    method: 'POST',
    url: `/${path}`,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signature,
    },
    payload: new URLSearchParams(fields).toString(),
  });
}

function callByMail(body: object, secret = SECRET) {
  const payload = JSON.stringify(body);
  const stamp = { id: 'receipts-1', timestamp: Math.floor(Date.now() / 1000) };
  const headers = new WebhookSignature(secret).headersFor(stamp, payload);
  return app.inject({
    method: 'POST',
    url: '/receipts/email',
    headers: { 'content-type': 'application/json', ...headers },
    payload,
  });
}

describe('a receipt of an SMS', () => {
  it.each([
    ['delivered', 'DELIVERED'],
    ['undelivered', 'UNDELIVERED'],
    ['failed', 'UNDELIVERED'],
    ['sent', null],
  ])('that says %s is kept as %s', async (MessageStatus, receipt) => {
    const id = await sent('SMS');
    const fields = { MessageSid: 'SM42', MessageStatus, To: '+15105550100' };
    expect((await callBySms(`receipts/sms/${id}`, fields)).statusCode).toBe(204);
    expect(await receiptOf(id)).toBe(receipt);
  });

  it('is refused unless the provider signed it, for this very notice', async () => {
    const [id, other] = [await sent('SMS'), await sent('SMS')];
    const fields = { MessageStatus: 'delivered' };
    expect((await callBySms(`receipts/sms/${id}`, fields, 'guessed')).statusCode).toBe(403);
    const signature = new SmsSignature(SMS_TOKEN).sign(
      `${LINKS.publicUrl}/receipts/sms/${other}`,
      fields,
    );
    const answer = await app.inject({
      method: 'POST',
      url: `/receipts/sms/${id}`,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': signature,
      },
      payload: 'MessageStatus=delivered',
    });
    expect(answer.statusCode).toBe(403);
    expect(await receiptOf(id)).toBeNull();
  });
});

describe('a reply by SMS', () => {
  const reply = (Body: string) => callBySms('replies/sms', { From: '+15105550123', Body });
  const cause = () => suppressed.causeFor('SMS', '+15105550123');

  it('ends all SMS to its number with STOP, and lets them come again with START', async () => {
    const answer = await reply('Stop');
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('<Response/>');
    expect(await cause()).toBe('OPTED_OUT');
    await reply('Where is my Chicken Vindaloo?');
    expect(await cause()).toBe('OPTED_OUT');
    await reply('START');
    expect(await cause()).toBeUndefined();
  });

  it('counts for nothing unless the provider signed it', async () => {
    const fields = { From: '+15105550123', Body: 'STOP' };
    expect((await callBySms('replies/sms', fields, 'guessed')).statusCode).toBe(403);
    expect(await cause()).toBeUndefined();
  });
});

describe('receipts of e-mail', () => {
  it('are kept, and put what bounced for good or complained on the list', async () => {
    const [delivered, bounced, soft, complained] = [
      await sent('EMAIL'),
      await sent('EMAIL'),
      await sent('EMAIL'),
      await sent('EMAIL'),
    ];
    const messageId = (id: string): string => `<${id}@ftgo.example>`;
    const receipts = [
      { type: 'delivered', messageId: messageId(delivered), recipient: 'john@ftgo.example' },
      {
        type: 'bounced',
        messageId: messageId(bounced),
        recipient: 'Gone@ftgo.example',
        isPermanent: true,
      },
      { type: 'bounced', messageId: messageId(soft), recipient: 'full@ftgo.example' },
      { type: 'complained', messageId: messageId(complained), recipient: 'cross@ftgo.example' },
      {
        type: 'bounced',
        messageId: messageId(randomUUID()),
        recipient: 'x@y.example',
        isPermanent: true,
      },
      { type: 'delivered', messageId: 'somebody else’s' },
    ];
    expect((await callByMail({ receipts })).statusCode).toBe(204);
    expect(await Promise.all([delivered, bounced, soft, complained].map(receiptOf))).toEqual([
      'DELIVERED',
      'UNDELIVERED',
      'UNDELIVERED',
      'COMPLAINED',
    ]);
    const causeOf = (address: string) => suppressed.causeFor('EMAIL', address);
    expect(await causeOf('gone@ftgo.example')).toBe('BOUNCED');
    expect(await causeOf('cross@ftgo.example')).toBe('COMPLAINED');
    for (const address of ['john@ftgo.example', 'full@ftgo.example', 'x@y.example']) {
      expect(await causeOf(address)).toBeUndefined();
    }
  });

  it('are refused without the right signature, and when they are none', async () => {
    const other = `whsec_${Buffer.from('other-other-other-other-other').toString('base64')}`;
    expect((await callByMail({ receipts: [] }, other)).statusCode).toBe(403);
    const wrong = await callByMail({ receipts: [{ type: 'eaten', messageId: 'x' }] });
    expect(wrong.statusCode).toBe(400);
    expect(wrong.json<{ detail: string }>().detail).toContain('receipts.0.type');
  });

  it('leave no address in log or ledger (I8)', async () => {
    const rows = await database.query('select * from delayed_order_notification');
    const list = await database.query(
      `select *, encode(digest, 'escape') as read from suppressed_address`,
    );
    expect(JSON.stringify([rows, list, log.lines])).not.toMatch(/gone@|cross@|5550123/i);
  });
});

describe('an opt-out', () => {
  const links = new OptOutLinks(LINKS);
  const path = (link: string): string => new URL(link).pathname;
  const url = path(links.linkTo({ consumerId: 7, channel: 'EMAIL' }));

  it('is asked for by a page that changes nothing, because scanners follow links', async () => {
    const answer = await app.inject({ method: 'GET', url });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('Stop e-mail');
    expect(await findPreference(database, 7)).toBeUndefined();
  });

  it('is made by one POST, as mail programs do it (RFC 8058)', async () => {
    const oneClick = {
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'List-Unsubscribe=One-Click',
    } as const;
    expect((await app.inject(oneClick)).statusCode).toBe(200);
    expect((await app.inject(oneClick)).statusCode).toBe(200);
    expect(await findPreference(database, 7)).toMatchObject({ wanted: null, refused: ['EMAIL'] });
  });

  it('is nobody else’s: a forged link does nothing', async () => {
    const answer = await app.inject({ method: 'POST', url: `${url}x` });
    expect(answer.statusCode).toBe(404);
  });
});
