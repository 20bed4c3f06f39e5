import type {
  MayHandOver,
  Notice,
  NotificationSender,
  SendOutcome,
} from '@ftgo/delayed-orders-domain';
import { renderNotice } from '../content/render-notice.js';
import { HttpAttempts } from '../http/http-attempts.js';
import { outcomeOfAnswer, outcomeOfFailure } from '../http/http-outcome.js';
import { httpPost } from '../http/http-post.js';

/** What the sender is made of. */
export interface CaseNotificationSenderOptions {
  /** Where cases are opened. */
  readonly url: string;
  readonly token: string;
  readonly timeoutMs?: number | undefined;
  readonly maxRequests?: number | undefined;
}

const CHANNEL = 'case';

const PRIORITIES = { UNDELIVERABLE: 'urgent', LATE: 'high', AT_RISK: 'normal', RECOVERED: 'low' };

/**
 * Opens cases in customer service's own system over HTTP. Each request carries the notification's
 * id as its idempotency key, so that what may have arrived can be sent again and opens no second
 * case; `caseKey` is the same for all that belongs to one order, or to one incident.
 */
export class CaseNotificationSender implements NotificationSender {
  private readonly url: URL;
  private readonly attempts: HttpAttempts;

  constructor(private readonly options: CaseNotificationSenderOptions) {
    this.url = new URL(options.url);
    this.attempts = new HttpAttempts(options.maxRequests ?? 8);
  }

  /** @param to the team that the case is for. */
  send(notice: Notice, to: string, mayHandOver?: MayHandOver): Promise<SendOutcome> {
    return this.attempts.run((signal) => this.attempt(notice, to, signal), mayHandOver);
  }

  close(): Promise<void> {
    return this.attempts.close();
  }

  private async attempt(notice: Notice, team: string, signal: AbortSignal): Promise<SendOutcome> {
    try {
      const answer = await httpPost({
        url: this.url,
        headers: {
          authorization: `Bearer ${this.options.token}`,
          'content-type': 'application/json',
          'idempotency-key': notice.notificationId,
        },
        body: JSON.stringify(caseOf(notice, team)),
        timeoutMs: this.options.timeoutMs ?? 10_000,
        signal,
      });
      return outcomeOfAnswer(CHANNEL, answer, true);
    } catch (error) {
      return outcomeOfFailure(CHANNEL, error, true);
    }
  }
}

function caseOf(notice: Notice, team: string): object {
  const { incident, orderId, condition, reason, promisedAt, minutesLate, expected } = notice;
  const { subject, text } = renderNotice(notice);
  return {
    team,
    caseKey: incident === undefined ? `order-${orderId}` : `incident-${incident.incidentId}`,
    priority:
      PRIORITIES[incident?.orders[0]?.condition as keyof typeof PRIORITIES] ??
      PRIORITIES[condition],
    subject,
    text,
    condition,
    reason,
    orderIds: incident === undefined ? [orderId] : incident.orders.map((order) => order.orderId),
    promisedAt,
    minutesLate,
    expected,
  };
}
