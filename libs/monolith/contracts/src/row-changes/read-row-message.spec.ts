import {
  flattened,
  mysqlSource,
  orderRow,
  postgresSource,
  rowMessage,
  withSchema,
} from '../testing/index.js';
import { readRowMessage } from './read-row-message.js';
import type { RowChange } from './row-change.js';

const KEY = 'ftgo.public.orders';
const HEARTBEAT_KEY = '__debezium-heartbeat.ftgo';
const AT_MS = Date.parse('2026-10-03T18:05:12Z');
const row = orderRow();

function changeIn(body: unknown, routingKey = KEY): RowChange {
  const message = readRowMessage(body, routingKey);
  if (message.kind !== 'change') throw new Error(JSON.stringify(message));
  return message.change;
}

describe('readRowMessage reads a change', () => {
  it.each<[string, unknown]>([
    ['in its envelope', rowMessage('orders', row)],
    ['in its envelope with the schema wrapper', withSchema(rowMessage('orders', row), {})],
    ['with schemas on but without one', { schema: null, payload: rowMessage('orders', row) }],
    ['by itself', { ...row }],
    ['by itself with the schema wrapper', { schema: {}, payload: row }],
    ['by itself with additions', flattened(row, { op: 'u', table: 'orders', deleted: 'false' })],
  ])('%s', (_, body) => {
    const { table, operation, row: read } = changeIn(body);
    expect([table, operation]).toEqual(['orders', 'u']);
    expect(read).toMatchObject(row);
  });

  it.each(['c', 'u', 'r'])('%s with the row as it is afterwards', (op) => {
    const before = orderRow({ version: 0 });
    expect(changeIn(rowMessage('orders', row, { op, before })).row).toBe(row);
  });

  it('d with the row as it was before', () => {
    expect(changeIn(rowMessage('orders', row, { op: 'd' })).row).toBe(row);
  });

  it.each<[string, object]>([
    ['as Debezium writes it', { deleted: 'true', op: 'd' }],
    ['as a boolean', { deleted: true, op: 'u' }],
    ['by its operation alone', { op: 'd' }],
  ])('of a row that was deleted, by itself: %s', (_, additions) => {
    expect(changeIn(flattened(row, { ...additions })).operation).toBe('d');
  });

  it('with the time of its commit at the source, not that of its processing', () => {
    const enveloped = rowMessage('orders', row, {
      source: postgresSource('orders', { ts_ms: AT_MS }),
      ts_ms: AT_MS + 9_000,
    });
    const alone = flattened(row, { source_ts_ms: AT_MS, ts_ms: AT_MS + 9_000 });
    const turned = flattened(row, { ts_ms: AT_MS + 9_000, source_ts_ms: AT_MS });
    const times = [enveloped, alone, turned].map((body) => changeIn(body).committedAt);
    expect(times).toEqual([new Date(AT_MS), new Date(AT_MS), new Date(AT_MS)]);
  });

  it.each([9e15, -1, 0, '1791050712000', null])('without a time of commit such as %j', (ts_ms) => {
    const source = postgresSource('orders', { ts_ms });
    expect(changeIn(rowMessage('orders', row, { source })).committedAt).toBeUndefined();
  });

  it.each([
    [{ lsn: 7 }, { lsn: 7 }],
    [{ source_lsn: 7 }, { lsn: 7 }],
    [
      { file: 'b.000001', pos: 4, row: 2 },
      { file: 'b.000001', pos: 4, row: 2 },
    ],
    [
      { source_file: 'b.000001', source_pos: 4, source_row: 2 },
      { file: 'b.000001', pos: 4, row: 2 },
    ],
  ])('by itself at the log position that the additions %j tell', (additions, source) => {
    const alone = changeIn(flattened(row, additions));
    const enveloped = changeIn(rowMessage('orders', row, { source }));
    expect(alone.position).toBe(enveloped.position);
  });
});

describe('readRowMessage finds the table', () => {
  it.each<[string, unknown, string]>([
    ['in the source block', rowMessage('orders', row), 'any.other.key'],
    ['in the routing key', rowMessage('orders', row, { source: { lsn: 1 } }), KEY],
    ['in an addition', flattened(row, { table: 'orders' }), ''],
    ['in an addition from the source', flattened(row, { source_table: 'orders' }), ''],
    ['in the routing key of a bare row', { ...row }, 'ftgo.ftgo.orders'],
    ['in a routing key that is the table', { ...row }, 'orders'],
  ])('%s', (_, body, routingKey) => expect(changeIn(body, routingKey).table).toBe('orders'));

  it.each(['', 'ftgo.', '{"id":42}', 'ada@example.com'])(
    'not in the routing key %j, and quarantines what it cannot place (I2, I8)',
    (routingKey) => {
      expect(readRowMessage({ ...row }, routingKey)).toEqual({
        kind: 'misunderstood',
        cause: 'wrong-schema',
        detail: 'table: neither the message nor its routing key names one',
      });
    },
  );
});

