import type { ContactInfoObserver } from '@ftgo/monolith-contact-info';
import type { Registry } from '@ftgo/platform-observability';
import { Counter, Gauge } from '@ftgo/platform-observability';

const BREAKER_STATES = ['closed', 'half-open', 'open'];

/** What the dispatcher shows of the monolith's contact endpoint. */
export class ContactMetrics implements ContactInfoObserver {
  private readonly lookups: Counter<'outcome'>;
  private readonly breakerState: Gauge;
  private readonly lookupsInFlight: Gauge;

  constructor(registry: Registry) {
    const registers = [registry];
    this.lookups = new Counter({
      name: 'contact_lookups_total',
      help: 'Questions for contact data, by answer',
      labelNames: ['outcome'],
      registers,
    });
    this.breakerState = new Gauge({
      name: 'contact_breaker_state',
      help: 'Circuit breaker of the contact endpoint: 0 closed, 1 half open, 2 open',
      registers,
    });
    this.lookupsInFlight = new Gauge({
      name: 'contact_lookups_in_flight',
      help: 'Questions that wait for the monolith',
      registers,
    });
  }

  lookup: ContactInfoObserver['lookup'] = (outcome) => this.lookups.inc({ outcome });

  breaker: ContactInfoObserver['breaker'] = (state) =>
    this.breakerState.set(Math.max(0, BREAKER_STATES.indexOf(state)));

  inFlight: ContactInfoObserver['inFlight'] = (requests) => this.lookupsInFlight.set(requests);
}
