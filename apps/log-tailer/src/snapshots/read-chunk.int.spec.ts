import { captureLogger, eventually } from '@ftgo/platform-observability/testing';
import { Database } from '@ftgo/platform-postgres';
import { LogEntryReader } from '../log/log-entry-reader.js';
import { TEXT_FORM, withSessionSettings } from '../log/session-settings.js';
import type { Row } from '../rows/column-value.js';
import { makeSlot, openSession } from '../testing/test-log.js';
import type { TestMonolith } from '../testing/test-monolith.js';
import { createTestMonolith } from '../testing/test-monolith.js';
import type { Chunk } from './read-chunk.js';
import { readChunk } from './read-chunk.js';
import type { SnapshotCursor, SnapshotScope } from './snapshot.js';
import { UnreadableTableError } from './snapshots.errors.js';
import { measureTable } from './table-extent.js';

const MEBIBYTE = 1024 * 1024;
const ORDERS: SnapshotScope = { table: 'orders', since: undefined, restaurantId: undefined };

describe('a chunk of a table', () => {
  let monolith: TestMonolith;
  let database: Database;

  const read = (
    cursor: SnapshotCursor = null,
    {
      scope = ORDERS,
      lastKey = null as SnapshotCursor,
      rows = 100,
      bytes = 8 * MEBIBYTE,
      timeZone = 'UTC',
    } = {},
  ): Promise<Chunk> =>
    readChunk(database, scope, { cursor, lastKey }, { size: { rows, bytes }, timeZone });
  /** Every chunk until nothing is left. */
  const readAll = async (options: Parameters<typeof read>[1] = {}): Promise<Chunk[]> => {
    const chunks: Chunk[] = [];
    for (let cursor: SnapshotCursor = null; ;) {
      const chunk = await read(cursor, options);
      if (chunk.rows.length === 0) return chunks;
      chunks.push(chunk);
      cursor = chunk.cursor;
    }
  };
  const idsOf = (chunks: readonly Chunk[]): unknown[] =>
    chunks.flatMap(({ rows }) => rows.map((row) => row['id']));
  const sql = (text: string): Promise<object[]> => monolith.database.query(text);

  beforeEach(async () => {
    monolith = await createTestMonolith();
    const url = withSessionSettings(monolith.url, TEXT_FORM);
    database = new Database({ url, applicationName: 'spec' }, captureLogger().logger);
  });

  afterEach(async () => {
    await database.close();
    await monolith.drop();
  });

  it('follows the last one in the order of the key, and nothing is twice or left out', async () => {
    const ids = Array.from({ length: 25 }, (_, at) => (at + 1) * 3);
    await monolith.placeOrders([...ids].reverse());
    const chunks = await readAll({ rows: 10 });
    expect(chunks.map(({ rows }) => rows.length)).toEqual([10, 10, 5]);
    expect(idsOf(chunks)).toEqual(ids);
    expect(chunks.at(-1)?.cursor).toEqual(['75']);
  });

  it('ends with the last row that is wanted, whatever came behind it', async () => {
    await monolith.placeOrders([1, 2, 3, 40]);
    const chunks = await readAll({ lastKey: ['3'], rows: 2 });
    expect(idsOf(chunks)).toEqual([1, 2, 3]);
  });

  it('of an empty table is empty, and leaves the cursor where it was', async () => {
    expect(await read()).toEqual({ key: ['id'], rows: [], cursor: null });
    expect(await measureTable(database, ORDERS, 'UTC')).toEqual({ rows: 0, lastKey: null });
    expect(await read(['42'])).toEqual({ key: ['id'], rows: [], cursor: ['42'] });
  });

  it('writes each value as the log does, whatever its type and its server’s habits', async () => {
    await sql(`alter table orders add column rating real, add column day date,
      add column seen timestamptz, add column spice interval, add column tags text[],
      add column is_gift boolean, add column raw bytea, add column big bigint`);
    await sql(
      `alter database ${new URL(monolith.url).pathname.slice(1)} set datestyle = 'SQL, DMY'`,
    );
    await sql(
      `alter database ${new URL(monolith.url).pathname.slice(1)} set timezone = 'Asia/Seoul'`,
    );
    await makeSlot(monolith);
    const log = await openSession({
      ...monolith,
      url: withSessionSettings(monolith.url, TEXT_FORM),
    });
    await sql(`insert into orders (id, consumer_id, ready_by, order_minimum, notes, rating, day, seen,
        spice, tags, is_gift, raw, big)
      values (1, null, '2026-10-03 18:40:00.123456', 12.30, e'mild, "please"\\n카레', 0.1, '2026-10-03',
        '2026-10-03 18:40:00+02', '1 day 02:00', '{a,"b c"}', true, '\\xdeadbeef', 9007199254740993)`);
    await eventually(() => expect(log.insertedIds()).toHaveLength(1));
    const reader = new LogEntryReader('spec');
    const logged = log.read
      .flatMap((message) => reader.read(message))
      .flatMap((entry): Row[] => (entry.kind === 'change' ? [entry.change.after ?? {}] : []));
    await log.end();
    const { rows } = await read();
    expect(rows).toEqual(logged);
    expect(rows[0]).toMatchObject({
      id: 1,
      ready_by: 1_791_052_800_123_456,
      order_minimum: '12.30',
      notes: 'mild, "please"\n카레',
      day: 20_729,
      seen: '2026-10-03T16:40:00Z',
      is_gift: true,
      big: '9007199254740993',
    });
  });

  it('leaves out what is its customer’s own, and generated columns, as the log does (I8)', async () => {
    await sql(
      `alter table orders add column label text generated always as (order_state || '!') stored`,
    );
    await sql(`insert into orders (id, delivery_address_street1, payment_token)
      values (1, '9 Amazing View', 'tok_4242')`);
    const { rows } = await read();
    expect(Object.keys(rows[0] ?? {})).not.toEqual(
      expect.arrayContaining(['delivery_address_street1']),
    );
    expect(JSON.stringify(rows)).not.toMatch(/Amazing|tok_4242|!/);
  });

  it('is as small in memory with long rows as with short ones (I11)', async () => {
    await sql(`insert into orders (id, notes) select id, repeat('m', ${MEBIBYTE})
      from generate_series(1, 6) id`);
    const chunks = await readAll({ bytes: 2 * MEBIBYTE });
    expect(idsOf(chunks)).toEqual([1, 2, 3, 4, 5, 6]);
    for (const { rows } of chunks) expect(rows.length).toBeLessThanOrEqual(2);
  });

  it('holds its first row however long that is', async () => {
    await sql(
      `insert into orders (id, notes) values (1, repeat('m', ${3 * MEBIBYTE})), (2, 'mild')`,
    );
    const chunks = await readAll({ bytes: MEBIBYTE });
    expect(chunks.map(({ rows }) => rows.length)).toEqual([1, 1]);
  });

  it('follows a key of several columns', async () => {
    await sql(`drop table restaurant_closures;
      create table restaurant_closures (day date, restaurant_id bigint, "Reason" text,
        primary key (restaurant_id, day))`);
    await sql(`insert into restaurant_closures (restaurant_id, day)
      select r, '2026-10-03'::date + d from generate_series(1, 3) r, generate_series(0, 3) d`);
    const scope: SnapshotScope = { ...ORDERS, table: 'restaurant_closures' };
    const chunks = await readAll({ scope, rows: 5 });
    expect(chunks.map(({ rows }) => rows.length)).toEqual([5, 5, 2]);
    expect(chunks[0]?.key).toEqual(['restaurant_id', 'day']);
    expect(chunks[0]?.cursor).toEqual(['2', '2026-10-03']);
    const { lastKey } = await measureTable(database, scope, 'UTC');
    expect(lastKey).toEqual(chunks.at(-1)?.cursor);
    await sql(`insert into restaurant_closures (restaurant_id, day) values (99, '2026-10-03')`);
    expect((await readAll({ scope, lastKey })).flatMap(({ rows }) => rows)).toHaveLength(12);
  });

  it('holds a restaurant’s rows only, when they are asked for', async () => {
    await sql(`insert into orders (id, restaurant_id) values (1, 7), (2, 8), (3, 7);
      insert into courier_actions (courier_id, order_id) values (1, 1), (1, 2), (2, 3)`);
    const ofSeven = { since: undefined, restaurantId: 7 };
    expect(idsOf(await readAll({ scope: { table: 'orders', ...ofSeven } }))).toEqual([1, 3]);
    const actions = await readAll({ scope: { table: 'courier_actions', ...ofSeven } });
    expect(actions.flatMap(({ rows }) => rows.map((row) => row['order_id']))).toEqual([1, 3]);
    expect(await measureTable(database, { table: 'orders', ...ofSeven }, 'UTC')).toEqual({
      rows: 2,
      lastKey: ['3'],
    });
  });

  it('holds orders from an instant on, read in the monolith’s zone', async () => {
    await sql(`insert into orders (id, created_at) values
      (1, '2026-10-03 10:59:59'), (2, '2026-10-03 11:00:00'), (3, '2026-10-03 18:00:00')`);
    const since = new Date('2026-10-03T18:00:00Z');
    const scope: SnapshotScope = { table: 'orders', since, restaurantId: undefined };
    expect(idsOf(await readAll({ scope, timeZone: 'UTC' }))).toEqual([3]);
    expect(idsOf(await readAll({ scope, timeZone: 'America/Los_Angeles' }))).toEqual([2, 3]);
  });

  it('takes the table as it is now: columns come and go between two chunks', async () => {
    await monolith.placeOrders([1, 2]);
    const first = await read(null, { rows: 1 });
    await sql('alter table orders add column spice_level integer default 3, drop column notes');
    const second = await read(first.cursor, { rows: 1 });
    expect(second.rows[0]).toMatchObject({ id: 2, spice_level: 3 });
    expect(second.rows[0]).not.toHaveProperty('notes');
  });

  it('cannot be read of a table that is not there, or has no key', async () => {
    await sql('alter table orders drop constraint orders_pkey');
    await expect(read()).rejects.toThrow(UnreadableTableError);
    await expect(read()).rejects.toThrow('it has no primary key');
    await sql('drop table orders');
    await expect(read()).rejects.toThrow('it does not exist');
  });

  it('is one of many that are counted beforehand', async () => {
    await monolith.placeOrders([1, 2, 3]);
    expect(await measureTable(database, ORDERS, 'UTC')).toEqual({ rows: 3, lastKey: ['3'] });
  });
});
