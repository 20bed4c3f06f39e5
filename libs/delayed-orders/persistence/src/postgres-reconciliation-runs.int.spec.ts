import { PostgresReconciliationRuns } from './postgres-reconciliation-runs.js';
import type { ServiceDatabase } from './testing/index.js';
import { serviceDatabase } from './testing/index.js';

const RESULT = { compared: 500, drifted: 3, repaired: 3 };

describe('PostgresReconciliationRuns', () => {
  let service: ServiceDatabase;
  let runs: PostgresReconciliationRuns;

  const started = async (dryRun = false): Promise<number> => {
    const runId = await runs.begin(dryRun);
    if (runId === undefined) throw new Error('another run is under way');
    return runId;
  };
  const beganMinutesAgo = (runId: number, minutes: number) =>
    service.database.query(
      `update reconciliation_run set started_at = clock_timestamp() - $2 * interval '1 minute'
       where run_id = $1`,
      [runId, minutes],
    );

  beforeAll(async () => {
    service = await serviceDatabase();
    runs = new PostgresReconciliationRuns(service.database);
  });
  beforeEach(() => service.database.query('truncate reconciliation_run'));
  afterAll(() => service.drop());

  it('lets one of 12 begin that come at once, from as many processes', async () => {
    const pools = [1, 2, 3, 4].map(() => new PostgresReconciliationRuns(service.connect()));
    const begun = await Promise.all(
      [...pools, ...pools, ...pools].map((each) => each.begin(false)),
    );
    expect(begun.filter((runId) => runId !== undefined)).toHaveLength(1);
    expect(await runs.latest(20)).toHaveLength(1);
  });

  it('lets a dry run keep a real one waiting, and the other way round', async () => {
    const rehearsal = await started(true);
    expect(await runs.begin(false)).toBeUndefined();
    await runs.finish(rehearsal, RESULT);
    await started(false);
    expect(await runs.begin(true)).toBeUndefined();
  });

  it.each([
    ['finished', (runId: number) => runs.finish(runId, RESULT)],
    ['abandoned', (runId: number) => runs.abandon(runId)],
    ['given up after 10 minutes', (runId: number) => beganMinutesAgo(runId, 11)],
  ])('frees the place of a run that was %s', async (_, end) => {
    await end(await started());
    expect(await runs.begin(false)).toBeDefined();
  });

  it('keeps the place of a run that is nearly 10 minutes old', async () => {
    await beganMinutesAgo(await started(), 9);
    expect(await runs.begin(false)).toBeUndefined();
  });

  it('keeps what came of a run that was given up but ended after all, beside its successor’s', async () => {
    const slow = await started();
    await beganMinutesAgo(slow, 11);
    const next = await started();
    await runs.finish(slow, { ...RESULT, compared: 1 });
    expect(await runs.find(slow)).toMatchObject({ compared: 1 });
    expect(await runs.find(next)).toMatchObject({ finishedAt: null });
    expect(await runs.begin(false)).toBeUndefined();
  });

  it('tells of a run while it goes on, and what came of it', async () => {
    const runId = await started(true);
    expect(await runs.find(runId)).toMatchObject({ runId, dryRun: true, finishedAt: null });
    await runs.finish(runId, RESULT);
    const ended = await runs.find(runId);
    expect(ended).toMatchObject({ ...RESULT, dryRun: true });
    expect(ended?.finishedAt?.getTime()).toBeGreaterThanOrEqual(ended?.startedAt.getTime() ?? 0);
  });

  it('knows nothing of a run that was abandoned or never was', async () => {
    const runId = await started();
    await runs.abandon(runId);
    expect(await runs.find(runId)).toBeUndefined();
    expect(await runs.find(404)).toBeUndefined();
    await runs.abandon(404);
    await runs.finish(404, RESULT);
    expect(await runs.latest(20)).toEqual([]);
  });

  it('tells the latest runs, newest first, and no more than asked for', async () => {
    const ids: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      const runId = await started();
      await runs.finish(runId, RESULT);
      ids.unshift(runId);
    }
    expect((await runs.latest(3)).map(({ runId }) => runId)).toEqual(ids.slice(0, 3));
  });
});
