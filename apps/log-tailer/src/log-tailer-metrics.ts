import type { Registry } from '@ftgo/platform-observability';
import { Counter, Gauge } from '@ftgo/platform-observability';
import type { ShrinkCause } from './rows/fit-envelope.js';
import type { Slot } from './slot/slot.js';
import type { LoggedOperation } from './tailing/log-publisher.js';
import type { TailedTable } from './tables.js';

/** What the tailer shows of itself. */
export class LogTailerMetrics {
  private readonly active: Gauge;
  private readonly lag: Gauge;
  private readonly retained: Gauge;
  private readonly slotLost: Gauge;
  private readonly changes: Counter<'table' | 'op'>;
  private readonly snapshotRows: Counter<'table'>;
  private readonly repeats: Counter;
  private readonly shrunk: Counter<'cause'>;
  /** The newest sign that the stream gets on (epoch ms); undefined on a standby. */
  private newestSignMs: number | undefined;

  /** @param now machine time, epoch ms */
  constructor(
    registry: Registry,
    private readonly now: () => number,
  ) {
    const registers = [registry];
    const gauge = (name: string, help: string): Gauge => new Gauge({ name, help, registers });
    const counter = <Label extends string>(
      name: string,
      help: string,
      ...labelNames: Label[]
    ): Counter<Label> => new Counter({ name, help, labelNames, registers });

    this.active = gauge(
      'log_tailer_active',
      '1 on the tailer that streams or means to, 0 on a standby',
    );
    this.lag = gauge('log_tailer_slot_lag_bytes', 'Log that was written and not yet confirmed');
    this.retained = gauge(
      'log_tailer_slot_retained_bytes',
      'Log that the server keeps for the slot',
    );
    this.slotLost = gauge('log_tailer_slot_lost', '1 while the slot is lost and a new one needed');
    this.changes = counter(
      'log_tailer_changes_total',
      'Row changes read from the log; t and other are not published',
      'table',
      'op',
    );
    this.snapshotRows = counter(
      'log_tailer_snapshot_rows_total',
      'Rows read by snapshots and confirmed by the broker',
      'table',
    );
    this.repeats = counter(
      'log_tailer_repeated_publishes_total',
      'Messages published again because no queue took them or no confirm came',
    );
    this.shrunk = counter(
      'log_tailer_shrunk_messages_total',
      'Messages that had to leave something out to be small enough',
      'cause',
    );
    this.exposeAge(registry);
  }

  /** Age of the newest heartbeat that came through; undefined on a standby. */
  get behindSeconds(): number | undefined {
    return this.newestSignMs === undefined ? undefined : (this.now() - this.newestSignMs) / 1000;
  }

  becomeActive(): void {
    this.active.set(1);
    this.newestSignMs ??= this.now();
  }

  becomeStandby(): void {
    this.active.set(0);
    this.newestSignMs = undefined;
  }

  /** A heartbeat came through: all that was committed before `sentAtMs` has been published. */
  heartbeat(sentAtMs: number): void {
    this.newestSignMs = sentAtMs;
  }

  slot(slot: Slot | undefined, isLost: boolean): void {
    this.lag.set(slot?.lagBytes ?? 0);
    this.retained.set(slot?.retainedBytes ?? 0);
    this.slotLost.set(Number(isLost));
  }

  read(table: TailedTable | 'other', op: LoggedOperation): void {
    this.changes.inc({ table, op });
  }

  snapshotRowsRead(table: TailedTable, rows: number): void {
    this.snapshotRows.inc({ table }, rows);
  }

  repeated(): void {
    this.repeats.inc();
  }

  shrank(cause: ShrinkCause): void {
    this.shrunk.inc({ cause });
  }

  /** Reckoned when asked for: a tailer that hangs must not show the age of its last good moment. */
  private exposeAge(registry: Registry): void {
    const age = (): number | undefined => this.behindSeconds;
    new Gauge({
      name: 'log_tailer_behind_seconds',
      help: 'Age of the newest heartbeat that came through the log; of the active tailer only',
      registers: [registry],
      collect() {
        const seconds = age();
        if (seconds === undefined) this.remove();
        else this.set(seconds);
      },
    });
  }
}
