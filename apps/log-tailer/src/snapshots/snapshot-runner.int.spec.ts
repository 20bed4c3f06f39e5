import type { CapturedLogger } from '@ftgo/platform-observability/testing';
import { captureLogger, eventually } from '@ftgo/platform-observability/testing';
import type { PublishedMessage } from '@ftgo/platform-rabbitmq';
import { PublishingWindow } from '../publishing/publishing-window.js';
import type { Envelope } from '../rows/envelope.js';
import { RowMessages } from '../rows/row-messages.js';
import { PostgresSlot } from '../slot/postgres-slot.js';
import { VisibleLsn } from '../slot/visible-lsn.js';
import { createStateTables } from '../state/create-state-tables.js';
import type { TestMonolith } from '../testing/test-monolith.js';
import { createTestMonolith } from '../testing/test-monolith.js';
import { ScriptedPublisher } from '../testing/scripted-publisher.js';
import { PostgresSnapshots } from './postgres-snapshots.js';
import type { Snapshot, SnapshotScope } from './snapshot.js';
import type { SnapshotMeans } from './snapshot-runner.js';
import { SnapshotRunner } from './snapshot-runner.js';

const BIRTH = 1_000n;
const CHUNK = 10;

/** Remembers whole messages, beside what became of them. */
class RememberingPublisher extends ScriptedPublisher {
  readonly envelopes: Envelope[] = [];

  override publish(message: PublishedMessage): ReturnType<ScriptedPublisher['publish']> {
    this.envelopes.push(message.body as Envelope);
    return super.publish(message);
  }
}

