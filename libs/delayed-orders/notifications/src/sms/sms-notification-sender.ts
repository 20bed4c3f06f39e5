import type {
  MayHandOver,
  Notice,
  NotificationSender,
  SendOutcome,
} from '@ftgo/delayed-orders-domain';
import { smsText } from '../content/sms-text.js';
import { HttpAttempts } from '../http/http-attempts.js';
import { outcomeOfAnswer, outcomeOfFailure } from '../http/http-outcome.js';
import type { HttpAnswer } from '../http/http-post.js';
import { httpPost } from '../http/http-post.js';
import { usablePhoneNumber } from './phone-number.js';
import { smsSize } from './segments.js';

/** What the sender is made of. */
export interface SmsNotificationSenderOptions {
  /** The provider's messages resource, `…/2010-04-01/Accounts/<account>/Messages.json`. */
  readonly url: string;
  readonly account: string;
  readonly token: string;
  /** A number in E.164, or a messaging service's id. */
  readonly from: string;
  /** Where receipts are to be sent; the notification's id is added as the last part of the path. */
  readonly receiptsUrl: string;
  readonly timeoutMs?: number | undefined;
  readonly maxRequests?: number | undefined;
  readonly observer?: { segments(count: number): void } | undefined;
}

const CHANNEL = 'sms';
/** Both providers' documents that we know take this much. */
const LONGEST_VALIDITY_S = 14_400;
/** Receivers that wrote STOP; the provider keeps its own list. */
const UNSUBSCRIBED = 21_610;

/**
 * Sends notices by SMS over HTTP, in the shape of a well-known provider's messages resource. The
 * provider knows no idempotency key: an attempt whose answer was lost is UNKNOWN (I5). What helps
 * nobody any more is not delivered: the provider is told how long the message is valid.
 */
export class SmsNotificationSender implements NotificationSender {
  private readonly url: URL;
  private readonly authorization: string;
  private readonly attempts: HttpAttempts;

  constructor(private readonly options: SmsNotificationSenderOptions) {
    const { url, account, token, maxRequests = 16 } = options;
    this.url = new URL(url);
    this.authorization = `Basic ${Buffer.from(`${account}:${token}`).toString('base64')}`;
    this.attempts = new HttpAttempts(maxRequests);
  }

  async send(notice: Notice, to: string, mayHandOver?: MayHandOver): Promise<SendOutcome> {
    const number = usablePhoneNumber(to);
    if (number === undefined) return { kind: 'FAILED', cause: 'phone.unusable' };
    const text = smsText(notice);
    this.options.observer?.segments(smsSize(text).segments);
    return this.attempts.run(
      (signal) => this.attempt(this.form(notice, number, text), signal),
      mayHandOver,
    );
  }

  close(): Promise<void> {
    return this.attempts.close();
  }

  private async attempt(form: URLSearchParams, signal: AbortSignal): Promise<SendOutcome> {
    try {
      const answer = await httpPost({
        url: this.url,
        headers: {
          authorization: this.authorization,
          accept: 'application/json',
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: form.toString(),
        timeoutMs: this.options.timeoutMs ?? 10_000,
        signal,
      });
      return outcomeOf(answer);
    } catch (error) {
      return outcomeOfFailure(CHANNEL, error, false);
    }
  }

  private form(notice: Notice, to: string, text: string): URLSearchParams {
    const { from, receiptsUrl } = this.options;
    const validity = Math.min(Math.max(1, Math.floor(notice.validForSeconds)), LONGEST_VALIDITY_S);
    return new URLSearchParams({
      To: to,
      ...(from.startsWith('+') ? { From: from } : { MessagingServiceSid: from }),
      Body: text,
      ValidityPeriod: String(validity),
      StatusCallback: `${receiptsUrl.replace(/\/+$/, '')}/${notice.notificationId}`,
    });
  }
}

function outcomeOf(answer: HttpAnswer): SendOutcome {
  const { sid, code } = fieldsOf(answer.body);
  const outcome = outcomeOfAnswer(CHANNEL, answer, false);
  if (outcome.kind === 'SENT') return { kind: 'SENT', ...(sid && { reference: sid }) };
  if (code === UNSUBSCRIBED) return { kind: 'FAILED', cause: 'sms.unsubscribed' };
  // The provider's own code says more than the status that it comes with.
  return code === undefined ? outcome : { ...outcome, cause: `${CHANNEL}.${code}` };
}

/** The two fields that matter, of an answer that may be anything. */
function fieldsOf(body: string): { sid?: string | undefined; code?: number | undefined } {
  try {
    const { sid, code } = Object(JSON.parse(body)) as { sid?: unknown; code?: unknown };
    return {
      sid: typeof sid === 'string' && /^\w{1,64}$/.test(sid) ? sid : undefined,
      code: Number.isSafeInteger(code) ? (code as number) : undefined,
    };
  } catch {
    return {};
  }
}
