import type {
  Channel,
  DelayPolicy,
  IncidentNotice,
  MayHandOver,
  NotificationSender,
  SendOutcome,
} from '@ftgo/delayed-orders-domain';
import { restraintOf, suppressionCause } from '@ftgo/delayed-orders-domain';
import type {
  ClaimedNotification,
  NotificationKey,
  PostgresFeeds,
  PostgresIncidents,
  PostgresNotificationLedger,
  PostgresSendingRules,
  Settlement,
} from '@ftgo/delayed-orders-persistence';
import type { OfferLinks, OptOutLinks } from '@ftgo/delayed-orders-customer-links';
import type { Logger } from '@ftgo/platform-observability';
import type { DispatcherMetrics } from './dispatcher-metrics.js';
import type { Recipients } from './recipients.js';
import { AMBIGUOUS_PAUSE_MS, retryAfterMs } from './retry-schedule.js';
import { toNotice } from './to-notice.js';

/** The senders that are set up. */
export type Senders = Readonly<Partial<Record<Channel, NotificationSender>>>;

export interface DispatcherParts {
  readonly ledger: PostgresNotificationLedger;
  readonly feeds: PostgresFeeds;
  readonly rules: PostgresSendingRules;
  readonly incidents: PostgresIncidents;
  readonly recipients: Recipients;
  readonly senders: Senders;
  readonly offerLinks: OfferLinks;
  readonly optOutLinks: OptOutLinks;
  readonly metrics: DispatcherMetrics;
  readonly logger: Logger;
  /** Random in [0, 1). */
  readonly random: () => number;
}

