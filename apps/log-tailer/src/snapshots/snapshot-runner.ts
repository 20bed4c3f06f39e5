import type { Database } from '@ftgo/platform-postgres';
import type { Logger } from '@ftgo/platform-observability';
import type { Lsn } from '../log/lsn.js';
import type { PublishingWindow } from '../publishing/publishing-window.js';
import { WindowClosedError } from '../publishing/publishing.errors.js';
import type { RowMessages } from '../rows/row-messages.js';
import type { PostgresSlot } from '../slot/postgres-slot.js';
import type { VisibleLsn } from '../slot/visible-lsn.js';
import type { TailedTable } from '../tables.js';
import type { PostgresSnapshots } from './postgres-snapshots.js';
import { readChunk } from './read-chunk.js';
import type { Snapshot } from './snapshot.js';
import { measureTable } from './table-extent.js';

export interface SnapshotRunnerOptions {
  readonly database: Database;
  readonly snapshots: PostgresSnapshots;
  readonly slot: PostgresSlot;
  readonly logger: Logger;
  readonly chunkRows: number;
  readonly monolithTimeZone: string;
  readonly onRows: (table: TailedTable, rows: number) => void;
}

/** What one stretch as the active tailer lends to snapshots. */
export interface SnapshotMeans {
  readonly window: PublishingWindow;
  readonly messages: RowMessages;
  readonly visibleLsn: VisibleLsn;
}

const CHUNK_BYTES = 8 * 1024 * 1024;

/**
 * Reads the requested snapshots chunk by chunk, beside the stream and without stopping it. A
 * chunk's rows tell a place in the log up to which they hold every commit, so whoever applies
 * them can tell them from the stream's changes, in whatever order both arrive.
 *
 * Progress is kept after the broker has confirmed the chunk: killed at any moment, the next
 * tailer reads at most one chunk again, with the same message ids.
 */
export class SnapshotRunner {
  constructor(private readonly options: SnapshotRunnerOptions) {}

  /** Reads one chunk of one snapshot. @returns whether more may be to do */
  async runOnce(means: SnapshotMeans): Promise<boolean> {
    const { snapshots, logger } = this.options;
    const snapshot = await snapshots.next();
    if (snapshot === undefined) return false;
    try {
      await this.readOne(snapshot, means);
      return true;
    } catch (err) {
      // Whoever closed the window ends this tailer's time as the active one.
      if (err instanceof WindowClosedError) return false;
      const trouble = err instanceof Error ? err.message : String(err);
      logger.error({ err, snapshotId: snapshot.id, table: snapshot.table }, 'no chunk can be read');
      await snapshots.postpone(snapshot, trouble);
      return false;
    }
  }

  private async readOne(snapshot: Snapshot, means: SnapshotMeans): Promise<void> {
    // Before rows are looked at, never after: see VisibleLsn.
    const lsn = await means.visibleLsn.newest();
    await this.options.slot.recordVisible(lsn);
    const begun = snapshot.rowsTotal === undefined ? await this.begin(snapshot) : snapshot;
    if (begun.rowsTotal === 0) await this.finish(begun);
    else await this.readNext(begun, means, lsn);
  }

  private async begin(snapshot: Snapshot): Promise<Snapshot> {
    const { database, snapshots, monolithTimeZone } = this.options;
    const extent = await measureTable(database, snapshot, monolithTimeZone);
    await snapshots.begin(snapshot, extent);
    return { ...snapshot, rowsTotal: extent.rows, lastKey: extent.lastKey };
  }

  private async readNext(
    snapshot: Snapshot,
    { window, messages }: SnapshotMeans,
    lsn: Lsn,
  ): Promise<void> {
    const { database, snapshots, chunkRows, monolithTimeZone: timeZone } = this.options;
    const size = { rows: chunkRows, bytes: CHUNK_BYTES };
    const { key, rows, cursor } = await readChunk(database, snapshot, snapshot, { size, timeZone });
    const { id: snapshotId, isInitial, table } = snapshot;
    for (const row of rows) {
      const origin = { snapshotId, isInitial, table, key, row, lsn };
      await window.add(messages.ofSnapshotRow(origin));
    }
    await window.confirmed();
    if (rows.length === 0) return this.finish(snapshot);
    await snapshots.advance(snapshot, cursor, rows.length);
    this.options.onRows(table, rows.length);
  }

  private async finish(snapshot: Snapshot): Promise<void> {
    const { id: snapshotId, table, rowsDone: rows } = snapshot;
    await this.options.snapshots.finish(snapshot);
    this.options.logger.info({ snapshotId, table, rows }, 'snapshot done');
  }
}
