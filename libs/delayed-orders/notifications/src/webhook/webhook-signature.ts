import { createHmac, timingSafeEqual } from 'node:crypto';

/** What names and dates a message. */
export interface WebhookStamp {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
}

/** A message older or newer than this is a replay or of a wrong clock. */
const TOLERANCE_S = 300;

/** Signs and checks messages as the Standard Webhooks specification (1.0) says, with HMAC-SHA-256. */
export class WebhookSignature {
  private readonly key: Buffer;

  /**
   * @param secret `whsec_` and base64 of at least 24 bytes.
   * @throws TypeError when it is something else; the message does not repeat it.
   */
  constructor(secret: string) {
    const [, encoded = ''] = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret) ?? [];
    this.key = Buffer.from(encoded, 'base64');
    if (this.key.length < 24) throw new TypeError('a webhook secret is whsec_ and base64');
  }

  /** The headers of a message. */
  headersFor(stamp: WebhookStamp, body: string): Record<string, string> {
    return {
      'webhook-id': stamp.id,
      'webhook-timestamp': String(stamp.timestamp),
      'webhook-signature': `v1,${this.sign(stamp, body)}`,
    };
  }

  /**
   * True when one of the message's signatures is of this secret and the message is fresh; takes
   * constant time for each signature.
   */
  isGood(
    headers: Readonly<Record<string, string | undefined>>,
    body: string,
    nowMs: number,
  ): boolean {
    const id = headers['webhook-id'] ?? '';
    const timestamp = Number(headers['webhook-timestamp'] ?? Number.NaN);
    if (id === '' || !(Math.abs(nowMs / 1000 - timestamp) <= TOLERANCE_S)) return false;
    const expected = Buffer.from(this.sign({ id, timestamp }, body));
    const signatures = (headers['webhook-signature'] ?? '').split(' ').slice(0, 8);
    return signatures.some((each) => {
      const given = Buffer.from(each.replace(/^v1,/, ''));
      return given.length === expected.length && timingSafeEqual(given, expected);
    });
  }

  private sign({ id, timestamp }: WebhookStamp, body: string): string {
    return createHmac('sha256', this.key).update(`${id}.${timestamp}.${body}`).digest('base64');
  }
}
