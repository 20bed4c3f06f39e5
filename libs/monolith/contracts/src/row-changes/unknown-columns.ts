import type { Notice } from '../translation.js';
import { nameOf } from '../translation.js';
import type { RowChange } from './row-change.js';
import { ADDITION } from './row-change.js';

const MOST_TOLD = 5;

/** A table that grew in the middle of the stream: its new columns are left alone, and counted. */
export function unknownColumns(change: RowChange, known: ReadonlySet<string>): Notice[] {
  return Object.keys(change.row)
    .filter((column) => !known.has(column) && !column.startsWith(ADDITION))
    .slice(0, MOST_TOLD)
    .map((column) => ({ cause: 'unknown-column', detail: `${change.table}.${nameOf(column)}` }));
}
