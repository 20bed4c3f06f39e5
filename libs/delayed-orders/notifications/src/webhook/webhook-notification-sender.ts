import type {
  MayHandOver,
  Notice,
  NotificationSender,
  SendOutcome,
} from '@ftgo/delayed-orders-domain';
import type { Dispatcher } from 'undici';
import { HttpAttempts } from '../http/http-attempts.js';
import { outcomeOfAnswer, outcomeOfFailure } from '../http/http-outcome.js';
import { httpPost } from '../http/http-post.js';
import { guardedAgent, isCallable } from './guarded-agent.js';
import { WebhookSignature } from './webhook-signature.js';

/** What the sender is made of. */
export interface WebhookNotificationSenderOptions {
  /** `whsec_` and base64, shared with the receiver. */
  readonly secret: string;
  /**
   * Receivers within our own network: only for tests and closed systems. Otherwise https on the
   * public internet is the only way.
   */
  readonly allowsInnerAddresses?: boolean | undefined;
  readonly timeoutMs?: number | undefined;
  readonly maxRequests?: number | undefined;
  /** The machine's time, which the signature holds. */
  readonly now?: (() => Date) | undefined;
}

const CHANNEL = 'webhook';

/**
 * Tells another system of conditions, signed and dated. The receiver tells repeats apart by
 * `webhook-id`, the notification's id; what may have arrived is sent again. No contact data (I8).
 */
export class WebhookNotificationSender implements NotificationSender {
  private readonly signature: WebhookSignature;
  private readonly attempts: HttpAttempts;
  private readonly agent: Dispatcher | undefined;

  /** @throws TypeError when the secret cannot be used. */
  constructor(private readonly options: WebhookNotificationSenderOptions) {
    this.signature = new WebhookSignature(options.secret);
    this.attempts = new HttpAttempts(options.maxRequests ?? 8);
    this.agent = options.allowsInnerAddresses === true ? undefined : guardedAgent();
  }

  /** @param to the receiver's address. */
  async send(notice: Notice, to: string, mayHandOver?: MayHandOver): Promise<SendOutcome> {
    const url = URL.canParse(to) ? new URL(to) : undefined;
    const isAllowed =
      url !== undefined && (this.options.allowsInnerAddresses === true || isCallable(url));
    if (!isAllowed) return { kind: 'FAILED', cause: 'webhook.address' };
    return this.attempts.run((signal) => this.attempt(notice, url, signal), mayHandOver);
  }

  async close(): Promise<void> {
    await this.attempts.close();
    await this.agent?.close();
  }

  private async attempt(notice: Notice, url: URL, signal: AbortSignal): Promise<SendOutcome> {
    const { now = () => new Date(), timeoutMs = 10_000 } = this.options;
    const body = JSON.stringify(eventOf(notice));
    const timestamp = Math.floor(now().getTime() / 1000);
    const stamp = { id: notice.notificationId, timestamp };
    try {
      const answer = await httpPost({
        url,
        headers: {
          'content-type': 'application/json',
          ...this.signature.headersFor(stamp, body),
        },
        body,
        timeoutMs,
        signal,
        dispatcher: this.agent,
      });
      return outcomeOfAnswer(CHANNEL, answer, true);
    } catch (error) {
      return outcomeOfFailure(CHANNEL, error, true);
    }
  }
}

/** The event that a receiver gets. */
function eventOf(notice: Notice): object {
  const { orderId, condition, reason, promisedAt, minutesLate, expected, restaurantName } = notice;
  return {
    type: `ftgo.delayed-orders.${condition.toLowerCase().replace('_', '-')}.v1`,
    data: { orderId, restaurantName, condition, reason, promisedAt, minutesLate, expected },
  };
}
