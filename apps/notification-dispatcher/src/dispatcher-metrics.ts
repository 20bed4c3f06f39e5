import type { DelayedOrderNotification } from '@ftgo/delayed-orders-domain';
import type { Settlement } from '@ftgo/delayed-orders-persistence';
import type { ContactInfoObserver } from '@ftgo/monolith-contact-info';
import type { Registry } from '@ftgo/platform-observability';
import { Counter, Gauge, Histogram } from '@ftgo/platform-observability';

const BREAKER_STATES = ['closed', 'half-open', 'open'];

/** What the dispatcher shows of its notices and of the monolith's contact endpoint. */
export class DispatcherMetrics {
  private readonly notifications: Counter<'audience' | 'condition' | 'state'>;
  private readonly suppressed: Counter<'cause'>;
  private readonly ambiguous: Counter;
  private readonly lead: Histogram;
  private readonly sendSeconds: Histogram;
  private readonly byState: Gauge<'state'>;
  private readonly lookups: Counter<'outcome'>;
  private readonly breakerState: Gauge;
  private readonly lookupsInFlight: Gauge;

  constructor(registry: Registry) {
    const registers = [registry];
    this.notifications = new Counter({
      name: 'notifications_total',
      help: 'Attempts by how they ended',
      labelNames: ['audience', 'condition', 'state'],
      registers,
    });
    this.suppressed = new Counter({
      name: 'notification_suppressed_total',
      help: 'Notices that were not sent because they no longer held',
      labelNames: ['cause'],
      registers,
    });
    this.ambiguous = new Counter({
      name: 'notification_ambiguous_total',
      help: 'Sends whose answer was lost',
      registers,
    });
    this.lead = new Histogram({
      name: 'notification_lead_seconds',
      help: 'Business time from the sent notice to the promise; negative = after it',
      buckets: [-3600, -1800, -900, -300, 0, 300, 600, 900, 1200, 1500, 1800],
      registers,
    });
    this.sendSeconds = new Histogram({
      name: 'smtp_send_seconds',
      help: 'Time of one send, from the hand-over to the answer',
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30],
      registers,
    });
    this.byState = new Gauge({
      name: 'notifications_by_state',
      help: 'Notifications in the ledger: the open ones and those of the last day',
      labelNames: ['state'],
      registers,
    });
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

  sent(seconds: number): void {
    this.sendSeconds.observe(seconds);
  }

  settled(notification: DelayedOrderNotification, settlement: Settlement, now: Date): void {
    const { audience, condition, promisedAt } = notification;
    const { state, cause, isAmbiguous } = settlement;
    this.notifications.inc({ audience, condition, state: state.toLowerCase() });
    if (state === 'SUPPRESSED') this.suppressed.inc({ cause: cause ?? 'unknown' });
    if (isAmbiguous === true) this.ambiguous.inc();
    if (state === 'SENT' && promisedAt !== undefined && audience === 'CUSTOMER') {
      this.lead.observe((promisedAt.getTime() - now.getTime()) / 1000);
    }
  }

  ledger(counts: readonly { readonly state: string; readonly count: number }[]): void {
    this.byState.reset();
    for (const { state, count } of counts) this.byState.set({ state: state.toLowerCase() }, count);
  }

  readonly contactObserver: ContactInfoObserver = {
    lookup: (outcome) => this.lookups.inc({ outcome }),
    breaker: (state) => this.breakerState.set(Math.max(0, BREAKER_STATES.indexOf(state))),
    inFlight: (requests) => this.lookupsInFlight.set(requests),
  };
}
