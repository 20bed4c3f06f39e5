import { UNAVAILABLE } from '../rows/column-value.js';
import {
  beginBytes,
  commitBytes,
  deleteBytes,
  insertBytes,
  INT8,
  messageBytes,
  relationBytes,
  TEXT,
  truncateBytes,
  UNTOUCHED,
  updateBytes,
} from '../testing/pgoutput-bytes.js';
import { UnreadableLogError } from './log.errors.js';
import { LogDecoder } from './log-decoder.js';
import type { LogEntry } from './log-entry.js';
import { LogEntryReader } from './log-entry-reader.js';
import type { RowChange } from './row-change.js';

const SLOT = 'ftgo_log_tailer';
const [ORDERS, RESTAURANTS, CONSUMERS] = [1, 2, 3];
const COMMIT = 1_000n;
const COMMITTED_AT = 1_791_052_800_123;

const ORDER_COLUMNS = [
  { name: 'id', typeOid: INT8, isKey: true },
  { name: 'version', typeOid: INT8 },
  { name: 'notes', typeOid: TEXT },
  { name: 'delivery_address_street1', typeOid: TEXT },
];

describe('the reader of the log', () => {
  let decoder: LogDecoder;
  let reader: LogEntryReader;
  const read = (...messages: readonly Buffer[]): LogEntry[] =>
    messages.flatMap((bytes) => reader.read(decoder.parse(bytes)));
  const changesOf = (...messages: readonly Buffer[]): RowChange[] =>
    read(...messages).flatMap((entry) => (entry.kind === 'change' ? [entry.change] : []));
  const begin = (lsn = COMMIT, xid = 4_711): Buffer => beginBytes(lsn, COMMITTED_AT, xid);

  beforeEach(() => {
    decoder = new LogDecoder('spec');
    reader = new LogEntryReader(SLOT);
    read(
      relationBytes(ORDERS, 'orders', ORDER_COLUMNS),
      relationBytes(RESTAURANTS, 'restaurants', [{ name: 'id', typeOid: INT8, isKey: true }]),
      relationBytes(CONSUMERS, 'consumers', [
        { name: 'id', typeOid: INT8, isKey: true },
        { name: 'email', typeOid: TEXT },
      ]),
    );
  });

  it('tells a created row with its transaction and its place in it', () => {
    expect(read(begin(), insertBytes(ORDERS, ['42', '0', 'mild', null]))).toEqual([
      {
        kind: 'change',
        change: {
          operation: 'c',
          table: 'orders',
          key: ['id'],
          before: null,
          after: { id: 42, version: 0, notes: 'mild' },
          transaction: { lsn: COMMIT, id: 4_711, committedAtMs: COMMITTED_AT },
          order: 1,
          orderInTable: 1,
        },
      },
    ]);
  });

  it('never tells where a customer lives (I8)', () => {
    const [change] = changesOf(begin(), insertBytes(ORDERS, ['42', '0', 'mild', '9 Amazing View']));
    expect(JSON.stringify(change?.after)).not.toContain('Amazing');
  });

  it('numbers the changes of each transaction from 1, in all and by table', () => {
    const places = changesOf(
      begin(1_000n),
      insertBytes(RESTAURANTS, ['1']),
      insertBytes(ORDERS, ['42', '0', null, null]),
      updateBytes(ORDERS, ['42', '1', null, null]),
      commitBytes(1_000n, 1_048n, COMMITTED_AT),
      begin(2_000n),
      deleteBytes(ORDERS, 'K', ['42', null, null, null]),
    ).map(({ transaction, order, orderInTable }) => [transaction.lsn, order, orderInTable]);
    expect(places).toEqual([
      [1_000n, 1, 1],
      [1_000n, 2, 1],
      [1_000n, 3, 2],
      [2_000n, 1, 1],
    ]);
  });

  it('gives a change that is read again the same place', () => {
    const again = [begin(), insertBytes(ORDERS, ['42', '0', null, null])];
    expect(changesOf(...again)).toEqual(changesOf(...again));
  });

  it('tells of an update what the log has: the new row', () => {
    const [change] = changesOf(begin(), updateBytes(ORDERS, ['42', '1', 'mild', null]));
    expect(change).toMatchObject({ operation: 'u', before: null, after: { id: 42, version: 1 } });
  });

  it('marks a long value that the update did not touch', () => {
    const [change] = changesOf(begin(), updateBytes(ORDERS, ['42', '1', UNTOUCHED, null]));
    expect(change?.after).toEqual({ id: 42, version: 1, notes: UNAVAILABLE });
  });

  it('tells the whole old row where the table keeps it (REPLICA IDENTITY FULL)', () => {
    const before = { kind: 'O', values: ['42', '0', 'mild', null] } as const;
    const [change] = changesOf(begin(), updateBytes(ORDERS, ['42', '1', UNTOUCHED, null], before));
    expect(change).toMatchObject({
      operation: 'u',
      before: { id: 42, version: 0, notes: 'mild' },
      after: { id: 42, version: 1, notes: 'mild' },
    });
  });

  it('tells of a deleted row its key and nothing that it does not know', () => {
    const [change] = changesOf(begin(), deleteBytes(ORDERS, 'K', ['42', null, null, null]));
    expect(change).toMatchObject({ operation: 'd', before: { id: 42 }, after: null });
    expect(Object.keys(change?.before ?? {})).toEqual(['id']);
  });

  it('makes two changes of one that gives a row another key: the old one is gone', () => {
    const before = { kind: 'K', values: ['42', null, null, null] } as const;
    const changes = changesOf(begin(), updateBytes(ORDERS, ['43', '1', 'mild', null], before));
    expect(changes).toMatchObject([
      { operation: 'd', before: { id: 42 }, after: null, order: 1 },
      { operation: 'c', before: null, after: { id: 43, version: 1 }, order: 2 },
    ]);
  });

  it('reads transaction numbers of four billion and less without a sign', () => {
    const [change] = changesOf(begin(COMMIT, 4_000_000_000), insertBytes(RESTAURANTS, ['1']));
    expect(change?.transaction.id).toBe(4_000_000_000);
  });

  it('tells where a complete transaction was committed, not where its record ends', () => {
    expect(read(begin(), commitBytes(COMMIT, 1_048n, COMMITTED_AT))).toEqual([
      { kind: 'commit', lsn: COMMIT },
    ]);
  });

  it('tells a change of a table that is none of ours without its row (I8)', () => {
    const entries = read(begin(), insertBytes(CONSUMERS, ['7', 'john@doe.example']));
    expect(entries).toEqual([
      { kind: 'unpublished', schema: 'public', table: 'consumers', operation: 'c' },
    ]);
  });

  it('takes a table of the same name in another schema for none of ours', () => {
    const archive = relationBytes(9, 'orders', ORDER_COLUMNS, { schema: 'archive' });
    expect(read(archive, begin(), insertBytes(9, ['42', '0', null, null]))).toEqual([
      { kind: 'unpublished', schema: 'archive', table: 'orders', operation: 'c' },
    ]);
  });

  it('tells that tables were truncated', () => {
    expect(read(begin(), truncateBytes(ORDERS, RESTAURANTS))).toEqual([
      { kind: 'unpublished', schema: 'public', table: 'orders', operation: 't' },
      { kind: 'unpublished', schema: 'public', table: 'restaurants', operation: 't' },
    ]);
  });

  it('knows its own heartbeats', () => {
    expect(read(messageBytes(2_000n, SLOT, '{"ts_ms":1791052800000}'))).toEqual([
      { kind: 'heartbeat', lsn: 2_000n, sentAtMs: 1_791_052_800_000 },
    ]);
  });

  it('passes over messages that other programs wrote into the log', () => {
    expect(read(messageBytes(2_000n, 'other', '{"ts_ms":1}'))).toEqual([]);
    expect(read(messageBytes(2_000n, SLOT, 'vindaloo'))).toEqual([]);
  });

  it('stops at what cannot be read: passing over it would lose a change without a word', () => {
    expect(() => read(Buffer.from('Z'))).toThrow(UnreadableLogError);
    expect(() => read(insertBytes(99, ['42']))).toThrow(UnreadableLogError);
  });

  it('stops at a change without a transaction', () => {
    expect(() => read(insertBytes(RESTAURANTS, ['1']))).toThrow(UnreadableLogError);
  });
});
