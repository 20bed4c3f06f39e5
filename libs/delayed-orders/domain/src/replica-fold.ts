/**
 * What one message says of one replicated row. Only the named fields were said; `null` says
 * that the monolith has no value. Messages come in any order and any number of times.
 */
export interface ReplicaUpdate<Fields> {
  readonly id: number;
  /** The row's version; 0 for rows that have none and are ordered by their position alone. */
  readonly version: number;
  /** Where the message stands in the source's log; 0 when it does not stand in one. */
  readonly position?: bigint | undefined;
  readonly fields: { readonly [Field in keyof Fields]?: Fields[Field] | null | undefined };
}

/** When a field was last set, in the monolith's own order: by version, then by log position. */
export interface Stamp {
  readonly version: number;
  readonly position: bigint;
}

/** A replicated row with the stamp at which each field was last set. */
export interface ReplicaRow<Fields> {
  readonly id: number;
  /** The newest version heard of. */
  readonly version: number;
  readonly fields: { readonly [Field in keyof Fields]?: Fields[Field] | null | undefined };
  readonly stamps: { readonly [Field in keyof Fields]?: Stamp };
}

/**
 * Folds one update into a row (I1): each field keeps the value of the newest stamp that named
 * it, so any order and any repetition of the same updates gives the same row; updates of an equal
 * version merge field by field, and where two of them name the same field, the later position in
 * the source's log is right. Equal stamps are repetitions and say the same. The replica's SQL does
 * the same, set-wise; a property test holds the two together.
 */
export function foldUpdate<Fields>(
  row: ReplicaRow<Fields> | undefined,
  update: ReplicaUpdate<Fields>,
): ReplicaRow<Fields> {
  const stamp: Stamp = { version: update.version, position: update.position ?? 0n };
  const fields = { ...row?.fields } as Record<string, unknown>;
  const stamps = { ...row?.stamps } as Record<string, Stamp>;
  for (const [field, value] of Object.entries(update.fields)) {
    const known = stamps[field];
    if (value === undefined || (known !== undefined && isOlder(stamp, known))) continue;
    fields[field] = value;
    stamps[field] = stamp;
  }
  return {
    id: update.id,
    version: Math.max(row?.version ?? -1, update.version),
    fields: fields as ReplicaRow<Fields>['fields'],
    stamps: stamps as ReplicaRow<Fields>['stamps'],
  };
}

/** Folds many updates into one row per id, in the order of first mention. */
export function foldUpdates<Fields>(
  updates: Iterable<ReplicaUpdate<Fields>>,
): ReplicaRow<Fields>[] {
  const rows = new Map<number, ReplicaRow<Fields>>();
  for (const update of updates) rows.set(update.id, foldUpdate(rows.get(update.id), update));
  return [...rows.values()];
}

function isOlder(stamp: Stamp, known: Stamp): boolean {
  return stamp.version === known.version
    ? stamp.position < known.position
    : stamp.version < known.version;
}
