import type { Database } from '@ftgo/platform-postgres';
import type { Logger, Readiness } from '@ftgo/platform-observability';
import type { LogTailerMetrics } from '../log-tailer-metrics.js';
import { createStateTables } from '../state/create-state-tables.js';
import type { PostgresSlot } from './postgres-slot.js';
import { lossOf, lostSlotSentence } from './slot.js';

export interface SlotWatchOptions {
  readonly database: Database;
  readonly slot: PostgresSlot;
  readonly metrics: LogTailerMetrics;
  readonly readiness: Readiness;
  readonly logger: Logger;
}

const DEPENDENCY = 'slot';
const NOT_MADE = 'is not made yet; that waits for running transactions to end';

/** Looks how the slot stands, on the active tailer as on a standby, and tells when it is lost. */
export class SlotWatch {
  private told: string | undefined;

  constructor(private readonly options: SlotWatchOptions) {
    options.readiness.expect(DEPENDENCY);
  }

  /** One look. @throws when the database is away */
  async look(): Promise<void> {
    const { database, slot, metrics, readiness } = this.options;
    await createStateTables(database);
    const [current, record] = [await slot.read(), await slot.record()];
    const loss = lossOf(current, record);
    metrics.slot(current, loss !== undefined);
    if (record === undefined) readiness.down(DEPENDENCY, NOT_MADE);
    else if (loss === undefined) readiness.up(DEPENDENCY);
    else readiness.down(DEPENDENCY, lostSlotSentence(slot.name, loss));
    this.tell(loss);
  }

  private tell(loss: string | undefined): void {
    const { slot, logger } = this.options;
    if (loss !== undefined && loss !== this.told) {
      logger.error({ slot: slot.name }, lostSlotSentence(slot.name, loss));
    }
    this.told = loss;
  }
}
