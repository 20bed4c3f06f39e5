export { MonolithTables } from './monolith-tables.js';
export type { IdSpan, MonolithRows, RangeDigest, RowsOfHours } from './monolith-tables.js';
