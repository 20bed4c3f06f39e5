import {
  ContactInfoUnavailableError,
  type ConsumerId,
  type CustomerContactInfo,
  type CustomerContactInfoRepository,
} from '@ftgo/delayed-orders-domain';

import {
  BreakerOpen,
  ContactBreaker,
  DEFAULT_BREAKER_SETTINGS,
  type BreakerSettings,
} from './contact-breaker.js';
import { silentObserver, type ContactInfoObserver } from './contact-info-observer.js';
import { DEFAULT_CONTACT_FIELDS, type ContactFields } from './contact-answer.js';
import { requestContact } from './contact-request.js';
import { contactUrl } from './contact-url.js';
import { LookupFailure } from './lookup-failure.js';
import { Places } from './places.js';

const DEFAULT_PATH = '/consumers/{consumerId}';
const DEFAULT_TIMEOUT_MS = 2_000;
const DEFAULT_CAPACITY = 16;

/**
 * An abandoned request keeps its place for so long: the monolith hears of it later than we do, and
 * would see more requests than the capacity if the place were free at once.
 */
const ABANDONED_MS = 100;

/**
 * Whoever was not let through to the monolith comes again so soon, and all after the same pause: what
 * waits is taken up worst news first, and long or uneven pauses would let lesser news go before.
 */
const TURNED_AWAY_MS = 250;

/** What the proxy is made of. */
export interface CustomerContactInfoProxyOptions {
  /** Where the monolith is, such as `http://monolith:8081`. */
  readonly baseUrl: string;
  readonly pathTemplate?: string | undefined;
  /** Where its answers have what we need; the others are FTGO's. */
  readonly fields?: Partial<ContactFields> | undefined;
  /** For one request, from connecting to the last byte of the body. */
  readonly timeoutMs?: number | undefined;
  /** Never more requests at once than this; more lookups wait for their turn, as long as a request may take. */
  readonly capacity?: number | undefined;
  readonly breaker?: Partial<BreakerSettings> | undefined;
  readonly observer?: ContactInfoObserver | undefined;
}

/**
 * The book's CustomerContactInfoProxy (13.3.1): asks the monolith over REST, behind a circuit
 * breaker. Keeps nothing: an answer lives as long as the lookups that wait for it (I8). Its errors
 * carry the customer's number and codes only.
 */
export class CustomerContactInfoProxy implements CustomerContactInfoRepository {
  private readonly urlOf: (id: ConsumerId) => URL;
  private readonly fields: ContactFields;
  private readonly timeoutMs: number;
  private readonly capacity: number;
  private readonly observer: ContactInfoObserver;
  private readonly breaker: ContactBreaker;
  private readonly lookups = new Map<ConsumerId, Promise<CustomerContactInfo | undefined>>();
  private readonly requests = new Set<AbortController>();
  private readonly places: Places;
  private heldUntilMs = 0;
  private isClosed = false;

  /** @throws TypeError when the base URL or the path cannot be used. */
  constructor(options: CustomerContactInfoProxyOptions) {
    this.urlOf = contactUrl(options.baseUrl, options.pathTemplate ?? DEFAULT_PATH);
    this.fields = { ...DEFAULT_CONTACT_FIELDS, ...options.fields };
    this.timeoutMs = options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    this.capacity = options.capacity ?? DEFAULT_CAPACITY;
    this.places = new Places(this.capacity);
    this.observer = options.observer ?? silentObserver;
    const settings = { ...DEFAULT_BREAKER_SETTINGS, ...options.breaker };
    this.breaker = new ContactBreaker(settings, this.timeoutMs, (state) =>
      this.observer.breaker(state),
    );
  }

  findCustomerContactInfo(id: ConsumerId): Promise<CustomerContactInfo | undefined> {
    const running = this.lookups.get(id);
    if (running !== undefined) {
      return running;
    }
    const lookup = this.lookUp(id).finally(() => this.lookups.delete(id));
    this.lookups.set(id, lookup);
    return lookup;
  }

