/** How one lookup ended: `rejected` means that the monolith was not asked. */
export type LookupOutcome = 'found' | 'missing' | 'failed' | 'rejected';

/** `half-open`: one single lookup finds out whether the monolith is back. */
export type BreakerState = 'closed' | 'half-open' | 'open';

/** Hears what lookups do, for metrics; no ids and no contact data (I8). */
export interface ContactInfoObserver {
  /** Lookups of one customer at the same time are one. */
  lookup(outcome: LookupOutcome): void;
  breaker(state: BreakerState): void;
  /** How many requests the monolith is answering for us now. */
  inFlight(requests: number): void;
}

/** Hears nothing. */
export const silentObserver: ContactInfoObserver = {
  lookup: () => undefined,
  breaker: () => undefined,
  inFlight: () => undefined,
};
