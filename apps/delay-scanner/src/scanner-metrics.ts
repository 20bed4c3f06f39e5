import type { SavedDecisions } from '@ftgo/delayed-orders-persistence';
import type { RelayObserver } from '@ftgo/platform-outbox';
import type { Registry } from '@ftgo/platform-observability';
import { Counter, Gauge, Histogram } from '@ftgo/platform-observability';

/** What the scanner shows of its decisions, of outcomes and of what it published. */
export class ScannerMetrics {
  private readonly decisions: Counter<'condition' | 'reason'>;
  private readonly changes: Counter<'policy' | 'condition'>;
  private readonly undecidedOrders: Counter;
  private readonly batchSeconds: Histogram;
  private readonly offers: Counter<'outcome'>;
  private readonly outcomes: Counter<'ending' | 'punctuality'>;
  private readonly lateness: Histogram;
  private readonly foreseen: Counter<'foreseen'>;
  private readonly published: Counter;
  private readonly returned: Counter;
  private readonly lastTick: Gauge;
  private readonly held: Gauge;

  constructor(registry: Registry) {
    const registers = [registry];
    const counter = <Label extends string>(
      name: string,
      help: string,
      ...labelNames: Label[]
    ): Counter<Label> => new Counter({ name, help, labelNames, registers });
    const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers });
    const histogram = (name: string, help: string, buckets: number[]): Histogram =>
      new Histogram({ name, help, buckets, registers });

    this.decisions = counter(
      'delayed_orders_decisions_total',
      'Conditions that were decided and told to the customer',
      'condition',
      'reason',
    );
    this.changes = counter(
      'delayed_orders_changes_total',
      'Changes of condition, by the policy that decided them',
      'policy',
      'condition',
    );
    this.undecidedOrders = counter(
      'delay_scanner_undecided_total',
      'Orders about which nothing could be decided; a bug each',
    );
    this.offers = counter('offers_total', 'Offers, by whether the budget bore them', 'outcome');
    this.outcomes = counter('order_outcomes_total', 'Orders that ended', 'ending', 'punctuality');
    this.foreseen = counter(
      'lateness_foreseen_total',
      'Orders that ended late or undelivered, by the warning that there was',
      'foreseen',
    );
    this.published = counter('outbox_published_total', 'Messages that the broker confirmed');
    this.returned = counter('outbox_returned_total', 'Messages that no queue took');
    this.batchSeconds = histogram(
      'delay_scanner_batch_seconds',
      'Time of one batch, from claim to commit',
      [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
    );
    this.lateness = histogram(
      'order_lateness_minutes',
      'Minutes after the promise at which orders were delivered; negative = early',
      [-30, -20, -10, -5, 0, 5, 10, 15, 20, 30, 45, 60],
    );
    this.lastTick = gauge(
      'delay_scanner_last_tick_timestamp_seconds',
      'When a batch was last committed (Unix seconds)',
    );
    this.held = gauge(
      'delay_scanner_held',
      '1 while decisions wait because a feed of the monolith is stale',
    );
  }

  scanned(saved: SavedDecisions, seconds: number): void {
    this.lastTick.setToCurrentTime();
    this.held.set(saved.heldBy === undefined ? 0 : 1);
    if (saved.assessed === 0) return;
    this.batchSeconds.observe(seconds);
    for (const { audience, condition, reason } of saved.notifications) {
      if (audience === 'CUSTOMER') this.decisions.inc({ condition, reason });
    }
    for (const { role, condition } of saved.changes) {
      this.changes.inc({ policy: role.toLowerCase(), condition });
    }
    this.offers.inc({ outcome: 'reserved' }, saved.offersGranted);
    this.offers.inc({ outcome: 'budget_exhausted' }, saved.offersRefused);
    for (const { ending, punctuality, minutesLate, foresight } of saved.outcomes) {
      const labels = { ending: ending.toLowerCase(), punctuality: punctuality.toLowerCase() };
      this.outcomes.inc(labels);
      if (minutesLate !== undefined) this.lateness.observe(minutesLate);
      if (punctuality === 'LATE' || ending === 'UNDELIVERED') {
        this.foreseen.inc({ foreseen: foresight.toLowerCase() });
      }
    }
  }

  undecided(): void {
    this.undecidedOrders.inc();
  }

  readonly relayObserver: RelayObserver = {
    relayed: (outcome, count) => {
      if (outcome === 'confirmed') this.published.inc(count);
      if (outcome === 'returned') this.returned.inc(count);
    },
  };
}
