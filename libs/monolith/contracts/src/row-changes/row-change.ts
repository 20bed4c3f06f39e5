import type { JsonObject } from '../json.js';

/** What happened to a row: created, updated, deleted, or read by a snapshot. */
export type RowOperation = 'c' | 'u' | 'd' | 'r';

/** One row change, whatever form it came in. */
export interface RowChange {
  readonly table: string;
  readonly operation: RowOperation;
  /** The row afterwards; for a deletion what is known of it before, at least its key. */
  readonly row: JsonObject;
  /** The source's type of a column, where the message told it (`io.debezium.time.Time`). */
  readonly typeOf: (column: string) => string | undefined;
  readonly position: bigint;
  /** When the source committed it (machine time), where the message tells. */
  readonly committedAt: Date | undefined;
}

/** A message of the feed of row changes that nobody can tell the meaning of. */
export interface MisunderstoodRow {
  readonly kind: 'misunderstood';
  readonly cause: 'wrong-schema' | 'unknown-operation' | 'absurd-moment';
  readonly detail: string;
}

/** A message of the feed of row changes: a change, a sign of life, or none of ours. */
export type RowMessage =
  | { readonly kind: 'change'; readonly change: RowChange }
  | { readonly kind: 'heartbeat'; readonly sentAt: Date }
  /** A tombstone, a schema change, the bounds of a transaction: understood, and no news. */
  | { readonly kind: 'no-news' }
  | MisunderstoodRow;

/** So begin the names of what the connector was told to add to a flattened row. */
export const ADDITION = '__';