  /** Ends what runs and asks nothing more: lookups end as `waiting`. */
  async close(): Promise<void> {
    this.isClosed = true;
    this.breaker.close();
    this.requests.forEach((request) => request.abort('closed'));
    await Promise.allSettled(this.lookups.values());
  }

  /**
   * The place is taken before the breaker is asked. A refusal for want of capacity inside it would
   * count as a success, and close it when it is half open.
   */
  private async lookUp(id: ConsumerId): Promise<CustomerContactInfo | undefined> {
    this.refuseWithoutAsking(id);
    if (!(await this.places.take(this.timeoutMs))) {
      throw this.waiting(id, `${this.capacity} requests are running`, TURNED_AWAY_MS);
    }
    let isAsked = false;
    try {
      this.refuseWithoutAsking(id);
      const contact = await this.breaker.run(() => {
        isAsked = true;
        return this.request(id);
      });
      this.observer.lookup(contact === undefined ? 'missing' : 'found');
      return contact;
    } catch (error) {
      throw error instanceof ContactInfoUnavailableError ? error : this.unavailable(id, error);
    } finally {
      // A request gives its place back itself: it may end later than the lookup.
      if (!isAsked) this.places.release();
    }
  }

  /** Refuses what need not even wait for a place. */
  private refuseWithoutAsking(id: ConsumerId): void {
    const heldMs = Math.ceil(this.heldUntilMs - performance.now());
    if (this.isClosed) {
      throw this.waiting(id, 'the proxy is closed');
    }
    if (heldMs > 0) {
      throw this.waiting(id, 'the monolith asked us to wait', heldMs);
    }
  }

  private async request(id: ConsumerId): Promise<CustomerContactInfo | undefined> {
    const request = new AbortController();
    const timer = setTimeout(() => request.abort('timeout'), this.timeoutMs);
    this.requests.add(request);
    this.observer.inFlight(this.requests.size);
    let isAbandoned = false;
    try {
      return await requestContact(this.urlOf(id), request.signal, this.fields);
    } catch (error) {
      isAbandoned = error instanceof LookupFailure && error.isAbandoned;
      throw error;
    } finally {
      clearTimeout(timer);
      this.release(request, isAbandoned ? ABANDONED_MS : 0);
    }
  }

  private release(request: AbortController, delayMs: number): void {
    if (delayMs > 0) {
      setTimeout(() => this.release(request, 0), delayMs).unref();
      return;
    }
    this.requests.delete(request);
    this.places.release();
    this.observer.inFlight(this.requests.size);
  }

  private unavailable(id: ConsumerId, error: unknown): ContactInfoUnavailableError {
    if (error instanceof BreakerOpen) {
      // Half open it has no time to name: one lookup tries, and will know in a moment.
      return this.waiting(id, 'the breaker is open', error.remainingMs ?? TURNED_AWAY_MS);
    }
    const failure = error instanceof LookupFailure ? error : new LookupFailure('connection');
    if (failure.fault === 'closed') {
      return this.waiting(id, 'the proxy is closed');
    }
    if (failure.retryAfterMs !== undefined) {
      this.heldUntilMs = performance.now() + failure.retryAfterMs;
    }
    this.observer.lookup('failed');
    return unavailableError(
      'failed',
      id,
      `no usable answer (${failure.message})`,
      failure.retryAfterMs,
    );
  }

  private waiting(id: ConsumerId, why: string, retryAfterMs?: number): ContactInfoUnavailableError {
    this.observer.lookup('rejected');
    return unavailableError('waiting', id, why, retryAfterMs);
  }
}

function unavailableError(
  kind: 'waiting' | 'failed',
  id: ConsumerId,
  why: string,
  retryAfterMs: number | undefined,
): ContactInfoUnavailableError {
  const message = `contact info of customer ${id} is not available: ${why}; ask again later`;
  return new ContactInfoUnavailableError(
    kind,
    message,
    retryAfterMs === undefined ? {} : { retryAfterMs },
  );
}
