import type { LookupAddress } from 'node:dns';
import { aLateNotice } from '../content/sample-notices.js';
import { httpPost } from '../http/http-post.js';
import { ScriptedHttpServer } from '../http/testing/scripted-http-server.js';
import { guardedAgent } from './guarded-agent.js';
import { WebhookNotificationSender } from './webhook-notification-sender.js';
import { WebhookSignature } from './webhook-signature.js';

const SECRET = `whsec_${Buffer.from('chicken-vindaloo-chicken-vindaloo').toString('base64')}`;
const NOW = new Date('2026-10-04T02:42:00Z');

describe('WebhookNotificationSender', () => {
  let receiver: ScriptedHttpServer;
  const senders: WebhookNotificationSender[] = [];

  const aSender = (allowsInnerAddresses: boolean): WebhookNotificationSender => {
    const options = { secret: SECRET, allowsInnerAddresses, timeoutMs: 2_000, now: () => NOW };
    const sender = new WebhookNotificationSender(options);
    senders.push(sender);
    return sender;
  };

  beforeEach(async () => {
    receiver = await new ScriptedHttpServer().start();
  });
  afterEach(async () => {
    await Promise.all(senders.splice(0).map((sender) => sender.close()));
    await receiver.stop();
  });

  it('sends what a receiver can check and tell apart, and no contact data (I8)', async () => {
    const notice = aLateNotice();
    expect(await aSender(true).send(notice, receiver.url)).toEqual({ kind: 'SENT' });
    const [request] = receiver.received;
    const given = { ...request?.headers } as Record<string, string | undefined>;
    const body = request?.body ?? '';
    expect(given['webhook-id']).toBe(notice.notificationId);
    expect(new WebhookSignature(SECRET).isGood(given, body, NOW.getTime())).toBe(true);
    expect(JSON.parse(body)).toMatchObject({
      type: 'ftgo.delayed-orders.late.v1',
      data: { orderId: 42, condition: 'LATE', minutesLate: 12 },
    });
    expect(body).not.toContain('John');
  });

  it('calls nobody for what is somebody else’s by then (I5)', async () => {
    await aSender(true).send(aLateNotice(), receiver.url, () => Promise.resolve(false));
    expect(receiver.received).toEqual([]);
  });

  it('follows no redirect', async () => {
    receiver.will({ status: 307, headers: { location: 'http://169.254.169.254/' } });
    const outcome = await aSender(true).send(aLateNotice(), receiver.url);
    expect(outcome).toEqual({ kind: 'FAILED', cause: 'webhook.307' });
    expect(receiver.received).toHaveLength(1);
  });

  it('reads little of an answer that never ends, and waits no longer than it may', async () => {
    receiver.will({ status: 200, body: 'a'.repeat(1_000_000) }, 'hang');
    const sender = aSender(true);
    expect(await sender.send(aLateNotice(), receiver.url)).toEqual({ kind: 'SENT' });
    const outcome = await sender.send(aLateNotice(), receiver.url);
    expect(outcome).toEqual({ kind: 'RETRY', cause: 'webhook.ETIMEDOUT' });
  });

  it.each(['http://partner.example/', 'https://127.0.0.1/', 'https://2130706433/', 'vindaloo'])(
    'calls no such address as %s',
    async (address) => {
      const outcome = await aSender(false).send(aLateNotice(), address);
      expect(outcome).toEqual({ kind: 'FAILED', cause: 'webhook.address' });
    },
  );
});

describe('the guarded agent', () => {
  const resolving = (...addresses: string[]): Promise<readonly LookupAddress[]> =>
    Promise.resolve(addresses.map((address) => ({ address, family: 4 })));

  const post = async (
    url: string,
    resolve: () => Promise<readonly LookupAddress[]>,
    isAllowed?: (address: string) => boolean,
  ) => {
    const dispatcher = guardedAgent(resolve, isAllowed);
    const request = { headers: {}, body: '', timeoutMs: 1_000, dispatcher };
    const signal = new AbortController().signal;
    try {
      return await httpPost({ ...request, url: new URL(url), signal });
    } finally {
      await dispatcher.destroy();
    }
  };

  it.each([
    ['a private address', ['10.0.0.7']],
    ['a private address among public ones', ['93.184.216.34', '127.0.0.1']],
    ['no address', []],
  ])('never connects to a name that has %s', async (_what, addresses) => {
    const attempt = post('http://partner.example/', () => resolving(...addresses));
    await expect(attempt).rejects.toMatchObject({ code: 'EADDRBLOCKED', wasSent: false });
  });

  it('connects to the address that it looked at: a second answer cannot lead elsewhere', async () => {
    const receiver = await new ScriptedHttpServer().start();
    let asked = 0;
    const rebinding = (): Promise<readonly LookupAddress[]> => {
      asked += 1;
      return resolving(asked === 1 ? '127.0.0.1' : '127.0.0.2');
    };
    const { port } = new URL(receiver.url);
    // Here the loopback stands for the internet.
    const answer = await post(`http://partner.example:${port}/`, rebinding, () => true);
    expect(answer.status).toBe(201);
    expect(asked).toBe(1);
    await receiver.stop();
  });
});
