import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '@ftgo/platform-observability/testing';
import { foldRows } from '../testing/folded-rows.js';
import type { PrivateServer } from '../testing/private-monolith.js';
import { hasPostgresPrograms, startPrivateServer } from '../testing/private-monolith.js';
import type { Stage } from '../testing/stage.js';
import { setStage } from '../testing/stage.js';

const describeWithPrograms = (await hasPostgresPrograms()) ? describe : describe.skip;

describeWithPrograms('a monolith’s server of its own', () => {
  let server: PrivateServer;
  let stage: Stage;

  const sql = (text: string): Promise<object[]> => stage.monolith.database.query(text);
  const ids = (): unknown[] => foldRows(stage.tap.changes, 'orders').map(({ id }) => id);
  const begin = async (settings: Record<string, string | number> = {}): Promise<void> => {
    server = await startPrivateServer(settings);
    stage = await setStage({ at: server.url });
  };

  afterEach(async () => {
    await stage.clear();
    await server.remove();
  });

  it('may crash and start again, and nothing that was committed is left out (I2, I11)', async () => {
    await begin();
    const tailer = await stage.startAndSettle();
    for (let crash = 0; crash < 2; crash += 1) {
      await stage.monolith.placeOrders([crash * 2 + 1]);
      await server.crash();
      await eventually(() => stage.monolith.placeOrders([crash * 2 + 2]));
    }
    await eventually(() => expect(ids()).toEqual([1, 2, 3, 4]), { withinMs: 60_000 });
    await tailer.untilReady();
  });

  it('may invalidate the slot that keeps too much log: that is a lost slot (I12)', async () => {
    await begin({ max_slot_wal_keep_size: '1MB', max_wal_size: '32MB', min_wal_size: '32MB' });
    const first = await stage.startAndSettle();
    await first.stop();
    for (let segment = 0; segment < 6; segment += 1) {
      await stage.monolith.placeOrders([segment + 1]);
      await sql('select pg_switch_wal()');
    }
    await sql('checkpoint');
    const tailer = await stage.start();
    await eventually(async () => {
      expect(await tailer.dependency('slot')).toMatchObject({
        ready: false,
        reason: expect.stringContaining('the server has invalidated it'),
      });
      expect(await tailer.metric('log_tailer_slot_lost')).toBe(1);
    });
    await tailer.post('/log-tailer/slot/recreate', { requestedBy: 'operations' });
    await tailer.untilReady();
    await eventually(() => expect(ids()).toEqual([1, 2, 3, 4, 5, 6]));
  });

  it('may show a commit in its log before it is visible: no snapshot passes for newer (I1)', async () => {
    // With a synchronous standby that does not answer, a commit stays in just that state.
    await begin();
    const tailer = await stage.startAndSettle();
    await stage.monolith.placeOrders([1]);
    await eventually(() => expect(ids()).toEqual([1]));
    await sql(`alter system set synchronous_standby_names = 'nobody'`);
    await sql('select pg_reload_conf()');
    await eventually(async () => {
      expect(await sql('show synchronous_standby_names')).toEqual([
        { synchronous_standby_names: 'nobody' },
      ]);
    });
    const hanging = await stage.monolith.connect();
    const committing = hanging.query(`update orders set version = 7 where id = 1`);
    // The log has it, so the stream tells it; yet whoever looks sees the old row.
    await eventually(() => {
      expect(stage.tap.changesOf('orders', 'u')).toMatchObject([{ after: { version: 7 } }]);
    });
    expect(await sql('select version from orders')).toEqual([{ version: 0 }]);
    await tailer.post('/log-tailer/snapshots', { table: 'orders', requestedBy: 'operations' });
    await eventually(() => expect(stage.tap.changesOf('orders', 'r')).toHaveLength(1), {
      withinMs: 60_000,
    });
    const [update, row] = [
      stage.tap.changesOf('orders', 'u')[0],
      stage.tap.changesOf('orders', 'r')[0],
    ];
    expect(row?.after).toMatchObject({ id: 1, version: 0 });
    expect(row?.source.lsn).toBeLessThan(update?.source.lsn ?? 0);
    expect(foldRows(stage.tap.changes, 'orders')).toMatchObject([{ id: 1, version: 7 }]);
    await sql(`alter system reset synchronous_standby_names`);
    await sql('select pg_reload_conf()');
    await committing;
  });

  it('may be at its limit of slots: that is said, and overcome by itself', async () => {
    await begin({ max_replication_slots: 1 });
    await sql(`select pg_create_logical_replication_slot('somebody_else', 'pgoutput')`);
    const tailer = await stage.start();
    await eventually(async () => {
      expect(await tailer.dependency('log')).toMatchObject({
        ready: false,
        reason: expect.stringContaining('all replication slots are in use'),
      });
    });
    await sql(`select pg_drop_replication_slot('somebody_else')`);
    await stage.monolith.placeOrders([1]);
    await tailer.untilReady();
    await eventually(() => expect(ids()).toEqual([1]));
  });

  it('may wait for a long transaction before it gives a slot: that is said, and waited for', async () => {
    await begin();
    const held = await stage.monolith.connect();
    await held.query('begin; insert into orders (id) values (1)');
    const tailer = await stage.start();
    await eventually(async () => {
      expect(await tailer.dependency('slot')).toMatchObject({
        ready: false,
        reason: expect.stringContaining('waits for running transactions'),
      });
    });
    await pause(2_000);
    await held.query('commit');
    await tailer.untilReady();
    await tailer.untilSnapshotsAreDone();
    await eventually(() => expect(ids()).toEqual([1]));
    expect(tailer.messagesOf('error')).toEqual([]);
  });
});
