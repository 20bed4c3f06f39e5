import type { BreakerState, ContactInfoObserver, LookupOutcome } from '../contact-info-observer.js';

/** Notes what an observer hears, and lets a test wait for a state of the breaker. */
export class Observed implements ContactInfoObserver {
  readonly outcomes: LookupOutcome[] = [];
  readonly states: BreakerState[] = [];
  readonly counts: number[] = [];
  private idle = Promise.withResolvers<void>();
  private waiting: { state: BreakerState; reached: () => void }[] = [];

  lookup(outcome: LookupOutcome): void {
    this.outcomes.push(outcome);
  }

  breaker(state: BreakerState): void {
    this.states.push(state);
    this.waiting.filter((one) => one.state === state).forEach(({ reached }) => reached());
    this.waiting = this.waiting.filter((one) => one.state !== state);
  }

  inFlight(requests: number): void {
    this.counts.push(requests);
    if (requests === 0) {
      this.idle.resolve();
      this.idle = Promise.withResolvers();
    }
  }

  /** Resolves when no request has a place any more. */
  async untilIdle(): Promise<void> {
    if (this.counts.at(-1) !== 0) {
      await this.idle.promise;
    }
  }

  /** Resolves when the breaker next enters `state`. */
  until(state: BreakerState): Promise<void> {
    return new Promise((reached) => this.waiting.push({ state, reached }));
  }
}
