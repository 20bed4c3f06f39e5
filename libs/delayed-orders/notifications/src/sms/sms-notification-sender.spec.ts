import { aLateNotice } from '../content/sample-notices.js';
import type { HttpAction } from '../http/testing/scripted-http-server.js';
import { ScriptedHttpServer } from '../http/testing/scripted-http-server.js';
import { SmsNotificationSender } from './sms-notification-sender.js';

const JOHN = '+1 510 555 0100';

describe('SmsNotificationSender', () => {
  let provider: ScriptedHttpServer;
  let sender: SmsNotificationSender;
  let segments: number[];

  beforeEach(async () => {
    provider = await new ScriptedHttpServer().start();
    segments = [];
    sender = new SmsNotificationSender({
      url: provider.url,
      account: 'AC7',
      token: 'chicken-vindaloo',
      from: '+15105550199',
      receiptsUrl: 'https://ftgo.example/receipts/sms/',
      timeoutMs: 2_000,
      observer: { segments: (count) => segments.push(count) },
    });
  });
  afterEach(async () => {
    await sender.close();
    await provider.stop();
  });

  it('hands over the message, how long it is valid, and where its receipts go', async () => {
    const notice = aLateNotice({ validForSeconds: 1800 });
    expect(await sender.send(notice, JOHN)).toEqual({ kind: 'SENT', reference: 'SM42' });
    const [request] = provider.received;
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toMatchObject({
      To: '+15105550100',
      From: '+15105550199',
      ValidityPeriod: '1800',
      StatusCallback: `https://ftgo.example/receipts/sms/${notice.notificationId}`,
    });
    const credentials = Buffer.from('AC7:chicken-vindaloo').toString('base64');
    expect(request?.headers.authorization).toBe(`Basic ${credentials}`);
    expect(segments).toEqual([1]);
  });

  it('asks for no longer than providers take, and for a second at least', async () => {
    for (const validForSeconds of [86_400, 0]) {
      await sender.send(aLateNotice({ validForSeconds }), JOHN);
    }
    const asked = provider.received.map(({ body }) => new URLSearchParams(body));
    expect(asked.map((form) => form.get('ValidityPeriod'))).toEqual(['14400', '1']);
  });

  it.each<[string, HttpAction, object]>([
    [
      '429',
      { status: 429, headers: { 'retry-after': '7' } },
      { kind: 'RETRY', retryAfterMs: 7000 },
    ],
    ['503', { status: 503 }, { kind: 'RETRY', cause: 'sms.503' }],
    [
      '400 with a code',
      { status: 400, body: '{"code":21211}' },
      { kind: 'FAILED', cause: 'sms.21211' },
    ],
    [
      'STOP',
      { status: 400, body: '{"code":21610}' },
      { kind: 'FAILED', cause: 'sms.unsubscribed' },
    ],
    ['401', { status: 401, body: 'no JSON' }, { kind: 'FAILED', cause: 'sms.401' }],
    ['a redirect', { status: 302, headers: { location: '/other' } }, { kind: 'FAILED' }],
    ['500', { status: 500 }, { kind: 'UNKNOWN', cause: 'sms.500' }],
    ['a reset after the request', 'reset', { kind: 'UNKNOWN' }],
    ['no answer', 'hang', { kind: 'UNKNOWN', cause: 'sms.ETIMEDOUT' }],
  ])('I5: takes %s for what it means', async (_what, action, outcome) => {
    provider.will(action);
    expect(await sender.send(aLateNotice(), JOHN)).toMatchObject(outcome);
    expect(provider.received).toHaveLength(1);
  });

  it('I5: tries again what never left', async () => {
    await provider.stop();
    const outcome = await sender.send(aLateNotice(), JOHN);
    expect(outcome).toEqual({ kind: 'RETRY', cause: 'sms.ECONNREFUSED' });
  });

  it('fails what is no number, and asks nobody', async () => {
    const outcome = await sender.send(aLateNotice(), '5105550100&To=+15105550123');
    expect(outcome).toEqual({ kind: 'FAILED', cause: 'phone.unusable' });
    expect(provider.received).toEqual([]);
  });

  it('asks before it calls, and does not call for what is somebody else’s by then (I5)', async () => {
    const outcome = await sender.send(aLateNotice(), JOHN, () => Promise.resolve(false));
    expect(outcome.kind).toBe('RETRY');
    expect(provider.received).toEqual([]);
  });

  it('ends what is under way when it is closed, as perhaps sent', async () => {
    provider.will('hang');
    const sending = sender.send(aLateNotice(), JOHN);
    while (provider.received.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await sender.close();
    expect(await sending).toEqual({ kind: 'UNKNOWN', cause: 'sms.ECLOSED' });
    expect(await sender.send(aLateNotice(), JOHN)).toMatchObject({ cause: 'sender.closed' });
  });
});
