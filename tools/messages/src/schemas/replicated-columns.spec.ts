import type { ReplicaChange, Translation } from '@ftgo/monolith-contracts';
import { REPLICATED_TABLES, translateRowChange } from '@ftgo/monolith-contracts';
import type { Column, ColumnType, ReplicatedTable } from './replicated-columns.js';
import { KEYS, REPLICATED_COLUMNS } from './replicated-columns.js';

type Row = Readonly<Record<string, unknown>>;

const VALUES: Readonly<Record<ColumnType, readonly [unknown, unknown]>> = {
  id: [42, 43],
  whole: [1, 2],
  text: ['Ajanta', 'Kookaburra'],
  moment: ['2026-10-03T18:40:00', '2026-10-03T18:41:00'],
  money: ['61.70', '12.34'],
  time: ['11:00', '22:30'],
  weekday: [6, 7],
  'time zone': ['America/Los_Angeles', 'Europe/Berlin'],
};
/** Where any text would not do. */
const OWN_VALUES: Readonly<Record<string, readonly [unknown, unknown]>> = {
  order_state: ['ACCEPTED', 'DELIVERED'],
  cancelled_by: ['CONSUMER', 'RESTAURANT'],
  type: ['DROPOFF', 'PICKUP'],
};
const valuesOf = ({ name, type }: Column) => OWN_VALUES[name] ?? VALUES[type];

const rowOf = (table: ReplicatedTable): Row =>
  Object.fromEntries(REPLICATED_COLUMNS[table].map((column) => [column.name, valuesOf(column)[0]]));

function translated(table: ReplicatedTable, row: Row, op = 'u'): Translation {
  const [before, after] = op === 'd' ? [row, null] : [null, row];
  const body = { op, before, after, source: { table, lsn: 1 } };
  return translateRowChange(body, `ftgo.public.${table}`, Number);
}

function changeBy(table: ReplicatedTable, row: Row): ReplicaChange | undefined {
  const translation = translated(table, row);
  return translation.understood ? translation.changes[0] : undefined;
}

/** What a change says, its stamp and its fields side by side. */
function sayings(change: ReplicaChange | undefined): Readonly<Record<string, unknown>> {
  if (change === undefined) return {};
  return { ...change, ...('fields' in change ? change.fields : {}) };
}

const without = (row: Row, column: string): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => name !== column));

const TABLES = Object.keys(REPLICATED_COLUMNS) as ReplicatedTable[];
const COLUMNS = TABLES.flatMap((table) =>
  REPLICATED_COLUMNS[table].map((column) => [table, column.name, column] as const),
);
const present = (presence: Column['presence']) =>
  COLUMNS.filter(([, , column]) => column.presence === presence);

describe('the replicated columns', () => {
  it('are those of the tables that the contracts translate', () => {
    expect(TABLES.toSorted()).toEqual(Object.keys(REPLICATED_TABLES).toSorted());
  });

  it.each(TABLES)('of %s are exactly those that the translation looks at', (table) => {
    const looked = new Set<string>();
    const row = new Proxy(rowOf(table), {
      get: (target, name: string) => {
        looked.add(name);
        return target[name];
      },
      has: (target, name: string) => {
        looked.add(name);
        return name in target;
      },
    });
    expect(translated(table, row)).toMatchObject({ understood: true, notices: [] });
    const listed = REPLICATED_COLUMNS[table].map(({ name }) => name);
    expect([...looked].toSorted()).toEqual(listed.toSorted());
  });

  it.each(present('value'))('%s.%s must have a value', (table, name) => {
    for (const row of [without(rowOf(table), name), { ...rowOf(table), [name]: null }]) {
      expect(translated(table, row)).toMatchObject({ understood: false, cause: 'wrong-schema' });
    }
  });

  it.each(present('column'))('%s.%s must exist, and may be null', (table, name) => {
    expect(translated(table, without(rowOf(table), name))).toMatchObject({
      understood: false,
      cause: 'wrong-schema',
    });
    expect(translated(table, { ...rowOf(table), [name]: null }).understood).toBe(true);
  });

  it.each(present('optional'))('%s.%s may be absent', (table, name) => {
    expect(translated(table, without(rowOf(table), name)).understood).toBe(true);
    expect(translated(table, { ...rowOf(table), [name]: null }).understood).toBe(true);
  });

  it.each(COLUMNS.filter(([table, name]) => !(table === 'courier_actions' && name === 'type')))(
    '%s.%s says what the list says of it',
    (table, name, column) => {
      const [one, other] = valuesOf(column).map((value) =>
        sayings(changeBy(table, { ...rowOf(table), [name]: value })),
      );
      const changed = Object.keys(one ?? {}).filter(
        (field) =>
          JSON.stringify([one?.[field]], plain) !== JSON.stringify([other?.[field]], plain),
      );
      expect(changed).toContain(column.says);
    },
  );

  it('say nothing of an order by a pick-up', () => {
    const row = { ...rowOf('courier_actions'), type: 'PICKUP' };
    expect(translated('courier_actions', row)).toMatchObject({ understood: true, changes: [] });
  });

  it.each(COLUMNS.filter(([, , { longest }]) => longest !== undefined))(
    '%s.%s is read up to its longest',
    (table, name, { longest = 0 }) => {
      const withText = (length: number) => ({ ...rowOf(table), [name]: 'x'.repeat(length) });
      expect(translated(table, withText(longest)).understood).toBe(true);
      expect(translated(table, withText(longest + 1)).understood).toBe(false);
    },
  );
});

describe('the key of a deleted row', () => {
  it.each(TABLES)('of %s is all that is needed of it', (table) => {
    const key = Object.fromEntries(KEYS[table].map((column) => [column, 42]));
    expect(translated(table, key, 'd').understood).toBe(true);
  });

  it.each(TABLES.flatMap((table) => KEYS[table].map((column) => [table, column] as const)))(
    'of %s needs its %s',
    (table) => expect(translated(table, {}, 'd').understood).toBe(false),
  );
});

function plain(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
