import { createStateTables } from '../state/create-state-tables.js';
import type { TestMonolith } from '../testing/test-monolith.js';
import { createTestMonolith } from '../testing/test-monolith.js';
import { PostgresSnapshots } from './postgres-snapshots.js';
import type { Snapshot, SnapshotScope } from './snapshot.js';

const WHOLE_ORDERS: SnapshotScope = { table: 'orders', since: undefined, restaurantId: undefined };
const AJANTA: SnapshotScope = { table: 'restaurants', since: undefined, restaurantId: 1 };
const BY = { requestedBy: 'operations', isInitial: false };

describe('snapshots in the monolith’s database', () => {
  let monolith: TestMonolith;
  let snapshots: PostgresSnapshots;

  const request = async (...scopes: readonly SnapshotScope[]): Promise<string[]> =>
    snapshots.request(monolith.database, scopes, BY);
  const one = async (scope = WHOLE_ORDERS): Promise<Snapshot> => {
    const [id = ''] = await request(scope);
    return found(id);
  };
  const found = async (id: string): Promise<Snapshot> => {
    const snapshot = await snapshots.find(id);
    if (snapshot === undefined) throw new Error('there is no such snapshot');
    return snapshot;
  };

  beforeEach(async () => {
    monolith = await createTestMonolith();
    await createStateTables(monolith.database);
    snapshots = new PostgresSnapshots(monolith.database, monolith.slot);
  });

  afterEach(() => monolith.drop());

  it('begin as they were asked for, with nothing done', async () => {
    const since = new Date('2026-10-03T18:00:00Z');
    expect(await one({ table: 'orders', since, restaurantId: 7 })).toEqual({
      id: expect.any(String),
      table: 'orders',
      since,
      restaurantId: 7,
      isInitial: false,
      state: 'running',
      cursor: null,
      lastKey: null,
      rowsDone: 0,
      rowsTotal: undefined,
      trouble: undefined,
      requestedBy: 'operations',
      requestedAt: expect.any(Date),
      updatedAt: expect.any(Date),
    });
  });

  it('are told newest first, and those of another slot are not', async () => {
    const [orders] = await request(WHOLE_ORDERS);
    const [ajanta] = await request(AJANTA);
    expect((await snapshots.list()).map(({ id }) => id)).toEqual([ajanta, orders]);
    const others = new PostgresSnapshots(monolith.database, 'another_slot');
    expect(await others.list()).toEqual([]);
    expect(await others.find(orders ?? '')).toBeUndefined();
    expect(await others.next()).toBeUndefined();
  });

  it('take turns, chunk by chunk', async () => {
    await request(WHOLE_ORDERS, AJANTA);
    const turns: string[] = [];
    for (let chunk = 1; chunk <= 4; chunk += 1) {
      const next = await snapshots.next();
      if (next === undefined) throw new Error('nothing runs');
      turns.push(next.table);
      await snapshots.advance(next, [String(chunk)], 10);
    }
    expect(turns[0]).not.toBe(turns[1]);
    expect(turns.slice(2)).toEqual(turns.slice(0, 2));
  });

  it('remember what is done and what there is', async () => {
    const snapshot = await one();
    await snapshots.begin(snapshot, { rows: 250, lastKey: ['900'] });
    await snapshots.advance(snapshot, ['100'], 100);
    expect(await found(snapshot.id)).toMatchObject({
      cursor: ['100'],
      lastKey: ['900'],
      rowsDone: 100,
      rowsTotal: 250,
    });
  });

  it('count on when more rows come than there were at the beginning', async () => {
    const snapshot = await one();
    await snapshots.begin(snapshot, { rows: 10, lastKey: ['900'] });
    await snapshots.advance(snapshot, ['100'], 100);
    expect(await found(snapshot.id)).toMatchObject({ rowsDone: 100, rowsTotal: 100 });
  });

  it('are not set back by a tailer that has been replaced and does not know yet', async () => {
    const stale = await one();
    await snapshots.advance(stale, ['100'], 100);
    await snapshots.advance(stale, ['50'], 50);
    await snapshots.finish(stale);
    expect(await found(stale.id)).toMatchObject({
      cursor: ['100'],
      rowsDone: 100,
      state: 'running',
    });
  });

  it('are done when no row is left', async () => {
    const snapshot = await one();
    await snapshots.begin(snapshot, { rows: 250, lastKey: ['900'] });
    await snapshots.advance(snapshot, ['100'], 100);
    await snapshots.finish(await found(snapshot.id));
    expect(await found(snapshot.id)).toMatchObject({
      state: 'done',
      rowsDone: 100,
      rowsTotal: 100,
    });
    expect(await snapshots.next()).toBeUndefined();
  });

  it('say why they do not get on, until they do, and let others go first', async () => {
    const snapshot = await one();
    const [ajanta] = await request(AJANTA);
    await snapshots.postpone(snapshot, 'the table orders cannot be read');
    expect(await snapshots.next()).toMatchObject({ id: ajanta });
    const held = await found(snapshot.id);
    expect(held).toMatchObject({ state: 'running', trouble: 'the table orders cannot be read' });
    await snapshots.advance(held, ['1'], 1);
    expect(await found(snapshot.id)).toMatchObject({ trouble: undefined });
  });

  it('wait while they are paused, and go on from where they were', async () => {
    const snapshot = await one();
    await snapshots.advance(snapshot, ['100'], 100);
    expect(await snapshots.bringTo(snapshot.id, 'paused')).toBe(true);
    expect(await snapshots.next()).toBeUndefined();
    expect(await snapshots.bringTo(snapshot.id, 'running')).toBe(true);
    expect(await snapshots.next()).toMatchObject({ id: snapshot.id, cursor: ['100'] });
  });

  it('keep the chunk that was on its way when they were paused', async () => {
    const snapshot = await one();
    await snapshots.bringTo(snapshot.id, 'paused');
    await snapshots.advance(snapshot, ['100'], 100);
    expect(await found(snapshot.id)).toMatchObject({ state: 'paused', cursor: ['100'] });
  });

  it('never come back once they are cancelled', async () => {
    const snapshot = await one();
    expect(await snapshots.bringTo(snapshot.id, 'cancelled')).toBe(true);
    await snapshots.finish(snapshot);
    expect(await snapshots.bringTo(snapshot.id, 'running')).toBe(false);
    expect(await snapshots.bringTo(snapshot.id, 'paused')).toBe(false);
    expect(await found(snapshot.id)).toMatchObject({ state: 'cancelled' });
  });

  it('can be told the same thing twice', async () => {
    const snapshot = await one();
    for (const state of [
      'paused',
      'paused',
      'running',
      'running',
      'cancelled',
      'cancelled',
    ] as const) {
      expect(await snapshots.bringTo(snapshot.id, state)).toBe(true);
    }
  });

  it('all end when a new slot makes them superfluous', async () => {
    const [running = '', paused = ''] = await request(WHOLE_ORDERS, AJANTA);
    const done = await one();
    await snapshots.finish(done);
    await snapshots.bringTo(paused, 'paused');
    await snapshots.cancelAll(monolith.database);
    const states = await Promise.all([running, paused, done.id].map(found));
    expect(states.map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'done']);
  });
});
