/**
 * What one message says of one replicated row. Only the named fields were said; `null` says
 * that the monolith has no value. Messages come in any order and any number of times.
 */
export interface ReplicaUpdate<Fields> {
  readonly id: number;
  readonly version: number;
  readonly fields: { readonly [Field in keyof Fields]?: Fields[Field] | null | undefined };
}

/** A replicated row with the version at which each field was last set. */
export interface ReplicaRow<Fields> {
  readonly id: number;
  /** The newest version heard of. */
  readonly version: number;
  readonly fields: { readonly [Field in keyof Fields]?: Fields[Field] | null | undefined };
  readonly fieldVersions: { readonly [Field in keyof Fields]?: number };
}

/**
 * Folds one update into a row (I1): each field keeps the value of the newest version that named
 * it, so any order and any repetition of the same updates gives the same row; updates of an equal
 * version merge field by field. The replica's SQL does the same, set-wise; a property test holds
 * the two together.
 */
export function foldUpdate<Fields>(
  row: ReplicaRow<Fields> | undefined,
  update: ReplicaUpdate<Fields>,
): ReplicaRow<Fields> {
  const fields = { ...row?.fields } as Record<string, unknown>;
  const versions = { ...row?.fieldVersions } as Record<string, number>;
  for (const [field, value] of Object.entries(update.fields)) {
    if (value === undefined || update.version < (versions[field] ?? -1)) continue;
    fields[field] = value;
    versions[field] = update.version;
  }
  return {
    id: update.id,
    version: Math.max(row?.version ?? -1, update.version),
    fields: fields as ReplicaRow<Fields>['fields'],
    fieldVersions: versions as ReplicaRow<Fields>['fieldVersions'],
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
