import type { FeedMessage, ReplicaChange, Translation } from '@ftgo/monolith-contracts';
import { readMessage } from '@ftgo/monolith-contracts';
import { localTimeOf } from '@ftgo/delayed-orders-domain';
import fc from 'fast-check';
import {
  ajanta,
  hoursRow,
  minute,
  placed,
  TOLD_CHANGES,
  transaction,
  vindaloo,
} from '../testing/rows.js';
import { HistoryDraw } from './monolith-history.js';
import type { OrderRow, Transaction } from './monolith-history.js';
import type { Writing } from './row-messages.js';
import { RowMessages } from './row-messages.js';
import { readLocalTime } from './told-messages.js';

const ZONE = 'America/Los_Angeles';
const DIALECTS = ['postgresql', 'mysql'] as const;
type Dialect = (typeof DIALECTS)[number];

const WRITINGS: readonly [string, Writing][] = [
  ['enveloped', { hasSchema: false, isFlattened: false }],
  ['enveloped with its schema', { hasSchema: true, isFlattened: false }],
  ['flattened', { hasSchema: false, isFlattened: true }],
  ['flattened with its schema', { hasSchema: true, isFlattened: true }],
];
const EVERY_WAY = DIALECTS.flatMap((dialect) =>
  WRITINGS.map(([name, writing]) => [dialect, name, writing] as const),
);
const PLAIN: Writing = { hasSchema: false, isFlattened: false };

const rowsOf = (dialect: Dialect): RowMessages =>
  new RowMessages(dialect, (instant) => localTimeOf(instant, ZONE));
const read = (message: FeedMessage): Translation => readMessage(message, readLocalTime);

/** What messages say; each must be understood, and nothing odd be in it. */
const said = (messages: readonly FeedMessage[]): ReplicaChange[] =>
  messages.flatMap((message) => {
    const translation = read(message);
    expect(translation).toMatchObject({ understood: true, notices: [] });
    return translation.understood ? translation.changes : [];
  });
const positions = (messages: readonly FeedMessage[]): bigint[] =>
  said(messages).map((change) => ('position' in change ? change.position : -1n));

/** The columns that the replica has of an order's row. */
const fieldsOf = ({ id: _id, version: _version, ...fields }: OrderRow) => fields;
const bodyOf = (message: FeedMessage | undefined): Record<string, unknown> =>
  JSON.parse(Buffer.from(message?.body ?? []).toString()) as Record<string, unknown>;

