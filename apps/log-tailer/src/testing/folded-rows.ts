import type { Row } from '../rows/column-value.js';
import type { Envelope } from '../rows/envelope.js';

interface Held {
  readonly position: readonly [lsn: number, order: number];
  readonly row: Row | null;
}

/**
 * What a consumer has that applies row changes in the order in which they come, each only when its
 * position is newer than the row's. A deleted row is remembered, so that a late message does not
 * bring it back; a row of a snapshot stands before every change at its position.
 */
export function foldRows(changes: readonly Envelope[], table: string): Row[] {
  const held = new Map<string, Held>();
  for (const change of changes.filter(({ source }) => source.table === table)) {
    const { op, before, after, source, transaction } = change;
    const row = op === 'd' ? null : after;
    const key = String((op === 'd' ? before : after)?.['id']);
    const position = [source.lsn, op === 'r' ? 0 : (transaction?.total_order ?? 0)] as const;
    const known = held.get(key);
    if (known === undefined || isNewer(position, known.position)) held.set(key, { position, row });
  }
  const rows = [...held.values()].map(({ row }) => row).filter((row) => row !== null);
  return rows.sort((one, other) => Number(one['id']) - Number(other['id']));
}

const isNewer = (one: Held['position'], other: Held['position']): boolean =>
  one[0] === other[0] ? one[1] > other[1] : one[0] > other[0];
