/** What went wrong with one request; the detail is a status code when there is one. */
export type LookupFault =
  'timeout' | 'connection' | 'status' | 'content-type' | 'size' | 'not-json' | 'schema' | 'closed';

/**
 * A request without a usable answer. Carries neither the error below it nor the answer: parsers
 * quote what they could not read, and that is contact data (I8).
 */
export class LookupFailure extends Error {
  constructor(
    readonly fault: LookupFault,
    readonly status?: number,
    readonly retryAfterMs?: number,
  ) {
    super(status === undefined ? fault : `${fault} ${status}`);
    this.name = 'LookupFailure';
  }

  /**
   * Whether it speaks against the monolith's health. A 4xx speaks against our request, but 408 and
   * 429 say that the monolith is slow or has too much to do.
   */
  get isUnhealthy(): boolean {
    const { status = 0 } = this;
    const isOurFault = status >= 400 && status < 500 && status !== 408 && status !== 429;
    return !isOurFault;
  }

  /** Whether we dropped the connection while the monolith was still at work. */
  get isAbandoned(): boolean {
    return this.fault !== 'status' && this.fault !== 'not-json' && this.fault !== 'schema';
  }
}
