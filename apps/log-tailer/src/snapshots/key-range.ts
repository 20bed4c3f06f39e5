import type { SnapshotCursor } from './snapshot.js';
import type { SnapshotFilter } from './snapshot-filter.js';
import type { TableDescription } from './table-description.js';
import { quoted } from './table-description.js';

/** The rows behind `cursor`, up to and with `lastKey`; null leaves that side open. */
export interface KeyRange {
  readonly cursor: SnapshotCursor;
  readonly lastKey: SnapshotCursor;
}

/** Those of a filter's rows whose keys lie in the range. */
export function withinRange(
  filter: SnapshotFilter,
  { cursor, lastKey }: KeyRange,
  table: TableDescription,
): SnapshotFilter {
  const behind = cursor === null ? filter : compared(filter, '>', cursor, table);
  return lastKey === null ? behind : compared(behind, '<=', lastKey, table);
}

function compared(
  { conditions, parameters }: SnapshotFilter,
  comparison: '>' | '<=',
  values: readonly string[],
  { key }: TableDescription,
): SnapshotFilter {
  const names = key.map(({ name }) => `t.${quoted(name)}`);
  const texts = key.map(({ type }, at) => `$${parameters.length + at + 1}::text::${type}`);
  return {
    conditions: [...conditions, `(${names.join(', ')}) ${comparison} (${texts.join(', ')})`],
    parameters: [...parameters, ...values],
  };
}
