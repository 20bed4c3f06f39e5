import { eventually } from '@ftgo/platform-observability/testing';
import { foldRows } from '../testing/folded-rows.js';
import type { Stage } from '../testing/stage.js';
import { setStage } from '../testing/stage.js';
import type { TestTailer } from '../testing/test-tailer.js';

interface Shown {
  readonly role: string;
  readonly active: boolean;
}

describe('several tailers of one slot', () => {
  let stage: Stage;

  const roleOf = async (tailer: TestTailer): Promise<string> =>
    (await tailer.get<Shown>('/log-tailer')).body.role;
  const untilRole = (tailer: TestTailer, role: string): Promise<void> =>
    eventually(async () => expect(await roleOf(tailer)).toBe(role));
  const ids = (): unknown[] => foldRows(stage.tap.changes, 'orders').map(({ id }) => id);

  beforeEach(async () => {
    stage = await setStage();
  });

  afterEach(() => stage.clear());

  it('are one that is active and others that stand by, all of them ready', async () => {
    const first = await stage.startAndSettle();
    const [second, third] = [await stage.start(), await stage.start()];
    for (const standby of [second, third]) {
      await standby.untilReady();
      await untilRole(standby, 'standby');
      expect(await standby.metric('log_tailer_active')).toBe(0);
      expect(await standby.metric('log_tailer_behind_seconds')).toBeUndefined();
    }
    expect(await roleOf(first)).toBe('active');
    expect(await first.metric('log_tailer_active')).toBe(1);
    await stage.monolith.placeOrders([1]);
    await eventually(() => expect(ids()).toEqual([1]));
    expect(stage.tap.changesOf('orders')).toHaveLength(1);
  });

  it('give each other the work when the active one stops, and nothing is left out (I2)', async () => {
    const tailers = [await stage.startAndSettle()];
    for (let hand = 1; hand <= 3; hand += 1) {
      const next = await stage.start();
      await next.untilReady();
      await untilRole(next, 'standby');
      tailers.push(next);
      await stage.monolith.placeOrders([hand * 2 - 1]);
      await tailers[hand - 1]?.stop();
      await stage.monolith.placeOrders([hand * 2]);
      await untilRole(next, 'active');
      await eventually(() => expect(ids()).toHaveLength(hand * 2));
    }
  });

  it('give it to another one as well when only the lock is lost', async () => {
    const [first, second] = [await stage.startAndSettle(), await stage.start()];
    await untilRole(second, 'standby');
    await stage.monolith.database.query(
      `select pg_terminate_backend(l.pid) from pg_locks l join pg_stat_activity a using (pid)
       where l.locktype = 'advisory' and l.granted and a.datname = current_database()`,
    );
    await eventually(async () => {
      const roles = [await roleOf(first), await roleOf(second)];
      expect(roles.sort()).toEqual(['active', 'standby']);
      await stage.monolith.placeOrders([stage.tap.changes.length + 1]);
      expect(ids().length).toBeGreaterThan(0);
    });
    await Promise.all([first.untilReady(), second.untilReady()]);
  });

  it('let a standby take requests, which the active one carries out', async () => {
    await stage.startAndSettle();
    const standby = await stage.start();
    await untilRole(standby, 'standby');
    await stage.monolith.placeOrders([1, 2]);
    const answer = await standby.post<{ ids: string[] }>('/log-tailer/snapshots', {
      table: 'orders',
      requestedBy: 'operations',
    });
    expect(answer.status).toBe(202);
    await standby.untilSnapshotsAreDone();
    const [id] = answer.body.ids;
    expect((await standby.get(`/log-tailer/snapshots/${id}`)).body).toMatchObject({
      state: 'done',
      rowsDone: 2,
    });
    await eventually(() => expect(stage.tap.changesOf('orders', 'r')).toHaveLength(2));
  });

  it('leave heartbeats to the active one', async () => {
    await stage.startAndSettle({ heartbeatMs: 86_400_000 });
    const standby = await stage.start({ heartbeatMs: 10 });
    await untilRole(standby, 'standby');
    const before = stage.tap.heartbeats.length;
    await stage.monolith.placeOrders([1]);
    await eventually(() => expect(ids()).toEqual([1]));
    expect(stage.tap.heartbeats.length).toBe(before);
  });
});
