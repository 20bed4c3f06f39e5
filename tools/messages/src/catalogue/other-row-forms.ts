/** A form of row message that is read besides the plain envelope. */
export interface RowForm {
  readonly form: string;
  readonly becomes: string;
  /** The contracts' sample that shows it. */
  readonly sample: string;
}

/** What Debezium may be told to send instead, and what is read out of it. */
export const OTHER_ROW_FORMS: readonly RowForm[] = [
  {
    form: 'with its schema around it: `{schema, payload}`',
    becomes: 'the same; the schema tells the units of times',
    sample: 'postgres-with-schema',
  },
  {
    form: 'flattened (`ExtractNewRecordState`), with what was added as `__table`, `__op`, `__lsn` …',
    becomes: 'the same',
    sample: 'flattened-with-additions',
  },
  {
    form: 'a deletion, flattened: `__deleted`',
    becomes: 'a deletion',
    sample: 'flattened-delete',
  },
  {
    form: 'a snapshot’s row: `op` is `r`, or `source.snapshot` says so',
    becomes: 'a row older than every change at its place in the log',
    sample: 'operation-read',
  },
  {
    form: '`__debezium_unavailable_value` in a long column',
    becomes: 'nothing is said of that column',
    sample: 'unavailable-value',
  },
  {
    form: 'a tombstone: empty, `null`, or the text `default`',
    becomes: 'no news',
    sample: 'tombstone-default',
  },
  {
    form: 'the bounds of a transaction, a change of the schema, a logical message',
    becomes: 'no news',
    sample: 'transaction-begin',
  },
  { form: 'a row of another table', becomes: 'counted, no news', sample: 'unknown-table' },
  {
    form: 'an unknown column in a known table',
    becomes: 'counted, left alone',
    sample: 'unknown-column',
  },
  { form: 'a truncation', becomes: 'quarantined', sample: 'operation-truncate' },
];
