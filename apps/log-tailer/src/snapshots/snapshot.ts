import type { TailedTable } from '../tables.js';

/** `running` also while it waits for its turn. */
export type SnapshotState = 'running' | 'paused' | 'done' | 'cancelled';

/** Which rows are read. */
export interface SnapshotScope {
  readonly table: TailedTable;
  /** Only what belongs to orders created from this instant on. */
  readonly since: Date | undefined;
  readonly restaurantId: number | undefined;
}

/** Key values of a row, as texts in the key's order; the cursor's are null at the beginning. */
export type SnapshotCursor = readonly string[] | null;

/** A table, or a part of it, that is read beside the stream, chunk by chunk. */
export interface Snapshot extends SnapshotScope {
  readonly id: string;
  /** It belongs to a new slot, whose stream knows nothing of what was before. */
  readonly isInitial: boolean;
  readonly state: SnapshotState;
  /** The last row that is done. */
  readonly cursor: SnapshotCursor;
  /**
   * The last row that there was at its beginning, and null when there was none or it has not begun.
   * Rows behind it came later and are in the stream: reading them too, a snapshot of a table that
   * grows quicker than it is read would never end.
   */
  readonly lastKey: SnapshotCursor;
  /** Rows that the broker has confirmed. */
  readonly rowsDone: number;
  /** Rows that there were at its beginning; from a million on an estimate. Undefined before. */
  readonly rowsTotal: number | undefined;
  /** Why it does not get on now; undefined while it does. */
  readonly trouble: string | undefined;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly updatedAt: Date;
}
