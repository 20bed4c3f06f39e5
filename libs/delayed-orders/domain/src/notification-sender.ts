import type { Locale } from './contact-info.js';
import type { Audience, TimeRange } from './notification.js';
import type { Condition, Reason, ToldCondition } from './condition.js';
import type { NotificationId, OrderId } from './identifiers.js';
import type { IncidentScope } from './incident.js';

/** An offer as the customer reads it. */
export interface OfferNotice {
  readonly amountCents: number;
  /** ISO 4217. */
  readonly currency: string;
  readonly code: string;
  readonly expiresAt: Date;
  /** The signed link that opens the offer. */
  readonly link: string;
}

/** One order of an incident, as it stands when the message goes out. */
export interface IncidentOrder {
  readonly orderId: OrderId;
  readonly condition: Condition;
  readonly restaurantName: string;
  readonly promisedAt?: Date | undefined;
  readonly minutesLate?: number | undefined;
}

/** Many orders of one kitchen or area in trouble, told as one. */
export interface IncidentNotice {
  /** Stays the same for all messages about it. */
  readonly incidentId: string;
  readonly scope: IncidentScope;
  /** The restaurant's or the area's. */
  readonly name: string;
  /** The worst first. */
  readonly orders: readonly IncidentOrder[];
}

/** Everything that a message says; no contact data but the name that greets. */
export interface Notice {
  readonly notificationId: NotificationId;
  readonly audience: Audience;
  readonly condition: ToldCondition;
  readonly reason: Reason;
  readonly locale: Locale;
  readonly orderId: OrderId;
  readonly firstName?: string | undefined;
  readonly restaurantName: string;
  /** The restaurant's IANA zone: local times in the message are read there. */
  readonly timeZone: string;
  readonly promisedAt?: Date | undefined;
  readonly minutesLate?: number | undefined;
  readonly expected?: TimeRange | undefined;
  readonly offer?: OfferNotice | undefined;
  /** For customer service: what the customer is being told or offered, by channel. */
  readonly customerIsTold?: boolean | undefined;
  /** For customer service: the incident that the order belongs to, if the message tells of all. */
  readonly incident?: IncidentNotice | undefined;
  /** By which a customer says that they want no more of these. */
  readonly optOutLink?: string | undefined;
  /** How long the notice helps, counted from now. */
  readonly validForSeconds: number;
}

/** What became of one attempt; `UNKNOWN` means that the receiver may have it or not (I5). */
export type SendOutcome =
  | {
      readonly kind: 'SENT';
      /** The provider's own id of the message, by which its receipts speak of it. */
      readonly reference?: string;
    }
  | {
      readonly kind: 'RETRY';
      readonly cause: string;
      /** How long the other side asked us to wait, where it did. */
      readonly retryAfterMs?: number;
    }
  | { readonly kind: 'FAILED'; readonly cause: string }
  | { readonly kind: 'UNKNOWN'; readonly cause: string };

/**
 * Asked in the last moment in which the receiver surely has nothing of the message (I5): what dies
 * before is no doubt. On false the message must not go; then the outcome interests nobody. Never
 * rejects, and may be asked again.
 */
export type MayHandOver = () => Promise<boolean>;

/** A way to reach somebody. */
export interface NotificationSender {
  /**
   * Makes one attempt and never throws: every failure is an outcome. The same notification sent
   * twice carries the same id (Message-ID, idempotency key). Causes carry codes and stages only, no
   * addresses.
   * @param to where to, in the channel's own form: an address, a number, a team, an endpoint.
   * @param mayHandOver where not given, it may.
   */
  send(notice: Notice, to: string, mayHandOver?: MayHandOver): Promise<SendOutcome>;
  /** Ends open connections; sends still running end as RETRY or UNKNOWN. */
  close(): Promise<void>;
}
