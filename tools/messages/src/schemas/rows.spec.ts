import type { ReplicatedTable } from './replicated-columns.js';
import { REPLICATED_COLUMNS } from './replicated-columns.js';
import { rowChangeOf } from './rows.js';

const hours = { id: 6, restaurant_id: 1, day_of_week: 6, opens: '11:00', closes: '22:30' };
const source = { table: 'restaurant_opening_hours', lsn: 24023128 };
const created = { op: 'c', before: null, after: hours, source };
const deleted = { op: 'd', before: { id: 6 }, after: null, source };

const fits = (change: unknown): boolean =>
  rowChangeOf('restaurant_opening_hours').safeParse(change).success;

describe('a row change', () => {
  it.each(['c', 'u', 'r'])('with the operation %s has the row as it is after', (op) => {
    expect(fits({ ...created, op })).toBe(true);
    expect(fits({ ...created, op, before: hours, after: null })).toBe(false);
  });

  it('that is a deletion has the key of the row that was', () => {
    expect(fits(deleted)).toBe(true);
    expect(fits({ ...deleted, before: hours })).toBe(true);
    expect(fits({ ...deleted, before: null })).toBe(false);
    expect(fits({ ...deleted, before: { day_of_week: 6 } })).toBe(false);
  });

  it.each(['t', 'm', '', undefined])('has no operation %p', (op) => {
    expect(fits({ ...created, op })).toBe(false);
  });

  it('is of its own table only', () => {
    expect(fits({ ...created, source: { ...source, table: 'consumers' } })).toBe(false);
  });

  it.each<[string, object]>([
    ['PostgreSQL', { lsn: 24023128, txId: 571, snapshot: 'false', sequence: '["1","2"]' }],
    ['MySQL', { lsn: undefined, file: 'mysql-bin.000003', pos: 484, row: 0, snapshot: false }],
    ['a source that tells no place', { lsn: null }],
  ])('comes from %s', (_, place) => {
    expect(fits({ ...created, source: { ...source, ...place } })).toBe(true);
  });

  it.each([undefined, null, { id: '571', total_order: 3 }])(
    'may tell its transaction: %j',
    (transaction) => expect(fits({ ...created, transaction })).toBe(true),
  );

  it('may have columns that nobody reads', () => {
    expect(fits({ ...created, after: { ...hours, delivery_address_street1: null } })).toBe(true);
  });

  it.each(Object.keys(REPLICATED_COLUMNS) as ReplicatedTable[])(
    'of %s is no empty object',
    (table) => {
      expect(rowChangeOf(table).safeParse({}).success).toBe(false);
    },
  );
});