describe('the runner of snapshots', () => {
  let monolith: TestMonolith;
  let snapshots: PostgresSnapshots;
  let slot: PostgresSlot;
  let broker: RememberingPublisher;
  let log: CapturedLogger;
  let means: SnapshotMeans;
  let runner: SnapshotRunner;
  let rowsRead: number;

  const request = async (
    changes: Partial<SnapshotScope> = {},
    isInitial = false,
  ): Promise<string> => {
    const scope = {
      table: 'orders',
      since: undefined,
      restaurantId: undefined,
      ...changes,
    } as const;
    const by = { requestedBy: 'operations', isInitial };
    const [id = ''] = await snapshots.request(monolith.database, [scope], by);
    return id;
  };
  const found = async (id: string): Promise<Snapshot> => {
    const snapshot = await snapshots.find(id);
    if (snapshot === undefined) throw new Error('there is no such snapshot');
    return snapshot;
  };
  const takeUp = (visibleLsn = new VisibleLsn(monolith.database, BIRTH)): void => {
    broker = new RememberingPublisher();
    const options = {
      exchange: 'spec',
      topicPrefix: 'ftgo',
      slot: slot.name,
      database: 'monolith',
    };
    means = {
      visibleLsn,
      window: new PublishingWindow({
        publisher: broker,
        size: 100,
        bytes: 1_000_000,
        retryAfterMs: 10,
        onTrouble: () => undefined,
        onRepeat: () => undefined,
      }),
      messages: new RowMessages({ ...options, now: () => 7_000, onShrunk: () => undefined }),
    };
  };
  /** One chunk; the broker confirms all of it. */
  const runChunk = async (): Promise<boolean> => {
    const running = runner.runOnce(means);
    let isOver = false;
    void running.finally(() => (isOver = true));
    await eventually(async () => {
      await broker.confirmAll();
      if (!isOver) throw new Error('still runs');
    });
    return running;
  };
  const ids = (): unknown[] => broker.envelopes.map(({ after }) => after?.['id']);

  beforeEach(async () => {
    monolith = await createTestMonolith();
    const { database } = monolith;
    await createStateTables(database);
    snapshots = new PostgresSnapshots(database, monolith.slot);
    slot = new PostgresSlot(database, monolith.slot);
    await slot.recordBirth(database, BIRTH);
    log = captureLogger();
    rowsRead = 0;
    runner = new SnapshotRunner({
      database,
      snapshots,
      slot,
      logger: log.logger,
      chunkRows: CHUNK,
      monolithTimeZone: 'UTC',
      onRows: (_table, rows) => (rowsRead += rows),
    });
    takeUp();
    await monolith.placeOrders(Array.from({ length: 25 }, (_, at) => at + 1));
  });

  afterEach(async () => {
    means.window.close();
    await monolith.drop();
  });

  it('has nothing to do when nothing is asked for', async () => {
    expect(await runner.runOnce(means)).toBe(false);
  });

  it('reads a table chunk by chunk, and tells how far it is', async () => {
    const id = await request();
    expect(await runChunk()).toBe(true);
    expect(await found(id)).toMatchObject({ state: 'running', rowsDone: 10, rowsTotal: 25 });
    while (await runChunk());
    expect(await found(id)).toMatchObject({ state: 'done', rowsDone: 25, rowsTotal: 25 });
    expect(ids()).toEqual(Array.from({ length: 25 }, (_, at) => at + 1));
    expect(rowsRead).toBe(25);
    expect(log.lines).toMatchObject([{ msg: 'snapshot done', snapshotId: id, rows: 25 }]);
  });

  it('keeps no progress before the broker has confirmed the chunk (I2)', async () => {
    const id = await request();
    const running = runner.runOnce(means);
    await eventually(() => expect(broker.unsettled).toHaveLength(CHUNK));
    for (const messageId of broker.unsettled.slice(1)) await broker.answer(messageId, 'confirmed');
    expect(await found(id)).toMatchObject({ cursor: null, rowsDone: 0 });
    await broker.confirmAll();
    await running;
    expect(await found(id)).toMatchObject({ cursor: ['10'], rowsDone: 10 });
  });

  it('goes on with the chunk that was cut off, with the same message ids (I2)', async () => {
    const id = await request();
    await runChunk();
    const cutOff = runner.runOnce(means);
    await eventually(() => expect(broker.unsettled).toHaveLength(CHUNK));
    const sent = broker.unsettled;
    means.window.close();
    expect(await cutOff).toBe(false);
    expect(await found(id)).toMatchObject({ cursor: ['10'], rowsDone: 10, trouble: undefined });
    takeUp();
    await runChunk();
    expect(broker.published).toEqual(sent);
    while (await runChunk());
    expect(await found(id)).toMatchObject({ state: 'done', rowsDone: 25 });
  });

  it('ends, though the table grows quicker than it is read: what came later is in the stream', async () => {
    const id = await request();
    for (let next = 100; (await found(id)).state === 'running'; next += 100) {
      await runChunk();
      await monolith.placeOrders(Array.from({ length: 2 * CHUNK }, (_, at) => next + at));
      expect(next).toBeLessThan(1_000);
    }
    expect(ids()).toEqual(Array.from({ length: 25 }, (_, at) => at + 1));
  });

  it('has done with a table that was empty at its beginning', async () => {
    await monolith.database.query('delete from orders');
    const id = await request();
    await runChunk();
    expect(await found(id)).toMatchObject({ state: 'done', rowsDone: 0, rowsTotal: 0 });
  });

  it('goes on with one that an older version began, and that knows no last row', async () => {
    const id = await request();
    await runChunk();
    await monolith.database.query('update log_tailer.snapshots set last_key = null');
    while (await runChunk());
    expect(await found(id)).toMatchObject({ state: 'done', rowsDone: 25 });
  });

  it('stops between two chunks when it is paused, and goes on when it is resumed', async () => {
    const id = await request();
    await runChunk();
    await snapshots.bringTo(id, 'paused');
    expect(await runChunk()).toBe(false);
    await snapshots.bringTo(id, 'running');
    while (await runChunk());
    expect(ids()).toEqual(Array.from({ length: 25 }, (_, at) => at + 1));
  });

  it('tells of each row a place up to which it holds every commit', async () => {
    await request();
    const [{ lsn } = { lsn: 0 }] = await monolith.database.query<{ lsn: number }>(
      `select (pg_current_wal_flush_lsn() - '0/0')::bigint as lsn`,
    );
    await runChunk();
    for (const { source } of broker.envelopes) expect(source.lsn).toBeGreaterThanOrEqual(lsn);
  });

  it('tells an older place while a transaction is held open, whose commit it would hide', async () => {
    const held = await monolith.connect();
    await held.query(`begin; update orders set version = 1 where id = 1`);
    takeUp(new VisibleLsn(monolith.database, BIRTH, 200));
    await request();
    await runChunk();
    const [row] = broker.envelopes;
    expect(row).toMatchObject({ after: { id: 1, version: 0 }, source: { lsn: Number(BIRTH) } });
    await held.query('commit');
  });

  it('remembers the newest such place for whoever takes over', async () => {
    await request();
    await runChunk();
    const [row] = broker.envelopes;
    expect((await slot.record())?.visibleLsn).toBe(BigInt(row?.source.lsn ?? 0));
  });

  it('marks the rows of a slot’s first snapshot', async () => {
    await request({}, true);
    await runChunk();
    expect(broker.envelopes[0]?.source.snapshot).toBe('true');
  });

  it('sees to others while a table cannot be read, says why, and comes back to it', async () => {
    const { database } = monolith;
    const broken = await request({ table: 'restaurant_closures' });
    await database.query('alter table restaurant_closures rename to closures');
    const orders = await request();
    for (let turn = 0; turn < 10; turn += 1) await runChunk();
    expect(await found(orders)).toMatchObject({ state: 'done' });
    expect(await found(broken)).toMatchObject({
      state: 'running',
      trouble: expect.stringContaining('restaurant_closures'),
    });
    await database.query('alter table closures rename to restaurant_closures');
    while (await runChunk());
    expect(await found(broken)).toMatchObject({ state: 'done', trouble: undefined });
  });

  it('gives no row’s value to the log (I8)', async () => {
    await monolith.database.query(`update orders set notes = 'Chicken Vindaloo for John Doe'`);
    await request();
    while (await runChunk());
    expect(JSON.stringify(log.lines)).not.toMatch(/Vindaloo|John Doe/);
  });
});
