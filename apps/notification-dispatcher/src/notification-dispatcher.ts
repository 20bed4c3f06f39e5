import type {
  CustomerContactInfoRepository,
  Locale,
  Notice,
  NotificationSender,
  SendOutcome,
} from '@ftgo/delayed-orders-domain';
import { ContactInfoUnavailableError, suppressionCause } from '@ftgo/delayed-orders-domain';
import type {
  ClaimedNotification,
  NotificationKey,
  PostgresFeeds,
  PostgresNotificationLedger,
  Settlement,
} from '@ftgo/delayed-orders-persistence';
import type { OfferLinks } from '@ftgo/delayed-orders-offer-links';
import type { Logger } from '@ftgo/platform-observability';
import type { DispatcherMetrics } from './dispatcher-metrics.js';
import { AMBIGUOUS_PAUSE_MS, retryAfterMs } from './retry-schedule.js';

export interface DispatcherParts {
  readonly ledger: PostgresNotificationLedger;
  readonly feeds: PostgresFeeds;
  readonly contactInfo: CustomerContactInfoRepository;
  readonly sender: NotificationSender;
  readonly offerLinks: OfferLinks;
  readonly customerService: string;
  readonly metrics: DispatcherMetrics;
  readonly logger: Logger;
  readonly random: () => number;
}

/** Whom a notice goes to; lives only while one message is being sent (I8). */
interface Recipient {
  readonly address: string;
  readonly locale: Locale;
  readonly firstName?: string | undefined;
}

const CONTACT_PAUSE_MS = 2_000;
const STALE_PAUSE_MS = 2_000;

/** Claims, checks, asks for the address, sends, and writes down what became of it. */
export class NotificationDispatcher {
  constructor(private readonly parts: DispatcherParts) {}

  /**
   * Makes one attempt for a notification if it is due and nobody else is at it. Rejects only
   * when the ledger cannot be written; then nothing was sent, or the lease will tell (I5).
   */
  async dispatch(key: NotificationKey): Promise<void> {
    const claimed = await this.parts.ledger.claim(key);
    if (claimed === undefined) return;
    const settlement = await this.attempt(claimed);
    if (settlement === undefined) return;
    const isSettled = await this.parts.ledger.settle(claimed, settlement);
    this.report(claimed, settlement, isSettled);
  }

  /** @returns undefined when the lease was lost before anything was sent. */
  private async attempt(claimed: ClaimedNotification): Promise<Settlement | undefined> {
    const cause = suppressionCause(claimed.notification, claimed.moment);
    if (cause !== undefined) return { state: 'SUPPRESSED', cause };
    // The check just made is worth no more than the replica that it looked at (I6, I7).
    const { isStale } = await this.parts.feeds.freshness();
    if (isStale) return { state: 'RETRY', cause: 'feed.stale', ...this.soon(STALE_PAUSE_MS) };
    const found = await this.findRecipient(claimed);
    if ('state' in found) return found;
    if (!(await this.parts.ledger.beginHandingOver(claimed))) return undefined;
    const startedAt = performance.now();
    const outcome = await this.parts.sender.send(this.toNotice(claimed, found), found.address);
    this.parts.metrics.sent((performance.now() - startedAt) / 1000);
    return this.toSettlement(claimed, outcome);
  }

  private async findRecipient(claimed: ClaimedNotification): Promise<Recipient | Settlement> {
    const { audience, consumerId } = claimed.notification;
    if (audience === 'CUSTOMER_SERVICE') {
      return { address: this.parts.customerService, locale: 'en' };
    }
    if (consumerId === undefined) return { state: 'SUPPRESSED', cause: 'NO_ADDRESS' };
    try {
      const contact = await this.parts.contactInfo.findCustomerContactInfo(consumerId);
      if (contact?.email === undefined) return { state: 'SUPPRESSED', cause: 'NO_ADDRESS' };
      return { address: contact.email, locale: contact.locale, firstName: contact.firstName };
    } catch (error) {
      if (!(error instanceof ContactInfoUnavailableError)) throw error;
      return {
        state: 'RETRY',
        cause: `contact.${error.kind}`,
        ...(error.retryAfterMs === undefined
          ? this.soon(CONTACT_PAUSE_MS)
          : { retryAfterMs: error.retryAfterMs }),
      };
    }
  }

  /** Waiting for somebody else: no failure of ours, and not all at the same instant. */
  private soon(pauseMs: number): { retryAfterMs: number } {
    return { retryAfterMs: Math.round(pauseMs * (0.5 + this.parts.random())) };
  }

  private toNotice(claimed: ClaimedNotification, recipient: Recipient): Notice {
    const { notification, restaurant, offer } = claimed;
    return {
      notificationId: notification.id,
      audience: notification.audience,
      condition: notification.condition,
      reason: notification.reason,
      locale: recipient.locale,
      orderId: notification.orderId,
      firstName: recipient.firstName,
      restaurantName: restaurant.name,
      timeZone: restaurant.timeZone,
      promisedAt: notification.promisedAt,
      minutesLate: notification.minutesLate,
      expected: notification.expected,
      offer:
        offer === undefined
          ? undefined
          : {
              amountCents: offer.amountCents,
              currency: offer.currency,
              code: offer.code,
              expiresAt: offer.expiresAt,
              link: this.parts.offerLinks.linkTo({ ...offer, offerId: offer.id }),
            },
      customerIsTold: notification.consumerId !== undefined,
    };
  }

  private toSettlement(claimed: ClaimedNotification, outcome: SendOutcome): Settlement {
    if (outcome.kind === 'SENT') return { state: 'SENT' };
    const { kind: state, cause } = outcome;
    if (state === 'FAILED') return { state, cause, isFailure: true };
    if (state === 'UNKNOWN') {
      const repeat = claimed.ambiguousSends === 0 ? { retryAfterMs: AMBIGUOUS_PAUSE_MS } : {};
      return { state, cause, isFailure: true, isAmbiguous: true, ...repeat };
    }
    const pauseMs = retryAfterMs(claimed.failures + 1, this.parts.random());
    return { state, cause, isFailure: true, retryAfterMs: pauseMs };
  }

  private report(claimed: ClaimedNotification, settlement: Settlement, isSettled: boolean): void {
    const { metrics, logger } = this.parts;
    const { notification, attempt, key } = claimed;
    metrics.settled(notification, settlement, claimed.moment.now);
    const line = { ...key, attempt, state: settlement.state, cause: settlement.cause };
    if (!isSettled) logger.error(line, 'the lease was lost while sending; another attempt follows');
    else if (settlement.state === 'FAILED' || settlement.state === 'UNKNOWN') {
      logger.warn(line, 'a notification did not surely arrive');
    } else logger.info(line, 'a notification was settled');
  }
}
