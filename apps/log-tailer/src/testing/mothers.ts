import type { RowChange, Transaction } from '../log/row-change.js';
import type { Envelope } from '../rows/envelope.js';
import type { SnapshotRow } from '../rows/row-messages.js';

/** 18:40 on a Saturday in October, as PostgreSQL's commit of that second tells it. */
export const COMMITTED_AT = 1_791_052_800_123;

export const aTransaction = (changes: Partial<Transaction> = {}): Transaction => ({
  lsn: 289_611_384n,
  id: 2_356,
  committedAtMs: COMMITTED_AT,
  ...changes,
});

/** Order 42, accepted. */
export const anAcceptance = (changes: Partial<RowChange> = {}): RowChange => ({
  operation: 'u',
  table: 'orders',
  key: ['id'],
  before: null,
  after: { id: 42, version: 1, order_state: 'ACCEPTED', notes: null },
  transaction: aTransaction(),
  order: 2,
  orderInTable: 1,
  ...changes,
});

export const aSnapshotRow = (changes: Partial<SnapshotRow> = {}): SnapshotRow => ({
  snapshotId: '0b5fbd0e-5bd0-4e5b-9d55-2f6f0d3f6a10',
  isInitial: false,
  table: 'orders',
  key: ['id'],
  row: { id: 42, version: 1, order_state: 'ACCEPTED' },
  lsn: 289_600_000n,
  ...changes,
});

export const anEnvelope = (changes: Partial<Envelope> = {}): Envelope => ({
  before: null,
  after: { id: 42, version: 1, notes: 'mild, please' },
  source: {
    version: 'spec',
    connector: 'postgresql',
    name: 'ftgo',
    ts_ms: COMMITTED_AT,
    snapshot: 'false',
    db: 'ftgo',
    sequence: '[null,"289611384"]',
    schema: 'public',
    table: 'orders',
    txId: 2_356,
    lsn: 289_611_384,
    xmin: null,
  },
  op: 'u',
  ts_ms: COMMITTED_AT + 20,
  transaction: { id: '2356:289611384', total_order: 2, data_collection_order: 1 },
  ...changes,
});
