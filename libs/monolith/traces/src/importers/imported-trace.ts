import type { Trace } from '../trace.js';

/** A trace made from a published set, and what had to be done to its rows. */
export interface ImportedTrace {
  readonly trace: Trace;
  readonly rowsRead: number;
  /** Rows altered or left out, by what was done; only what happened at least once. */
  readonly changes: readonly ImportChange[];
  /** What the source does not say and the trace therefore assumes. */
  readonly notes: readonly string[];
}

/** One kind of change, and how many rows it met. */
export interface ImportChange {
  readonly what: string;
  readonly rows: number;
}