const STALE_PAUSE_MS = 2_000;
const CHANNEL_PAUSE_MS = 5_000;

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
    const settlement = await this.whileAlive(claimed, () => this.attempt(claimed));
    if (settlement === undefined) return;
    const isSettled = await this.parts.ledger.settle(claimed, settlement);
    this.report(claimed, settlement, isSettled);
  }

  /** Says now and then that the sender lives, so that a slow one is not taken for dead. */
  private async whileAlive<T>(claimed: ClaimedNotification, work: () => Promise<T>): Promise<T> {
    const { ledger, logger } = this.parts;
    const heartbeat = setInterval(() => {
      // A lost lease shows when the attempt is settled; a database that is down is tried again.
      ledger.keepLease(claimed).catch((err: unknown) => {
        logger.warn({ err, ...claimed.key }, 'a lease could not be kept');
      });
    }, ledger.heartbeatMs);
    try {
      return await work();
    } finally {
      clearInterval(heartbeat);
    }
  }

  /** @returns undefined when the claim was given up, or lost, before anything was sent. */
  private async attempt(claimed: ClaimedNotification): Promise<Settlement | undefined> {
    const incident = await this.incidentOf(claimed);
    const cause = causeAgainst(claimed, incident);
    if (cause !== undefined) return { state: 'SUPPRESSED', cause };
    // The check just made is worth no more than the replica that it looked at (I6, I7).
    const { isStale } = await this.parts.feeds.freshness();
    if (isStale)
      return { state: 'RETRY', cause: 'feed.stale', retryAfterMs: this.soon(STALE_PAUSE_MS) };
    const sender = this.parts.senders[claimed.notification.channel];
    if (sender === undefined) return { state: 'FAILED', cause: 'channel.not-set-up' };
    const policy = await this.parts.rules.policyFor(claimed.moment.order);
    const held = await this.holdBack(claimed, policy);
    if (held !== 'goes') return held === 'waits' ? undefined : held;
    const recipient = await this.parts.recipients.find(claimed.notification);
    if ('state' in recipient) return recipient;
    const notice = toNotice(claimed, { ...this.parts, recipient, incident, policy });
    return this.handOver(claimed, (mayHandOver) =>
      sender.send(notice, recipient.address, mayHandOver),
    );
  }

  /**
   * The ledger hears of it in the moment before the receiver may have the message: a sender that
   * dies sooner leaves no doubt (I5). @returns undefined when the claim was lost by then
   */
  private async handOver(
    claimed: ClaimedNotification,
    send: (mayHandOver: MayHandOver) => Promise<SendOutcome>,
  ): Promise<Settlement | undefined> {
    let begun: Promise<boolean> | undefined;
    const begin = (): Promise<boolean> =>
      (begun ??= this.parts.ledger.beginHandingOver(claimed)).catch(() => false);
    const startedAt = performance.now();
    const outcome = await send(begin);
    const seconds = (performance.now() - startedAt) / 1000;
    this.parts.metrics.sent(claimed.notification.channel, seconds);
    // What the ledger could not write down is thrown here.
    const isOurs = (await begun) ?? true;
    return isOurs ? this.toSettlement(claimed, outcome) : undefined;
  }

  /** What the message tells of, where it carries a whole incident. */
  private incidentOf({ incidentId }: ClaimedNotification): Promise<IncidentNotice | undefined> {
    return incidentId === undefined
      ? Promise.resolve(undefined)
      : this.parts.incidents.noticeOf(incidentId);
  }

  /**
   * What an operator paused waits; restraint waits through quiet hours, or lets a notice be; and
   * one of many that customer service would get waits for the incident's message.
   */
  private async holdBack(
    claimed: ClaimedNotification,
    policy: DelayPolicy,
  ): Promise<Settlement | 'waits' | 'goes'> {
    const { notification: notice, moment, noticesInADay, restaurant } = claimed;
    if (await this.parts.rules.isPaused(notice.channel)) {
      const pauseMs = this.soon(CHANNEL_PAUSE_MS);
      return { state: 'RETRY', cause: 'channel.paused', retryAfterMs: pauseMs };
    }
    if (mayBeGathered(claimed)) {
      return (await this.parts.incidents.join(claimed, policy)) ? this.gathered(claimed) : 'goes';
    }
    const { timeZone } = restaurant;
    const restraint = restraintOf({ notice, noticesInADay, timeZone, policy, now: moment.now });
    if (restraint === undefined) return 'goes';
    if ('suppress' in restraint) return { state: 'SUPPRESSED', cause: restraint.suppress };
    const waitMs = restraint.waitUntil.getTime() - moment.now.getTime();
    return { state: 'RETRY', cause: 'quiet.hours', retryAfterMs: waitMs };
  }

  private gathered({ key, notification }: ClaimedNotification): 'waits' {
    this.parts.metrics.grouped(notification);
    this.parts.logger.info(key, 'a notification waits for its incident');
    return 'waits';
  }

  /** Waiting for somebody else: no failure of ours, and not all at the same instant. */
  private soon(pauseMs: number): number {
    return Math.round(pauseMs * (0.5 + this.parts.random()));
  }

  private toSettlement(claimed: ClaimedNotification, outcome: SendOutcome): Settlement {
    if (outcome.kind === 'SENT') return { state: 'SENT', reference: outcome.reference };
    const { kind: state, cause } = outcome;
    if (state === 'FAILED') return { state, cause, isFailure: true };
    if (state === 'UNKNOWN') {
      const repeat = claimed.ambiguousSends === 0 ? { retryAfterMs: AMBIGUOUS_PAUSE_MS } : {};
      return { state, cause, isFailure: true, isAmbiguous: true, ...repeat };
    }
    const pauseMs = retryAfterMs(claimed.failures + 1, this.parts.random());
    const askedMs = outcome.retryAfterMs ?? 0;
    return { state, cause, isFailure: true, retryAfterMs: Math.max(pauseMs, askedMs) };
  }

  private report(claimed: ClaimedNotification, settlement: Settlement, isSettled: boolean): void {
    const { metrics, logger } = this.parts;
    const { notification, attempt, key } = claimed;
    metrics.settled(notification, settlement, claimed.moment.now);
    const { state, cause } = settlement;
    const line = { ...key, channel: notification.channel, attempt, state, cause };
    if (!isSettled) logger.error(line, 'the lease was lost while sending; another attempt follows');
    else if (state === 'FAILED' || state === 'UNKNOWN') {
      logger.warn(line, 'a notification did not surely arrive');
    } else logger.info(line, 'a notification was settled');
  }
}

/** Not what carries others already, and not what may have arrived by itself (I5). */
const mayBeGathered = ({
  notification,
  incidentId,
  ambiguousSends,
}: ClaimedNotification): boolean =>
  notification.audience === 'CUSTOMER_SERVICE' && incidentId === undefined && ambiguousSends === 0;

/**
 * Why a notice must not go out any more (I6). A message that tells of a whole incident holds as long
 * as any of its orders is in trouble; a replay tells of what is over, and says so by its id.
 */
function causeAgainst(
  claimed: ClaimedNotification,
  incident: IncidentNotice | undefined,
): string | undefined {
  const { notification, moment, preference, isReplay } = claimed;
  if (isReplay) return undefined;
  const cause = suppressionCause(notification, moment);
  if (cause !== undefined && (cause === 'TOO_LATE' || incident === undefined)) return cause;
  if (notification.audience !== 'CUSTOMER' || preference === undefined) return undefined;
  const { wanted, refused } = preference;
  const isWanted = wanted === null || wanted.includes(notification.channel);
  return isWanted && !refused.includes(notification.channel) ? undefined : 'OPTED_OUT';
}
