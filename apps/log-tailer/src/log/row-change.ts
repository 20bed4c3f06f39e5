import type { Row } from '../rows/column-value.js';
import type { TailedTable } from '../tables.js';
import type { Lsn } from './lsn.js';

/** A committed transaction of the monolith's. */
export interface Transaction {
  /** Where its commit stands in the log: transactions become visible in this order. */
  readonly lsn: Lsn;
  readonly id: number;
  readonly committedAtMs: number;
}

/** One row that a transaction created, updated or deleted. */
export interface RowChange {
  readonly operation: 'c' | 'u' | 'd';
  readonly table: TailedTable;
  /** The columns by which a row is known. */
  readonly key: readonly string[];
  /** The row as it was, or its key alone, as far as the log tells. */
  readonly before: Row | null;
  readonly after: Row | null;
  readonly transaction: Transaction;
  /** The change's place in its transaction, from 1; the same each time that it is read. */
  readonly order: number;
  /** Its place among the changes of its table in its transaction, from 1. */
  readonly orderInTable: number;
}
