import type { Locale } from './contact-info.js';
import type { Audience, TimeRange } from './notification.js';
import type { Reason, ToldCondition } from './condition.js';
import type { NotificationId, OrderId } from './identifiers.js';

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
}

/** What became of one attempt; `UNKNOWN` means that the receiver may have it or not (I5). */
export type SendOutcome =
  | { readonly kind: 'SENT' }
  | { readonly kind: 'RETRY'; readonly cause: string }
  | { readonly kind: 'FAILED'; readonly cause: string }
  | { readonly kind: 'UNKNOWN'; readonly cause: string };

/** A way to reach somebody. */
export interface NotificationSender {
  /**
   * Makes one attempt and never throws: every failure is an outcome. The same notification sent
   * twice carries the same Message-ID. Causes carry codes and stages only, no addresses.
   */
  send(notice: Notice, to: string): Promise<SendOutcome>;
  /** Ends open connections; sends still running end as RETRY or UNKNOWN. */
  close(): Promise<void>;
}
