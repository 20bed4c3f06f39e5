import { RepeatingTask } from '@ftgo/platform-lifecycle';
import type { Logger } from '@ftgo/platform-observability';
import type { PublishedTables } from '../slot/published-tables.js';
import type { SlotWatch } from '../slot/slot-watch.js';
import type { SnapshotRunner } from '../snapshots/snapshot-runner.js';
import type { Heartbeats } from './heartbeats.js';
import type { Tailer } from './tailer.js';

export interface TailerWorkOptions {
  readonly tailer: Tailer;
  readonly runner: SnapshotRunner;
  readonly tables: PublishedTables;
  readonly watch: SlotWatch;
  readonly heartbeats: Heartbeats;
  readonly heartbeatMs: number;
  readonly logger: Logger;
}

/** How soon a standby notices that it may take over, and a broken stream is tried again. */
const TURN_EVERY_MS = 1_000;
const SNAPSHOT_EVERY_MS = 1_000;
const TABLES_EVERY_MS = 5_000;
const WATCH_EVERY_MS = 1_000;

/** Everything that a tailer does all the time, and its orderly end. */
export class TailerWork {
  private readonly tasks: readonly RepeatingTask[];

  constructor(private readonly options: TailerWorkOptions) {
    const { tailer, runner, tables, watch, heartbeats, heartbeatMs } = options;
    this.tasks = [
      this.task('tail the log', TURN_EVERY_MS, () => tailer.takeTurn()),
      this.task('watch the slot', WATCH_EVERY_MS, () => watch.look()),
      this.whileStreaming('heartbeat', heartbeatMs, () => heartbeats.send()),
      this.whileStreaming('look for tables', TABLES_EVERY_MS, () => tables.reconcile()),
      this.whileStreaming('snapshot', SNAPSHOT_EVERY_MS, (term) => runner.runOnce(term)),
    ];
  }

  start(): void {
    this.tasks.forEach((task) => task.start());
  }

  /** Ends the stream first, so that another tailer can take over while the rest ends. */
  async stop(): Promise<void> {
    await this.options.tailer.stop();
    await Promise.all(this.tasks.map((task) => task.stop()));
  }

  private whileStreaming(
    name: string,
    everyMs: number,
    run: (term: NonNullable<Tailer['term']>) => Promise<unknown>,
  ): RepeatingTask {
    return this.task(name, everyMs, async () => {
      const { term } = this.options.tailer;
      return term !== undefined && (await run(term)) === true;
    });
  }

  /** @param run resolves to true when there is more to do at once */
  private task(name: string, everyMs: number, run: () => Promise<unknown>): RepeatingTask {
    const { logger } = this.options;
    return new RepeatingTask({ name, everyMs, run: async () => (await run()) === true, logger });
  }
}
