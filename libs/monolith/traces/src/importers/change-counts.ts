import type { ImportChange } from './imported-trace.js';

/** Counts what an importer does to the rows of its source. */
export class ChangeCounts {
  private readonly rows = new Map<string, number>();

  add(what: string): void {
    this.rows.set(what, (this.rows.get(what) ?? 0) + 1);
  }

  all(): ImportChange[] {
    return [...this.rows].map(([what, rows]) => ({ what, rows }));
  }
}
