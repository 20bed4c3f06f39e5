import { eventually } from '@ftgo/platform-observability/testing';
import type { Queryable } from '@ftgo/platform-postgres';
import type { LogMessage } from '../log/log-message.js';
import type { Lsn } from '../log/lsn.js';
import { lsnOf } from '../log/lsn.js';
import { makeSlot, openSession } from '../testing/test-log.js';
import type { TestMonolith } from '../testing/test-monolith.js';
import { createTestMonolith } from '../testing/test-monolith.js';
import { awaitVisibleLsn, VisibleLsn } from './visible-lsn.js';

const NEVER = new AbortController().signal;

describe('a place in the log up to which every commit is visible', () => {
  let monolith: TestMonolith;

  const endOfLog = async (): Promise<Lsn> => {
    const [row] = await monolith.database.query<{ lsn: string }>(
      'select pg_current_wal_flush_lsn()::text as lsn',
    );
    return lsnOf(row?.lsn ?? '');
  };

  beforeEach(async () => {
    monolith = await createTestMonolith();
  });

  afterEach(() => monolith.drop());

  it('is the end of the log when no transaction runs', async () => {
    const before = await endOfLog();
    expect(await new VisibleLsn(monolith.database, 0n).newest()).toBeGreaterThanOrEqual(before);
  });

  it('does not wait for transactions that began after the look at the log', async () => {
    const late = await monolith.connect();
    let isLateOpen = false;
    const database: Queryable = {
      query: async (sql) => {
        if (sql.includes('pg_snapshot_xmin') && !isLateOpen) {
          isLateOpen = true;
          await late.query('begin; insert into orders (id) values (1)');
        }
        return monolith.database.query(sql);
      },
    };
    const before = await endOfLog();
    const found = await new VisibleLsn(database, 0n).newest();
    expect(isLateOpen).toBe(true);
    expect(found).toBeGreaterThanOrEqual(before);
    await late.query('rollback');
  });

  it('is an older one while a transaction is held open, and the new one once it has ended', async () => {
    const old = await new VisibleLsn(monolith.database, 0n).newest();
    const held = await monolith.connect();
    await held.query('begin; insert into orders (id) values (1)');
    const visible = new VisibleLsn(monolith.database, old, 300);
    await monolith.placeOrders([2]);
    expect(await visible.newest()).toBe(old);
    await held.query('commit');
    await eventually(async () => expect(await visible.newest()).toBeGreaterThan(old));
  });

  it('is not waited for again and again while the same transaction is held open', async () => {
    const held = await monolith.connect();
    await held.query('begin; insert into orders (id) values (1)');
    const visible = new VisibleLsn(monolith.database, 7n, 1_000);
    const startedAt = performance.now();
    for (let chunk = 0; chunk < 20; chunk += 1) expect(await visible.newest()).toBe(7n);
    // Twenty chunks waited once, not twenty times: a limit that only a slow machine would pass.
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    await held.query('rollback');
  });

  it('waits for a transaction that the server’s list of running ones leaves out', async () => {
    const held = await monolith.connect();
    await held.query('begin; insert into orders (id) values (1)');
    const { rows } = await held.query<{ id: string; listed: boolean }>(
      `select pg_current_xact_id()::text as id, pg_current_xact_id()::text::xid8 in (
         select pg_snapshot_xip(pg_current_snapshot())) as listed`,
    );
    expect(rows).toEqual([{ id: expect.any(String), listed: false }]);
    expect(await new VisibleLsn(monolith.database, 7n, 200).newest()).toBe(7n);
    await held.query('rollback');
  });

  it('never goes back', async () => {
    const visible = new VisibleLsn(monolith.database, 0n);
    let last = 0n;
    for (let at = 1; at <= 10; at += 1) {
      await monolith.placeOrders([at]);
      const next = await visible.newest();
      expect(next).toBeGreaterThanOrEqual(last);
      last = next;
    }
  });

  it('is found at last, however long that takes, where nothing older will do', async () => {
    const held = await monolith.connect();
    await held.query('begin; insert into orders (id) values (1)');
    const before = await endOfLog();
    const finding = awaitVisibleLsn(monolith.database, NEVER);
    await monolith.placeOrders([2]);
    await held.query('commit');
    expect(await finding).toBeGreaterThanOrEqual(before);
  });

  it('is no longer looked for when the tailer stops', async () => {
    const held = await monolith.connect();
    await held.query('begin; insert into orders (id) values (1)');
    const stopping = new AbortController();
    const finding = awaitVisibleLsn(monolith.database, stopping.signal);
    stopping.abort(new Error('the tailer stops'));
    await expect(finding).rejects.toThrow('the tailer stops');
    await held.query('rollback');
  });

  it('has every commit before it in every later snapshot, while others commit all the time', async () => {
    await makeSlot(monolith);
    const log = await openSession(monolith);
    let isOver = false;
    const write = async (writer: number): Promise<number> => {
      const client = await monolith.connect();
      let written = 0;
      for (; !isOver; written += 1) {
        await client.query('insert into orders (id) values ($1)', [writer * 1_000_000 + written]);
      }
      return written;
    };
    const writers = [1, 2, 3, 4].map(write);
    const visible = new VisibleLsn(monolith.database, 0n);
    const looks: { lsn: Lsn; seen: Set<number> }[] = [];
    while (looks.length < 40) {
      const lsn = await visible.newest();
      const rows = await monolith.database.query<{ id: number }>('select id from orders');
      looks.push({ lsn, seen: new Set(rows.map(({ id }) => id)) });
    }
    isOver = true;
    const written = (await Promise.all(writers)).reduce((sum, each) => sum + each, 0);
    await eventually(() => expect(log.insertedIds()).toHaveLength(written));
    const places = placesOf(log.read);
    await log.end();
    for (const { lsn, seen } of looks) {
      const missing = places.filter(({ commit, id }) => commit <= lsn && !seen.has(id));
      expect(missing).toEqual([]);
    }
    const last = looks.at(-1);
    expect(places.some(({ commit }) => commit <= (last?.lsn ?? 0n))).toBe(true);
  });
});

/** Where each inserted row was committed. */
function placesOf(messages: readonly LogMessage[]): { id: number; commit: Lsn }[] {
  const places: { id: number; commit: Lsn }[] = [];
  let commit = 0n;
  for (const message of messages) {
    if (message.tag === 'begin') commit = lsnOf(message.commitLsn ?? '0/0');
    if (message.tag === 'insert') places.push({ id: message.new['id'] as number, commit });
  }
  return places;
}