describe('readRowMessage takes a change for a row of a snapshot', () => {
  const positionOf = (source: object, op = 'u'): bigint =>
    changeIn(rowMessage('orders', row, { op, source })).position;
  const live = positionOf(mysqlSource('orders'));

  it.each([
    'true',
    'first',
    'first_in_data_collection',
    'last_in_data_collection',
    'last',
    'incremental',
    true,
  ])('by the mark %j', (snapshot) => {
    expect(positionOf(mysqlSource('orders', { snapshot }))).toBeLessThan(live);
  });

  it('by its operation, whatever the mark', () => {
    expect(positionOf(mysqlSource('orders', { snapshot: 'false' }), 'r')).toBeLessThan(live);
  });

  it.each(['false', false, null, undefined])('but not by the mark %j', (snapshot) => {
    expect(positionOf(mysqlSource('orders', { snapshot }))).toBe(live);
  });
});

describe('readRowMessage hears a heartbeat', () => {
  const heartbeat = { kind: 'heartbeat', sentAt: new Date(AT_MS) };

  it.each<[string, unknown, string]>([
    ["of Debezium's", { ts_ms: AT_MS }, HEARTBEAT_KEY],
    ['with the schema wrapper', { schema: {}, payload: { ts_ms: AT_MS } }, HEARTBEAT_KEY],
    ['with finer times beside', { ts_ms: AT_MS, ts_us: 1, ts_ns: 1 }, HEARTBEAT_KEY],
    ['that came with no routing key', { ts_ms: AT_MS }, ''],
  ])('%s', (_, body, routingKey) => expect(readRowMessage(body, routingKey)).toEqual(heartbeat));

  it.each([9e15, Date.UTC(2200, 0, 1), 0, -AT_MS])(
    'but none of %p ms, which would make a dead feed look alive (I7)',
    (ts_ms) => {
      const message = readRowMessage({ ts_ms }, HEARTBEAT_KEY);
      expect(message).toMatchObject({ kind: 'misunderstood', cause: 'absurd-moment' });
    },
  );

  it.each([{}, { ts_ms: 'soon' }, { ts_ms: null }, { sentAt: AT_MS }])('but none of %j', (body) => {
    const message = readRowMessage(body, HEARTBEAT_KEY);
    expect(message).toMatchObject({ kind: 'misunderstood', cause: 'wrong-schema' });
  });
});

describe('readRowMessage finds no news in', () => {
  const boundary = { id: '571', ts_ms: AT_MS, event_count: null, data_collections: null };

  it.each<[string, unknown]>([
    ['a tombstone', null],
    ['the word for a tombstone as JSON', 'default'],
    ['a tombstone with the schema wrapper', { schema: null, payload: null }],
    ['the beginning of a transaction', { status: 'BEGIN', ...boundary }],
    ['the end of a transaction', { schema: {}, payload: { status: 'END', ...boundary } }],
    ['a change of the schema', { source: mysqlSource('orders'), ddl: 'alter', tableChanges: [] }],
    ['a message in the log', { op: 'm', source: postgresSource(''), message: { prefix: 'x' } }],
  ])('%s', (_, body) => expect(readRowMessage(body, 'ftgo')).toEqual({ kind: 'no-news' }));

  it.each<[string, object]>([
    ['a status', { status: 'END' }],
    ['a ddl', { ddl: 'alter' }],
    ['a count of events', { event_count: 2 }],
  ])('but not in a row that has a column with %s: nothing is dropped silently', (_, columns) => {
    expect(readRowMessage({ ...row, ...columns }, KEY).kind).toBe('change');
  });
});

describe('readRowMessage misunderstands (I2)', () => {
  it.each<[string, unknown, string]>([
    ['a text', 'orders', '(body): an object is expected'],
    ['a list', [row], '(body): an object is expected'],
    ['a payload that is none', { schema: {}, payload: 42 }, '(body): an object is expected'],
    ['no row afterwards', rowMessage('orders', row, { after: null }), 'after: is absent'],
    [
      'no row afterwards, though one before',
      rowMessage('orders', row, { before: row, after: null }),
      'after: is absent',
    ],
    ['a row that is a list', rowMessage('orders', row, { after: [row] }), 'after: is absent'],
    ['no row before', rowMessage('orders', row, { op: 'd', before: null }), 'before: is absent'],
    ['no source', rowMessage('orders', row, { source: 'orders' }), 'source: an object is expected'],
    [
      'a table that is no text',
      rowMessage('orders', row, { source: { table: 3 } }),
      'table: neither the message nor its routing key names one',
    ],
  ])('%s', (_, body, detail) => {
    expect(readRowMessage(body, KEY)).toEqual({
      kind: 'misunderstood',
      cause: 'wrong-schema',
      detail,
    });
  });

  it.each<[unknown, string]>([
    ['t', 't'],
    ['z', 'z'],
    ['ada@example.com', '(no name)'],
    [7, '(no name)'],
    [null, '(no name)'],
  ])('the operation %j', (op, told) => {
    const detail = `op: ${told} is no operation on a row`;
    const expected = { kind: 'misunderstood', cause: 'unknown-operation', detail };
    expect(readRowMessage(rowMessage('orders', row, { op }), KEY)).toEqual(expected);
    if (op !== null) expect(readRowMessage(flattened(row, { op }), KEY)).toEqual(expected);
  });
});
