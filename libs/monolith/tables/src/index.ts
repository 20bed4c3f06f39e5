export { MonolithTables } from './monolith-tables.js';
export type {
  IdSpan,
  MonolithRows,
  RangeDigest,
  RowsOfHours,
  UnreadableRow,
} from './monolith-tables.js';