describe.each(EVERY_WAY)('row changes of %s, %s', (dialect, _name, writing) => {
  const told = (each: Transaction, number = 3): FeedMessage[] =>
    rowsOf(dialect).of(each, number, () => writing);

  it.each([...TOLD_CHANGES, ['courier-changed', vindaloo({ courierId: 9 })] as const])(
    'say of an order that was %s its whole row, every column of it (I1)',
    (kind, row) => {
      const before = kind === 'created' ? undefined : placed();
      const [change, ...others] = said(told(transaction(kind, row, before)));
      expect(others).toEqual([]);
      expect(change).toMatchObject({ kind: 'order', orderId: 42, version: row.version });
      expect(change).toHaveProperty('fields', fieldsOf(row));
    },
  );

  it('say of a deleted order when it went, and nothing else', () => {
    const [change] = said(told(transaction('deleted', vindaloo(), vindaloo())));
    expect(change).toMatchObject({ kind: 'order', orderId: 42, version: 5 });
    expect(change).toHaveProperty('fields', { deletedAt: minute(3) });
  });

  it('say of a new restaurant its row, and each row of its hours', () => {
    const changes = said(told(transaction('restaurant-created', ajanta())));
    expect(changes).toMatchObject([
      { kind: 'restaurant', restaurantId: 1, fields: { name: 'Ajanta', timeZone: ZONE } },
      ...ajanta().hours.map(({ id, ...hours }) => ({
        kind: 'opening-hours-row',
        rowId: id,
        fields: { ...hours, isDeleted: false },
      })),
    ]);
  });

  it('say of revised hours that the old rows went and the new ones came', () => {
    const hours = [hoursRow({ id: 13, dayOfWeek: 1, closes: '20:30' })];
    const after = ajanta({ version: 1, hours });
    expect(said(told(transaction('hours-revised', after, ajanta())))).toMatchObject([
      { kind: 'restaurant', version: 1, fields: { rowVersion: 1 } },
      { kind: 'opening-hours-row', rowId: 11, fields: { isDeleted: true } },
      { kind: 'opening-hours-row', rowId: 12, fields: { isDeleted: true } },
      { kind: 'opening-hours-row', rowId: 13, fields: { dayOfWeek: 1, closes: '20:30' } },
    ]);
  });

  it('stand in the log in the order of their transactions', () => {
    const positionIn = (number: number): bigint =>
      positions(told(transaction('revised', vindaloo()), number))[0] ?? 0n;
    const inOrder = Array.from({ length: 40 }, (_, n) => positionIn(n + 1));
    inOrder.slice(1).forEach((at, n) => expect(at).toBeGreaterThan(inOrder[n] ?? at));
  });

  it('say in a snapshot what the rows hold', () => {
    const rows = rowsOf(dialect).snapshot([vindaloo(), ajanta()], 7, () => writing);
    const [order, restaurant, ...hours] = said(rows);
    expect(order).toHaveProperty('fields', fieldsOf(vindaloo()));
    expect(restaurant).toMatchObject({ kind: 'restaurant', fields: { name: 'Ajanta' } });
    expect(hours).toMatchObject([{ rowId: 11 }, { rowId: 12 }]);
  });

  it('let a snapshot stand before the transaction that comes next (I1)', () => {
    const snapshot = rowsOf(dialect).snapshot([vindaloo()], 7, () => writing);
    const next = told(transaction('courier-changed', vindaloo({ courierId: 9 }), vindaloo()), 8);
    expect(positions(snapshot)[0]).toBeLessThan(positions(next)[0] ?? 0n);
  });

  it('let a snapshot stand behind the transaction two before it', () => {
    const earlier = told(transaction('courier-changed', vindaloo(), vindaloo()), 6);
    const snapshot = rowsOf(dialect).snapshot([vindaloo()], 7, () => writing);
    expect(positions(snapshot)[0]).toBeGreaterThan(positions(earlier)[0] ?? 0n);
  });

  it('keep the wall clock of the monolith, and are read back to the instant', () => {
    for (const evening of ['2026-07-01T05:59:00Z', '2026-12-31T23:59:00Z']) {
      const row = placed({ createdAt: new Date(evening), promisedAt: null });
      expect(said(told(transaction('revised', row)))[0]).toMatchObject({
        fields: { createdAt: row.createdAt },
      });
    }
  });

  it('name their table in the routing key, as Debezium does', () => {
    const messages = told(transaction('hours-revised', ajanta({ version: 1 }), ajanta()));
    expect([...new Set(messages.map(({ feed, routingKey }) => `${feed} ${routingKey}`))]).toEqual([
      'cdc ftgo.ftgo.restaurants',
      'cdc ftgo.ftgo.restaurant_opening_hours',
    ]);
  });
});

