import { aSnapshotRow, aTransaction, anAcceptance, COMMITTED_AT } from '../testing/mothers.js';
import type { Envelope } from './envelope.js';
import type { ShrinkCause } from './fit-envelope.js';
import { RowMessages } from './row-messages.js';

const NOW = COMMITTED_AT + 20;

describe('the message of a row change', () => {
  let shrunk: ShrinkCause[];
  let messages: RowMessages;

  beforeEach(() => {
    shrunk = [];
    messages = new RowMessages({
      exchange: 'ftgo.cdc',
      topicPrefix: 'ftgo',
      slot: 'ftgo_log_tailer',
      database: 'monolith',
      now: () => NOW,
      onShrunk: (cause) => shrunk.push(cause),
    });
  });

  it('is Debezium’s envelope on the routing key of the table', () => {
    const { message } = messages.ofChange(anAcceptance());
    expect(message).toEqual({
      exchange: 'ftgo.cdc',
      routingKey: 'ftgo.public.orders',
      messageId: 'ftgo_log_tailer:289611384:2',
      body: {
        before: null,
        after: { id: 42, version: 1, order_state: 'ACCEPTED', notes: null },
        source: {
          version: 'ftgo-log-tailer-1',
          connector: 'postgresql',
          name: 'ftgo',
          ts_ms: COMMITTED_AT,
          snapshot: 'false',
          db: 'monolith',
          sequence: '[null,"289611384"]',
          schema: 'public',
          table: 'orders',
          txId: 2_356,
          lsn: 289_611_384,
          xmin: null,
        },
        op: 'u',
        ts_ms: NOW,
        transaction: { id: '2356:289611384', total_order: 2, data_collection_order: 1 },
      },
    });
  });

  it('has the same id when the change is read again, and no other change has it', () => {
    const idOf = (order: number, lsn = 1_000n): string =>
      messages.ofChange(anAcceptance({ order, transaction: aTransaction({ lsn }) })).message
        .messageId;
    expect(idOf(1)).toBe(idOf(1));
    expect(new Set([idOf(1), idOf(2), idOf(1, 1_001n)]).size).toBe(3);
  });

  it('is refused for a log beyond 2^53 bytes, where places would become one', () => {
    const beyond = anAcceptance({ transaction: aTransaction({ lsn: 2n ** 53n }) });
    expect(() => messages.ofChange(beyond)).toThrow(RangeError);
  });

  it('tells of a snapshot’s row where in the log it stands, and no transaction', () => {
    const { message } = messages.ofSnapshotRow(aSnapshotRow());
    const body = message.body as Envelope;
    expect(message.routingKey).toBe('ftgo.public.orders');
    expect(body).toMatchObject({ op: 'r', before: null, transaction: null, ts_ms: NOW });
    expect(body.after).toEqual({ id: 42, version: 1, order_state: 'ACCEPTED' });
    expect(body.source).toMatchObject({
      snapshot: 'incremental',
      lsn: 289_600_000,
      txId: null,
      ts_ms: NOW,
    });
  });

  it('tells the first snapshot of all from one that was asked for', () => {
    const { message } = messages.ofSnapshotRow(aSnapshotRow({ isInitial: true }));
    expect((message.body as Envelope).source.snapshot).toBe('true');
  });

  it('names a snapshot’s row by its snapshot, table and key', () => {
    const { message } = messages.ofSnapshotRow(aSnapshotRow());
    expect(message.messageId).toBe('0b5fbd0e-5bd0-4e5b-9d55-2f6f0d3f6a10:orders:42');
  });

  it('names it by all columns of its key', () => {
    const row = aSnapshotRow({ key: ['restaurant_id', 'day'], row: { restaurant_id: 1, day: 7 } });
    expect(messages.ofSnapshotRow(row).message.messageId).toMatch(/:orders:1:7$/);
  });

  it('names it by the fingerprint of a key that no message id can hold', () => {
    const idOf = (code: string): string =>
      messages.ofSnapshotRow(aSnapshotRow({ key: ['code'], row: { code } })).message.messageId;
    const [one, other] = [idOf(`${'카'.repeat(100)}1`), idOf(`${'카'.repeat(100)}2`)];
    expect(Buffer.byteLength(one)).toBeLessThanOrEqual(255);
    expect(one).not.toBe(other);
    expect(one).toBe(idOf(`${'카'.repeat(100)}1`));
  });

  it('leaves out what is too much, and says so once for each cause', () => {
    const long = 'm'.repeat(2 * 1024 * 1024);
    const change = anAcceptance({ before: { id: 42 }, after: { id: 42, notes: long } });
    const { message, weight } = messages.ofChange(change);
    expect(shrunk).toEqual(['before_left_out', 'columns_left_out']);
    expect(Buffer.byteLength(JSON.stringify(message.body))).toBeLessThanOrEqual(1024 * 1024);
    expect(weight).toBeLessThan(10_000);
  });
});

describe('the message of a heartbeat', () => {
  it('has a routing key of its own and tells when it was sent', () => {
    const messages = new RowMessages({
      exchange: 'ftgo.cdc',
      topicPrefix: 'ftgo',
      slot: 'ftgo_log_tailer',
      database: 'monolith',
      now: () => NOW,
      onShrunk: () => undefined,
    });
    expect(messages.ofHeartbeat(289_611_384n, COMMITTED_AT)).toEqual({
      exchange: 'ftgo.cdc',
      routingKey: '__debezium-heartbeat.ftgo',
      messageId: 'ftgo_log_tailer:289611384:heartbeat',
      body: { ts_ms: COMMITTED_AT },
    });
  });
});
