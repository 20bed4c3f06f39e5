import fc from 'fast-check';
import { mysqlSource, postgresSource } from '../testing/index.js';
import { logPosition } from './log-position.js';

const live = (source: object, transaction?: unknown): bigint =>
  logPosition({ ...source }, false, transaction);
const snapshot = (source: object): bigint => logPosition({ ...source }, true, undefined);

const lsn = fc.nat({ max: 2 ** 31 - 1 });
const place = fc.nat({ max: 1_000_000 });
const postgres = fc.tuple(lsn, place);
const mysql = fc.tuple(fc.integer({ min: 1, max: 999_999 }), fc.nat(), fc.nat({ max: 10_000 }));

const ofPostgres = ([at, order]: readonly number[]): bigint =>
  live({ lsn: at }, { total_order: order });
const ofMysql = ([file, pos, row]: readonly number[]): bigint =>
  live({ file: `mysql-bin.${String(file).padStart(6, '0')}`, pos, row });

/** -1, 0 or 1, as the first differing part says. */
function compare(left: readonly number[], right: readonly number[]): number {
  const differing = left.findIndex((part, index) => part !== right[index]);
  return differing < 0 ? 0 : Math.sign((left[differing] ?? 0) - (right[differing] ?? 0));
}
const sign = (value: bigint): number => (value > 0n ? 1 : value < 0n ? -1 : 0);

describe('logPosition grows (I1)', () => {
  it("along PostgreSQL's log: lsn, then the place in the transaction", () => {
    fc.assert(
      fc.property(postgres, postgres, (left, right) => {
        expect(sign(ofPostgres(left) - ofPostgres(right))).toBe(compare(left, right));
      }),
    );
  });

  it("along MySQL's binlog: file, position, row", () => {
    fc.assert(
      fc.property(mysql, mysql, (left, right) => {
        expect(sign(ofMysql(left) - ofMysql(right))).toBe(compare(left, right));
      }),
    );
  });

  it('over the end of a binlog file, whose number may outgrow six digits', () => {
    const last = { file: 'binlog.999999', pos: 1_073_741_824, row: 9 };
    const next = { file: 'binlog.1000000', pos: 4, row: 0 };
    expect(live(next)).toBeGreaterThan(live(last));
  });

  it.each([
    ['PostgreSQL', postgresSource('orders')],
    ['MySQL', mysqlSource('orders')],
  ])('from a row that a snapshot read to the first live change at its position: %s', (_, at) => {
    expect(live(at)).toBeGreaterThan(snapshot(at));
    expect(live(at, { total_order: 0 })).toBeGreaterThan(snapshot(at));
  });

  it.each([
    ['PostgreSQL', { lsn: 100 }, { lsn: 99 }],
    ['MySQL', { file: 'b.000002', pos: 4, row: 0 }, { file: 'b.000001', pos: 900, row: 7 }],
  ])("from a change before a snapshot to the snapshot's rows: %s", (_, later, earlier) => {
    expect(snapshot(later)).toBeGreaterThan(live(earlier, { total_order: 1_000 }));
  });

  it('no further than its own lsn in a transaction of a hundred million changes', () => {
    const end = live({ lsn: 100 }, { total_order: 100_000_000 });
    expect(end).toBeLessThan(snapshot({ lsn: 101 }));
    expect(end).toBeGreaterThan(live({ lsn: 100 }, { total_order: 1_000_000 }));
  });
});

describe('logPosition reads', () => {
  it.each([
    ['the digits of a flattened row', { lsn: '24023128' }, { lsn: 24023128 }],
    ['a binlog without a row number', { file: 'b.1', pos: 4 }, { file: 'b.1', pos: 4, row: 0 }],
    ['a file number with zeros', { file: 'b.000001', pos: 4 }, { file: 'b.1', pos: 4 }],
    ['other names of the binlog', { file: 'a-b.c.000001', pos: 4 }, { file: 'b.1', pos: 4 }],
  ])('%s as the same place', (_, source, same) => expect(live(source)).toBe(live(same)));

  it.each<[string, object]>([
    ['nothing', {}],
    ['a negative lsn', { lsn: -1 }],
    ['half an lsn', { lsn: 1.5 }],
    ['an lsn beyond what JSON can count', { lsn: 2 ** 60 }],
    ['a file without a number', { file: 'mysql-bin', pos: 4 }],
    ['a position without a file', { pos: 4 }],
    ['a file without a position', { file: 'mysql-bin.000001' }],
    ['other types', { lsn: {}, file: 3, pos: 'x' }],
  ])('%s as no place at all', (_, source) => expect(live(source)).toBe(0n));

  it.each([[null], ['571'], [[]], [{}], [{ total_order: 'x' }], [{ total_order: -1 }]])(
    'a transaction %j as one without an order',
    (transaction) => expect(live({ lsn: 7 }, transaction)).toBe(live({ lsn: 7 })),
  );

  it('whatever there is, without throwing', () => {
    const value = fc.oneof(fc.anything(), fc.integer(), fc.string());
    const source = fc.record({ lsn: value, file: value, pos: value, row: value });
    fc.assert(
      fc.property(source, fc.boolean(), value, (...told) => {
        expect(logPosition(...told)).toBeGreaterThanOrEqual(0n);
      }),
    );
  });
});
