import { latestActions, recordAction, recordResult } from './postgres-operator-actions.js';
import type { ServiceDatabase } from './testing/index.js';
import { serviceDatabase } from './testing/index.js';

describe('the audit of operators', () => {
  let service: ServiceDatabase;

  beforeAll(async () => {
    service = await serviceDatabase();
  });
  beforeEach(() => service.database.query('truncate operator_action'));
  afterAll(() => service.drop());

  it('is empty before anybody did anything', async () => {
    expect(await latestActions(service.database, 10)).toEqual([]);
  });

  it('tells the latest actions, newest first, and no more than asked for', async () => {
    for (const action of ['backfill', 'reconcile', 'dead-letters replay']) {
      await recordAction(service.database, 'ada', action, { runId: 7 });
    }
    const latest = await latestActions(service.database, 2);
    expect(latest.map(({ action }) => action)).toEqual(['dead-letters replay', 'reconcile']);
    expect(latest[0]).toMatchObject({ operator: 'ada', detail: { runId: 7 } });
    expect(latest[0]?.actedAt).toBeInstanceOf(Date);
  });

  it.each([
    ['quotes', `O'Brien "the chef"`],
    ['other scripts', '阿達'],
    ['what looks like SQL', `'); drop table operator_action; --`],
  ])('keeps an operator’s name with %s as it is', async (_, operator) => {
    await recordAction(service.database, operator, 'backfill', { why: operator });
    expect(await latestActions(service.database, 1)).toMatchObject([
      { operator, detail: { why: operator } },
    ]);
  });

  it('tells what came of an action beside what was intended, and of no other', async () => {
    const intended = { queue: 'q', intended: 5, moved: null };
    const first = await recordAction(service.database, 'ada', 'dead-letters replay', intended);
    await recordAction(service.database, 'ada', 'dead-letters discard', intended);
    await recordResult(service.database, first, { moved: 3 });
    expect((await latestActions(service.database, 10)).map(({ detail }) => detail)).toEqual([
      intended,
      { ...intended, moved: 3 },
    ]);
  });

  it('I4: is rolled back with the action itself', async () => {
    const failing = service.database.transaction(async (transaction) => {
      await recordAction(transaction, 'ada', 'quarantine replay', { keys: ['m-1'] });
      throw new Error('the replica refused it');
    });
    await expect(failing).rejects.toThrow(/refused/);
    expect(await latestActions(service.database, 10)).toEqual([]);
  });
});
