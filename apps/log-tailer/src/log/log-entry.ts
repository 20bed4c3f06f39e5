import type { Lsn } from './lsn.js';
import type { RowChange } from './row-change.js';

/** What the log says that matters here. */
export type LogEntry =
  | { readonly kind: 'change'; readonly change: RowChange }
  /** A transaction is complete: the slot may move to `lsn` once its changes are confirmed. */
  | { readonly kind: 'commit'; readonly lsn: Lsn }
  /** Our own sign of life, come back in its place of the log. */
  | { readonly kind: 'heartbeat'; readonly lsn: Lsn; readonly sentAtMs: number }
  /** A change that is not published: of a table that is none of ours, or a truncation. */
  | {
      readonly kind: 'unpublished';
      readonly schema: string;
      readonly table: string;
      readonly operation: 'c' | 'u' | 'd' | 't';
    };
