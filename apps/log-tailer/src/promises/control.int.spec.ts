import { eventually } from '@ftgo/platform-observability/testing';
import type { Snapshot } from '../snapshots/snapshot.js';
import { TAILED_TABLES } from '../tables.js';
import type { Stage } from '../testing/stage.js';
import { setStage } from '../testing/stage.js';
import type { TestTailer } from '../testing/test-tailer.js';

const SNAPSHOTS = '/log-tailer/snapshots';
const NOBODY = '0b5fbd0e-5bd0-4e5b-9d55-2f6f0d3f6a10';
const BY = { requestedBy: 'operations' };

describe('the operators’ paths', () => {
  let stage: Stage;
  let tailer: TestTailer;

  const request = async (body: object): Promise<string> => {
    const answer = await tailer.post<{ ids: string[] }>(SNAPSHOTS, { ...BY, ...body });
    expect(answer.status).toBe(202);
    return answer.body.ids[0] ?? '';
  };
  const show = async (id: string): Promise<Snapshot> =>
    (await tailer.get<Snapshot>(`${SNAPSHOTS}/${id}`)).body;
  const idsOf = (op: 'r' | 'c'): unknown[] =>
    stage.tap.changesOf('orders', op).map(({ after }) => after?.['id']);

  beforeEach(async () => {
    stage = await setStage();
    tailer = await stage.startAndSettle({ snapshotChunkRows: 10 });
    stage.tap.messages.splice(0);
  });

  afterEach(() => stage.clear());

  it('show the slot, who is active, and how far behind it is', async () => {
    expect(await tailer.get('/log-tailer')).toEqual({
      status: 200,
      body: {
        role: 'active',
        active: true,
        behindSeconds: expect.any(Number),
        slot: {
          name: stage.monolith.slot,
          exists: true,
          isStreamed: true,
          lostBecause: null,
          isRecreationRequested: false,
          createdAt: expect.any(String),
          lagBytes: expect.any(Number),
          retainedBytes: expect.any(Number),
        },
      },
    });
  });

  it('take a request for everything, a snapshot for each table', async () => {
    const answer = await tailer.post<{ ids: string[] }>(SNAPSHOTS, BY);
    expect(answer.status).toBe(202);
    expect(answer.body.ids).toHaveLength(TAILED_TABLES.length);
    await tailer.untilSnapshotsAreDone();
    const { body } = await tailer.get<{ snapshots: Snapshot[] }>(SNAPSHOTS);
    expect(body.snapshots).toHaveLength(2 * TAILED_TABLES.length);
    expect(body.snapshots[0]).toMatchObject({ isInitial: false, requestedBy: 'operations' });
  });

  it('take a request for a part, while the stream goes on', async () => {
    await stage.monolith.database.query(
      `insert into orders (id, restaurant_id, created_at) values
        (1, 7, '2026-10-03 17:59:59'), (2, 7, '2026-10-03 18:00:00'), (3, 8, '2026-10-03 19:00:00')`,
    );
    const id = await request({ table: 'orders', restaurantId: 7, since: '2026-10-03T18:00:00Z' });
    await stage.monolith.placeOrders([4]);
    await tailer.untilSnapshotsAreDone();
    await eventually(() => expect(idsOf('c')).toEqual([1, 2, 3, 4]));
    await eventually(() => expect(idsOf('r')).toEqual([2]));
    expect(await show(id)).toMatchObject({
      state: 'done',
      rowsDone: 1,
      rowsTotal: 1,
      restaurantId: 7,
      since: '2026-10-03T18:00:00.000Z',
    });
    expect(await tailer.metric('log_tailer_snapshot_rows_total', 'table="orders"')).toBe(1);
  });

  it('pause, resume and cancel a snapshot, and tell how far it is', async () => {
    await stage.monolith.placeOrders(Array.from({ length: 2_000 }, (_, at) => at + 1));
    const id = await request({ table: 'orders' });
    await eventually(async () => expect((await show(id)).rowsDone).toBeGreaterThan(10));
    expect((await tailer.post(`${SNAPSHOTS}/${id}/pause`)).body).toMatchObject({ state: 'paused' });
    const paused = await eventually(async () => {
      const [one, other] = [await show(id), await show(id)];
      expect(one.rowsDone).toBe(other.rowsDone);
      return other;
    });
    expect(paused.rowsDone).toBeLessThan(2_000);
    expect(paused.rowsTotal).toBe(2_000);
    await tailer.post(`${SNAPSHOTS}/${id}/resume`);
    await eventually(async () =>
      expect((await show(id)).rowsDone).toBeGreaterThan(paused.rowsDone + 20),
    );
    expect((await tailer.post(`${SNAPSHOTS}/${id}/cancel`)).status).toBe(200);
    expect(await show(id)).toMatchObject({ state: 'cancelled' });
    expect((await tailer.post(`${SNAPSHOTS}/${id}/resume`)).status).toBe(409);
  });

  it('refuse what cannot be, as problems that name it', async () => {
    const done = await request({ table: 'restaurants' });
    await tailer.untilSnapshotsAreDone();
    const refused = await Promise.all([
      tailer.post(`${SNAPSHOTS}/${done}/pause`),
      tailer.get(`${SNAPSHOTS}/${NOBODY}`),
      tailer.get(`${SNAPSHOTS}/vindaloo`),
      tailer.post(`${SNAPSHOTS}/${NOBODY}/cancel`),
      tailer.post(SNAPSHOTS, { table: 'consumers', ...BY }),
      tailer.post(SNAPSHOTS),
      tailer.post('/log-tailer/slot/recreate', {}),
    ]);
    expect(refused).toMatchObject([
      { status: 409, body: { detail: 'the snapshot is done and cannot become paused' } },
      { status: 404, body: { detail: 'there is no such snapshot' } },
      { status: 404 },
      { status: 404 },
      { status: 400, body: { detail: expect.stringContaining('table: must be one of') } },
      { status: 400, body: { detail: 'requestedBy: is required: who asks' } },
      { status: 400, body: { detail: 'requestedBy: is required: who asks' } },
    ]);
  });

  it('never log who asks', async () => {
    await request({ table: 'orders', requestedBy: 'John Doe' });
    await tailer.untilSnapshotsAreDone();
    expect(JSON.stringify(tailer.lines)).not.toContain('John Doe');
  });
});
