import type { Registry } from '@ftgo/platform-observability';
import { Counter } from '@ftgo/platform-observability';

/** Counts what became of attempts to accept an offer. */
export class OfferMetrics {
  private readonly attempts: Counter<'outcome'>;

  constructor(registry: Registry) {
    this.attempts = new Counter({
      name: 'offers_accepted_total',
      help: 'Attempts to accept an offer, by outcome',
      labelNames: ['outcome'],
      registers: [registry],
    });
  }

  accepted(outcome: 'accepted' | 'already' | 'expired' | 'invalid'): void {
    this.attempts.inc({ outcome });
  }
}
