import { setTimeout as pause } from 'node:timers/promises';
import { eventually } from '@ftgo/platform-observability/testing';
import { TAILED_TABLES } from '../tables.js';
import { foldRows } from '../testing/folded-rows.js';
import type { Stage } from '../testing/stage.js';
import { setStage } from '../testing/stage.js';
import type { TestTailer } from '../testing/test-tailer.js';

interface Shown {
  readonly slot: { readonly exists: boolean; readonly lostBecause: string | null };
}

describe('a slot that is lost', () => {
  let stage: Stage;

  const ids = (): unknown[] => foldRows(stage.tap.changes, 'orders').map(({ id }) => id);
  const sql = (text: string): Promise<object[]> => stage.monolith.database.query(text);
  /** As an administrator would who needs the disk. */
  const dropSlot = async (): Promise<void> => {
    await eventually(async () => {
      await sql(`select pg_terminate_backend(active_pid), pg_drop_replication_slot(slot_name)
        from pg_replication_slots where slot_name = '${stage.monolith.slot}'`);
      expect(await stage.monolith.slotPlaces()).toBeUndefined();
    });
  };
  const untilReportedLost = (tailer: TestTailer, because: string): Promise<void> =>
    eventually(async () => {
      expect(await tailer.dependency('slot')).toMatchObject({
        ready: false,
        reason: expect.stringContaining(because),
      });
      expect(await tailer.metric('log_tailer_slot_lost')).toBe(1);
      const { body } = await tailer.get<Shown>('/log-tailer');
      expect(body.slot.lostBecause).toContain(because);
    });

  beforeEach(async () => {
    stage = await setStage();
  });

  afterEach(() => stage.clear());

  it('is reported with the command that helps, and is not made anew (I12)', async () => {
    const tailer = await stage.startAndSettle();
    await dropSlot();
    await untilReportedLost(tailer, 'it is gone');
    const reason = (await tailer.dependency('slot'))?.reason;
    expect(reason).toContain(`the slot ${stage.monolith.slot} is lost: it is gone`);
    expect(reason).toContain('POST /log-tailer/slot/recreate');
    await pause(3_000);
    expect(await stage.monolith.slotPlaces()).toBeUndefined();
    const told = tailer.messagesOf('error').filter((text) => text.includes('is lost'));
    expect(told).toHaveLength(1);
  });

  it('is reported by a tailer that is started afterwards, and by a standby', async () => {
    await (await stage.startAndSettle()).stop();
    await dropSlot();
    const [first, second] = [await stage.start(), await stage.start()];
    await untilReportedLost(first, 'it is gone');
    await untilReportedLost(second, 'it is gone');
    expect(await stage.monolith.slotPlaces()).toBeUndefined();
  });

  it('is made anew by command, with a snapshot of everything that was missed', async () => {
    await stage.monolith.placeOrders([1]);
    const tailer = await stage.startAndSettle();
    await dropSlot();
    await stage.monolith.placeOrders([2]);
    await sql('update orders set version = 7 where id = 1');
    await untilReportedLost(tailer, 'it is gone');
    const body = { requestedBy: 'operations' };
    expect(await tailer.post('/log-tailer/slot/recreate', body)).toEqual({
      status: 202,
      body: { slot: stage.monolith.slot },
    });
    await tailer.untilReady();
    await tailer.untilSnapshotsAreDone();
    await stage.monolith.placeOrders([3]);
    await eventually(() => expect(ids()).toEqual([1, 2, 3]));
    expect(foldRows(stage.tap.changes, 'orders')[0]).toMatchObject({ id: 1, version: 7 });
    expect(await tailer.metric('log_tailer_slot_lost')).toBe(0);
    const { body: list } = await tailer.get<{ snapshots: { requestedBy: string }[] }>(
      '/log-tailer/snapshots',
    );
    const ours = list.snapshots.filter(({ requestedBy }) => requestedBy === 'operations');
    expect(ours).toHaveLength(TAILED_TABLES.length);
  });

  it('is made anew by the active tailer, whoever was asked', async () => {
    await stage.startAndSettle();
    const standby = await stage.start();
    await dropSlot();
    await untilReportedLost(standby, 'it is gone');
    await standby.post('/log-tailer/slot/recreate', { requestedBy: 'operations' });
    await stage.monolith.placeOrders([1]);
    await eventually(() => expect(ids()).toEqual([1]));
    await standby.untilReady();
  });

  it('is not given up while it is well', async () => {
    const tailer = await stage.startAndSettle();
    const before = await tailer.get<Shown>('/log-tailer');
    expect(before.body.slot).toMatchObject({ exists: true, lostBecause: null });
    const answer = await tailer.post('/log-tailer/slot/recreate', { requestedBy: 'operations' });
    expect(answer).toMatchObject({
      status: 409,
      body: { status: 409, detail: expect.stringContaining('is not lost') },
    });
  });

  it('is one that is there, too, when its publication was dropped: its past is not in a new one', async () => {
    const tailer = await stage.startAndSettle();
    await tailer.stop();
    await sql(`drop publication ${stage.monolith.publication}`);
    await stage.monolith.placeOrders([1]);
    const next = await stage.start();
    await untilReportedLost(next, 'cannot read the log through it');
    await pause(2_500);
    expect(await next.dependency('slot')).toMatchObject({ ready: false });
    await next.post('/log-tailer/slot/recreate', { requestedBy: 'operations' });
    await next.untilReady();
    await stage.monolith.placeOrders([2]);
    await eventually(() => expect(ids()).toEqual([1, 2]));
  });
});
