import type { TailedTable } from '../tables.js';

/** Thrown when a snapshot reads a table that cannot be read; it is tried again, others go on. */
export class UnreadableTableError extends Error {
  readonly code = 'SNAPSHOT.UNREADABLE_TABLE';

  constructor(
    readonly table: TailedTable,
    readonly reason: string,
  ) {
    super(`the table ${table} cannot be read: ${reason}`);
    this.name = 'UnreadableTableError';
  }
}