describe('row changes', () => {
  it('always mean the same, whatever the writing and the database (I1)', () => {
    const seeds = fc.integer({ min: 1, max: 4_000 });
    fc.assert(
      fc.property(seeds, (seed) => {
        for (const [index, each] of new HistoryDraw(seed).draw().transactions.entries()) {
          const [first, ...others] = EVERY_WAY.map(([dialect, , writing]) =>
            said(rowsOf(dialect).of(each, index + 1, () => writing)).map((change) => ({
              ...change,
              position: undefined,
            })),
          );
          for (const other of others) expect(other).toEqual(first);
        }
      }),
      { numRuns: 15 },
    );
  });

  it('may be written in another way each, in the same transaction', () => {
    const writings = [...WRITINGS.map(([, writing]) => writing)];
    const messages = rowsOf('postgresql').of(
      transaction('hours-revised', ajanta({ version: 1 }), ajanta()),
      1,
      () => writings.shift() ?? PLAIN,
    );
    expect(messages.map((message) => 'schema' in bodyOf(message))).toEqual([
      ...[false, true, false, true, false],
    ]);
    expect(said(messages)).toHaveLength(5);
  });

  it('order the changes of one transaction by their place in it', () => {
    for (const dialect of DIALECTS) {
      const hours = ajanta({ version: 1 });
      const inOrder = positions(
        rowsOf(dialect).of(transaction('hours-revised', hours, ajanta()), 4, () => PLAIN),
      );
      inOrder.slice(1).forEach((at, n) => expect(at).toBeGreaterThan(inOrder[n] ?? at));
    }
  });

  it('count microseconds in PostgreSQL and milliseconds in MySQL', () => {
    const [postgres, mysql] = DIALECTS.map((dialect) => {
      const [message] = rowsOf(dialect).of(transaction('created', placed()), 1, () => PLAIN);
      return (bodyOf(message)['after'] as Record<string, number>)['created_at'] ?? 0;
    });
    expect(postgres).toBe((mysql ?? 0) * 1000);
  });

  it('of MySQL’s snapshots have the place at which the next transaction begins (I1)', () => {
    for (const number of [1, 9, 10, 19]) {
      const row = vindaloo();
      const told = (at: number): FeedMessage[] =>
        rowsOf('mysql').of(transaction('revised', row), at, () => PLAIN);
      const snapshot = rowsOf('mysql').snapshot([row], number, () => PLAIN);
      const placeOf = ([message]: readonly FeedMessage[]): unknown => {
        const { file, pos } = bodyOf(message)['source'] as { file: string; pos: number };
        return { file, pos };
      };
      expect(placeOf(snapshot)).toEqual(placeOf(told(number + 1)));
      expect(positions(snapshot)[0]).toBeGreaterThan(positions(told(number))[0] ?? 0n);
    }
  });

  it('grow over the end of a file of the binary log', () => {
    const filesAndPlaces = [9, 10, 19, 20].map((number) => {
      const [message] = rowsOf('mysql').of(transaction('revised', placed()), number, () => PLAIN);
      const { file, pos } = bodyOf(message)['source'] as { file: string; pos: number };
      return `${file} ${pos}`;
    });
    expect(filesAndPlaces).toEqual([
      'mysql-bin.000001 8254',
      'mysql-bin.000002 154',
      'mysql-bin.000002 8254',
      'mysql-bin.000003 154',
    ]);
  });

  it.each([
    ['created', 'c'],
    ['delivered', 'u'],
    ['courier-changed', 'u'],
    ['deleted', 'd'],
  ] as const)('call an order that was %s an operation %s', (kind, op) => {
    const row = vindaloo();
    for (const { isFlattened, name } of [
      { isFlattened: false, name: 'op' },
      { isFlattened: true, name: '__op' },
    ]) {
      const [message] = rowsOf('postgresql').of(transaction(kind, row, row), 1, () => ({
        hasSchema: false,
        isFlattened,
      }));
      expect(bodyOf(message)[name]).toBe(op);
    }
  });

  it('tell the gone row as it was before, and none after', () => {
    const [message] = rowsOf('postgresql').of(
      transaction('deleted', vindaloo(), vindaloo()),
      1,
      () => PLAIN,
    );
    expect(bodyOf(message)).toMatchObject({ before: { id: 42, version: 5 }, after: null });
  });

  it('are in a snapshot those of no transaction', () => {
    const [message] = rowsOf('postgresql').snapshot([vindaloo()], 1, () => PLAIN);
    expect(bodyOf(message)).toMatchObject({
      ...{ op: 'r', transaction: null, source: { snapshot: 'true' } },
    });
  });
});
