import type { Pgoutput } from 'pg-logical-replication';
import {
  beginBytes,
  insertBytes,
  INT8,
  relationBytes,
  TEXT,
  UNTOUCHED,
  updateBytes,
} from '../testing/pgoutput-bytes.js';
import { LogDecoder } from './log-decoder.js';

const ORDERS = 16_384;
const TIMESTAMP = 1114;
const NUMERIC = 1700;

const COLUMNS = [
  { name: 'id', typeOid: INT8, isKey: true },
  { name: 'ready_by', typeOid: TIMESTAMP },
  { name: 'order_minimum', typeOid: NUMERIC },
  { name: 'notes', typeOid: TEXT },
];

describe('the decoder of the log', () => {
  let decoder: LogDecoder;
  const decodeNew = (bytes: Buffer): Record<string, unknown> => ({
    ...(decoder.parse(bytes) as Pgoutput.MessageInsert).new,
  });

  beforeEach(() => {
    decoder = new LogDecoder('ftgo_log_tailer');
    decoder.parse(relationBytes(ORDERS, 'orders', COLUMNS));
  });

  it('asks for whole transactions, and for the messages among which our heartbeats are', () => {
    expect(decoder.options).toEqual({
      protoVersion: 1,
      publicationNames: ['ftgo_log_tailer'],
      messages: true,
    });
  });

  it('reads each value by its column’s type, to the microsecond and in no zone of ours', () => {
    const values = ['42', '2026-10-03 18:40:00.123456', '61.70', 'Chicken Vindaloo'];
    expect(decodeNew(insertBytes(ORDERS, values))).toEqual({
      id: 42,
      ready_by: 1_791_052_800_123_456,
      order_minimum: '61.70',
      notes: 'Chicken Vindaloo',
    });
  });

  it('tells null from a long value that the change did not touch', () => {
    expect(decodeNew(updateBytes(ORDERS, ['42', null, '61.70', UNTOUCHED]))).toEqual({
      id: 42,
      ready_by: null,
      order_minimum: '61.70',
      notes: undefined,
    });
  });

  it('reads by the newest description of a table', () => {
    const withSpice = [...COLUMNS, { name: 'spice_level', typeOid: INT8 }];
    decoder.parse(relationBytes(ORDERS, 'orders', withSpice));
    const values = ['42', null, '61.70', 'mild, please', '3'];
    expect(decodeNew(insertBytes(ORDERS, values))).toMatchObject({ spice_level: 3 });
  });

  it('reads the head of a transaction', () => {
    const begin = decoder.parse(beginBytes(0x16_0374_d848n, 1_791_052_800_000, 4_711));
    expect(begin).toMatchObject({ tag: 'begin', commitLsn: '00000016/0374D848', xid: 4_711 });
  });

  it.each([
    ['a kind of message that it does not know', Buffer.from('Z')],
    ['a message that ends too soon', Buffer.from('B\0\0')],
    ['nothing at all', Buffer.alloc(0)],
    ['a row of a table that was never described', insertBytes(1, ['42'])],
    [
      'a row with more values than its table has columns',
      insertBytes(ORDERS, ['1', '2', '3', '4', '5']),
    ],
  ])('makes a message of %s, and throws nothing into the socket’s event', (_what, bytes) => {
    expect(decoder.parse(bytes)).toEqual({ tag: 'unreadable', cause: expect.any(Error) });
  });
});
