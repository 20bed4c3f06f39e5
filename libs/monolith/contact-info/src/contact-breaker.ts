import CircuitBreaker from 'opossum';

import type { BreakerState } from './contact-info-observer.js';
import { LookupFailure } from './lookup-failure.js';

/** When the breaker opens, and for how long. */
export interface BreakerSettings {
  /** Fewer lookups than this within the window never open it. */
  readonly volumeThreshold: number;
  readonly errorThresholdPercentage: number;
  /** Length of the window. */
  readonly rollingCountTimeoutMs: number;
  /** How long it stays open before one lookup may try. */
  readonly resetTimeoutMs: number;
}

export const DEFAULT_BREAKER_SETTINGS: BreakerSettings = {
  volumeThreshold: 10,
  errorThresholdPercentage: 50,
  rollingCountTimeoutMs: 10_000,
  resetTimeoutMs: 5_000,
};

/** Thrown instead of asking, while the breaker is open. */
export class BreakerOpen extends Error {
  constructor(readonly remainingMs: number | undefined) {
    super('the breaker is open');
    this.name = 'BreakerOpen';
  }
}

/** How much later than the request's own deadline opossum's is; it should never be reached. */
const TIMEOUT_MARGIN_MS = 500;

type Work = () => Promise<unknown>;

/** opossum, tamed: each option answers a behaviour that was measured. */
export class ContactBreaker {
  private readonly circuit: CircuitBreaker<[Work], unknown>;
  private openedAtMs = 0;

  constructor(
    private readonly settings: BreakerSettings,
    workTimeoutMs: number,
    onState: (state: BreakerState) => void,
  ) {
    this.circuit = new CircuitBreaker((work: Work) => work(), {
      name: 'contact-info',
      // Without it the very first failure opens the breaker.
      volumeThreshold: settings.volumeThreshold,
      errorThresholdPercentage: settings.errorThresholdPercentage,
      rollingCountTimeout: settings.rollingCountTimeoutMs,
      resetTimeout: settings.resetTimeoutMs,
      // opossum's time-out lets the call run on, so the work must end by itself before it. Its
      // AbortController would end healthy calls too, because all share it: not used.
      timeout: workTimeoutMs + TIMEOUT_MARGIN_MS,
      errorFilter: (error: unknown) => !speaksAgainstMonolith(error),
      rollingPercentilesEnabled: false,
      enableSnapshots: false,
    });
    // Only events without arguments: those of calls carry what was asked and what was answered.
    this.circuit.on('open', () => {
      this.openedAtMs = performance.now();
      onState('open');
    });
    this.circuit.on('halfOpen', () => onState('half-open'));
    this.circuit.on('close', () => onState('closed'));
  }

  /**
   * Does the work, unless the breaker is open.
   * @throws BreakerOpen when it was not done; LookupFailure `timeout` when it did not end in time.
   */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return (await this.circuit.fire(work)) as Result;
    } catch (error) {
      throw this.translated(error);
    }
  }

  /** Lets nothing through any more, and ends its timers. */
  close(): void {
    this.circuit.shutdown();
  }

  private translated(error: unknown): unknown {
    if (!(error instanceof Error) || !CircuitBreaker.isOurError(error)) {
      return error;
    }
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ETIMEDOUT'
      ? new LookupFailure('timeout')
      : new BreakerOpen(this.remainingMs());
  }

  private remainingMs(): number | undefined {
    const remaining = this.openedAtMs + this.settings.resetTimeoutMs - performance.now();
    return this.circuit.opened && remaining > 0 ? Math.ceil(remaining) : undefined;
  }
}

/**
 * What counts as a failure. Without this filter opossum counts its own refusals for want of
 * capacity (ESEMLOCKED), and opens because we are busy.
 */
function speaksAgainstMonolith(error: unknown): boolean {
  if (error instanceof LookupFailure) {
    return error.isUnhealthy;
  }
  return (error as NodeJS.ErrnoException).code !== 'ESEMLOCKED';
}
