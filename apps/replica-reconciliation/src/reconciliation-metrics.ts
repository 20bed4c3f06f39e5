import type { Registry } from '@ftgo/platform-observability';
import { Counter, Gauge } from '@ftgo/platform-observability';
import type { Reconciled } from './reconciliation.js';

/** What the reconciliation shows: how far the replica had drifted, and how fresh that figure is. */
export class ReconciliationMetrics {
  private readonly drift: Gauge;
  private readonly repaired: Counter;
  private readonly unreadable: Gauge;
  private readonly lastSweep: Gauge;

  constructor(registry: Registry) {
    const registers = [registry];
    this.drift = new Gauge({
      name: 'replica_drift_rows',
      help: 'Rows in which replica and monolith differed lastingly, in the latest sweep',
      registers,
    });
    this.repaired = new Counter({
      name: 'replica_repaired_rows_total',
      help: 'Rows that the reconciliation repaired',
      registers,
    });
    this.unreadable = new Gauge({
      name: 'reconciliation_unreadable_rows',
      help: 'Rows of the monolith that the latest sweep could not read and left out',
      registers,
    });
    this.lastSweep = new Gauge({
      name: 'reconciliation_last_sweep_timestamp_seconds',
      help: 'When the latest sweep ended (Unix seconds)',
      registers,
    });
  }

  swept({ drifted, repaired, unreadable }: Omit<Reconciled, 'compared'>): void {
    this.drift.set(drifted);
    this.repaired.inc(repaired);
    this.unreadable.set(unreadable);
    this.lastSweep.setToCurrentTime();
  }
}
