import type { Database } from '@ftgo/platform-postgres';
import type { Logger } from '@ftgo/platform-observability';
import type { Lsn } from '../log/lsn.js';
import { lsnText } from '../log/lsn.js';
import type { PostgresSnapshots } from '../snapshots/postgres-snapshots.js';
import { createSlot } from './create-slot.js';
import type { PostgresSlot } from './postgres-slot.js';
import type { PublishedTables } from './published-tables.js';
import { wholeOf } from './published-tables.js';
import type { Slot, SlotRecord } from './slot.js';
import { lossOf } from './slot.js';
import { ForeignSlotError, SlotInTheMakingError } from './slot.errors.js';
import { awaitVisibleLsn } from './visible-lsn.js';

export interface SlotKeeperOptions {
  readonly url: string;
  readonly database: Database;
  readonly slot: PostgresSlot;
  readonly tables: PublishedTables;
  readonly snapshots: PostgresSnapshots;
  readonly logger: Logger;
}

/** Where the stream begins, or why there can be none until a new slot is asked for. */
export type SlotState =
  | { readonly kind: 'usable'; readonly confirmedLsn: Lsn; readonly visibleLsn: Lsn }
  | { readonly kind: 'lost'; readonly because: string };

const FIRST_START = 'log-tailer: first start';

/**
 * Makes the slot at the very first start, with a snapshot of everything, and never again by
 * itself: a slot that was made and is gone has left a gap, which must not be closed in silence.
 */
export class SlotKeeper {
  constructor(private readonly options: SlotKeeperOptions) {}

  /**
   * Brings about a slot to stream from. Making one takes as long as the transactions that run now.
   * @throws ForeignSlotError, SlotInTheMakingError
   */
  async ensure(signal: AbortSignal): Promise<SlotState> {
    const { slot, tables } = this.options;
    const record = await slot.record();
    // Before the slot is made: the log is read by the publication as it was at each change.
    await tables.reconcile();
    if (record?.recreationRequestedBy !== undefined) {
      await slot.drop();
      return this.make(undefined, record, signal);
    }
    const current = await slot.read();
    if (record === undefined) return this.make(current, undefined, signal);
    const because = lossOf(current, record);
    if (because !== undefined || current === undefined) {
      return { kind: 'lost', because: because ?? '' };
    }
    return { kind: 'usable', confirmedLsn: this.placeOf(current), visibleLsn: record.visibleLsn };
  }

  /** Makes the slot, or takes the one that is there, and remembers its birth. */
  private async make(
    existing: Slot | undefined,
    before: SlotRecord | undefined,
    signal: AbortSignal,
  ): Promise<SlotState> {
    const { url, database, slot, tables, logger } = this.options;
    if (existing === undefined) await createSlot(url, slot.name, signal);
    const current = await slot.read();
    if (current === undefined) throw new SlotInTheMakingError(slot.name);
    const confirmedLsn = this.placeOf(current);
    const visibleLsn = await awaitVisibleLsn(database, signal);
    const published = await tables.reconcile();
    const requestedBy = before?.recreationRequestedBy ?? FIRST_START;
    await database.transaction(async (transaction) => {
      const { snapshots } = this.options;
      await slot.recordBirth(transaction, visibleLsn);
      await snapshots.cancelAll(transaction);
      await snapshots.request(transaction, published.map(wholeOf), {
        requestedBy,
        isInitial: true,
      });
    });
    logger.info({ slot: slot.name, lsn: lsnText(confirmedLsn) }, 'the slot was made');
    this.warnOfAnotherServer(before, visibleLsn);
    return { kind: 'usable', confirmedLsn, visibleLsn };
  }

  private placeOf({ plugin, isOfThisDatabase, confirmedLsn }: Slot): Lsn {
    const { name } = this.options.slot;
    if (plugin !== 'pgoutput') throw new ForeignSlotError(name, `uses the plugin ${plugin}`);
    if (!isOfThisDatabase) throw new ForeignSlotError(name, 'belongs to another database');
    if (confirmedLsn === undefined) throw new SlotInTheMakingError(name);
    return confirmedLsn;
  }

  /** On the same server the log only grows; consumers compare its places across slots. */
  private warnOfAnotherServer(before: SlotRecord | undefined, visibleLsn: Lsn): void {
    if (before === undefined || visibleLsn >= before.visibleLsn) return;
    this.options.logger.error(
      { was: lsnText(before.visibleLsn), is: lsnText(visibleLsn) },
      'the log is shorter than it was: this is another server, or one restored. Consumers will take new changes for old ones; see the runbook LogTailerSlotLost',
    );
  }
}
