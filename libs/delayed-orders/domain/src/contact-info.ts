import type { ConsumerId } from './identifiers.js';

export const LOCALES = ['ko', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** What the monolith tells about how to reach a customer. Never stored, never logged (I8). */
export interface CustomerContactInfo {
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly firstName?: string | undefined;
  readonly locale: Locale;
}

/** The book's port to the monolith's contact data (p. 444). */
export interface CustomerContactInfoRepository {
  /**
   * Asks for one customer's contact data; safe to call any number of times at once.
   * @returns undefined when the monolith knows no such customer: an answer, not a failure.
   * @throws ContactInfoUnavailableError when no answer can be had now; asking later may help.
   */
  findCustomerContactInfo(id: ConsumerId): Promise<CustomerContactInfo | undefined>;
}

/** Thrown by CustomerContactInfoRepository when the monolith gives no usable answer in time. */
export class ContactInfoUnavailableError extends Error {
  readonly code = 'CONTACT_INFO.UNAVAILABLE';

  /**
   * @param kind `waiting` when the breaker is closed to us, so that no attempt was made;
   *   `failed` when the monolith was asked and did not answer properly.
   */
  constructor(
    readonly kind: 'waiting' | 'failed',
    message: string,
    options?: { cause?: unknown; retryAfterMs?: number },
  ) {
    super(message, options);
    this.name = 'ContactInfoUnavailableError';
    this.retryAfterMs = options?.retryAfterMs;
  }

  /** How long the monolith asked us to wait, when it said so. */
  readonly retryAfterMs: number | undefined;
}
