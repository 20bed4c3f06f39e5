import { jest } from '@jest/globals';
import type { TestDatabase } from '@ftgo/platform-postgres/testing';
import { createTestDatabase } from '@ftgo/platform-postgres/testing';
import { eventually, testBrokerUrl } from '@ftgo/platform-rabbitmq/testing';
import { AppProcess } from '../testing/app-process.js';
import { ProductionFolder } from '../testing/production-folder.js';

jest.setTimeout(240_000);

/** What each does not start without. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'log-tailer': ['MONOLITH_DATABASE_URL', 'RABBITMQ_URL'],
  'replica-reconciliation': ['DATABASE_URL', 'MONOLITH_DATABASE_URL'],
};
const APPS = Object.keys(NEEDED);

describe('each built program beside the main flow, with the packages of production only', () => {
  let production: ProductionFolder;
  let [database, monolith]: (TestDatabase | undefined)[] = [];
  const folders = new Map<string, string>();
  const running: AppProcess[] = [];

  const start = async (app: string, environment: Record<string, string>): Promise<AppProcess> => {
    const process = await AppProcess.start({ folder: folders.get(app) ?? '', environment });
    running.push(process);
    return process;
  };

  beforeAll(async () => {
    production = ProductionFolder.make();
    for (const app of [...APPS, 'ops']) folders.set(app, production.add(app));
    [database, monolith] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((process) => process.kill()));
  });
  afterAll(async () => {
    await Promise.all([database?.drop(), monolith?.drop()]);
    production.remove();
  });

  it.each(APPS)('%s without configuration exits 78 and names what it lacks (I12)', async (app) => {
    const process = await start(app, {});
    expect(await process.untilEnded()).toMatchObject({ exitCode: 78 });
    for (const name of NEEDED[app] ?? []) expect(process.output).toMatch(new RegExp(`${name}: `));
  });

  it.each(APPS)('%s lives, shows itself, and stops in time', async (app) => {
    const process = await start(app, {
      DATABASE_URL: database?.url ?? '',
      MONOLITH_DATABASE_URL: monolith?.url ?? '',
      RABBITMQ_URL: testBrokerUrl(),
      LOG_TAILER_SLOT: 'ftgo_smoke',
      LOG_TAILER_PUBLICATION: 'ftgo_smoke',
    });
    // The monolith's tables are not there yet: alive, but not ready, or with nothing to compare.
    await eventually(async () => expect((await process.get('/livez')).status).toBe(200));
    expect(await (await process.get('/metrics')).text()).toContain(`build_info{app="${app}"} 1`);
    expect(await process.stop()).toMatchObject({ exitCode: 0 });
  });

  it('ops tells its commands without any configuration', async () => {
    const process = await start('ops', {});
    // It is given no arguments here, so it explains itself.
    await process.untilEnded();
    expect(process.output).toMatch(/Usage: ops/);
  });
});
