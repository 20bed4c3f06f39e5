import type { ServiceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { serviceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import type { Ran } from './testing/run.js';
import { run } from './testing/run.js';

describe('ops channels', () => {
  let service: ServiceDatabase;

  const ops = (...args: string[]): Promise<Ran> =>
    run({ DATABASE_URL: service.url, OPERATOR: 'jane' }, args);
  const audit = async (): Promise<string[]> => {
    const actions = await service.database.query<{ action: string }>(
      'select action from operator_action order by action_id',
    );
    return actions.map(({ action }) => action);
  };

  beforeAll(async () => {
    service = await serviceDatabase();
  });
  afterAll(() => service.drop());

  it('pauses a channel and resumes it, with who and why, and says what stands already', async () => {
    const paused = await ops('channels', 'pause', 'EMAIL', '--note', 'the relay moves');
    expect(paused.out).toContain('EMAIL is paused');
    expect((await ops('channels', 'list')).out).toMatch(/EMAIL +paused .*jane +the relay moves/);
    expect(await ops('channels', 'pause', 'EMAIL', '--note', 'again')).toMatchObject({ code: 2 });
    expect((await ops('channels', 'resume', 'EMAIL')).code).toBe(0);
    expect(await ops('channels', 'resume', 'EMAIL')).toMatchObject({ code: 2 });
    expect(await ops('channels', 'pause', 'PIGEON', '--note', 'coo')).toMatchObject({ code: 2 });
    expect(await audit()).toEqual(['channels pause', 'channels resume']);
  });
});
