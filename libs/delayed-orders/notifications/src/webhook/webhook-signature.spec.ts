import { WebhookSignature } from './webhook-signature.js';

/** The example of the specification. */
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const BODY = '{"test": 2432232314}';
const STAMP = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330 };
const NOW_MS = STAMP.timestamp * 1000;

const signature = new WebhookSignature(SECRET);
const headers = signature.headersFor(STAMP, BODY);

describe('WebhookSignature', () => {
  it('signs as the specification’s own example', () => {
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('takes what it signed, and what one of several secrets signed', () => {
    expect(signature.isGood(headers, BODY, NOW_MS)).toBe(true);
    const both = { ...headers, 'webhook-signature': `v1,b3RoZXI= ${headers['webhook-signature']}` };
    expect(signature.isGood(both, BODY, NOW_MS)).toBe(true);
  });

  it.each([
    ['another body', headers, '{"test": 2432232315}', NOW_MS],
    ['another id', { ...headers, 'webhook-id': 'msg_other' }, BODY, NOW_MS],
    ['another time', { ...headers, 'webhook-timestamp': '1614265331' }, BODY, NOW_MS],
    ['no time', { ...headers, 'webhook-timestamp': undefined }, BODY, NOW_MS],
    ['no signature', { ...headers, 'webhook-signature': undefined }, BODY, NOW_MS],
    ['a replay', headers, BODY, NOW_MS + 301_000],
    ['a clock that is wrong', headers, BODY, NOW_MS - 301_000],
  ])('refuses %s', (_what, given, body, nowMs) => {
    expect(signature.isGood(given, body, nowMs)).toBe(false);
  });

  it.each(['', 'whsec_', 'whsec_c2hvcnQ=', 'vindaloo'])('cannot be made of %j', (secret) => {
    expect(() => new WebhookSignature(secret)).toThrow('a webhook secret is whsec_ and base64');
  });
});
