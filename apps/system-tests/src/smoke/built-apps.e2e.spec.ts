import { jest } from '@jest/globals';
import type { TestDatabase } from '@ftgo/platform-postgres/testing';
import { createTestDatabase } from '@ftgo/platform-postgres/testing';
import type { OwnVirtualHost } from '@ftgo/platform-rabbitmq/testing';
import {
  deleteQueues,
  eventually,
  openOwnVirtualHost,
  TcpProxy,
} from '@ftgo/platform-rabbitmq/testing';
import type { Servers } from '../testing/app-environment.js';
import {
  environmentFor,
  LONG_RUNNING_APPS,
  requiredVariablesOf,
} from '../testing/app-environment.js';
import { AppProcess } from '../testing/app-process.js';
import { isBuilt, ProductionFolder } from '../testing/production-folder.js';

jest.setTimeout(240_000);

const QUEUES = [
  'replica-ingestion.events.v1',
  'notification-dispatcher.email.v1',
  'monolith.offer-accepted.v1',
];
/** The simulator has tests of its own; when it is built, it is looked at here as well. */
const APPS = LONG_RUNNING_APPS.filter((app) => app !== 'monolith-simulator' || isBuilt(app));

describe('each built program, with the packages of production only', () => {
  let production: ProductionFolder;
  let database: TestDatabase;
  let ofSimulator: TestDatabase;
  let vhost: OwnVirtualHost;
  const folders = new Map<string, string>();
  const running: AppProcess[] = [];

  const start = async (app: string, environment: Record<string, string>): Promise<AppProcess> => {
    const process = await AppProcess.start({ folder: folders.get(app) ?? '', environment });
    running.push(process);
    return process;
  };
  const serversOf = (app: string): Servers => ({
    databaseUrl: app === 'monolith-simulator' ? ofSimulator.url : database.url,
    brokerUrl: vhost.url,
  });
  const migrate = async (databaseUrl: string): Promise<AppProcess> => {
    const migration = await start('schema-migration', { DATABASE_URL: databaseUrl });
    await migration.untilEnded();
    return migration;
  };

  beforeAll(async () => {
    production = ProductionFolder.make();
    for (const app of ['schema-migration', ...APPS]) folders.set(app, production.add(app));
    [database, ofSimulator] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    vhost = await openOwnVirtualHost();
    await migrate(database.url);
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map((process) => process.kill()));
  });

  afterAll(async () => {
    if (!vhost.isOwn) await deleteQueues(QUEUES, vhost.url);
    await vhost.drop();
    await Promise.all([database.drop(), ofSimulator.drop()]);
    production.remove();
  });

  it('migrates a fresh database, and a second time changes nothing', async () => {
    const fresh = await createTestDatabase();
    try {
      const first = await migrate(fresh.url);
      const second = await migrate(fresh.url);
      expect(await first.untilEnded()).toMatchObject({ exitCode: 0 });
      expect(await second.untilEnded()).toMatchObject({ exitCode: 0 });
      expect(second.logLines.at(-1)).toMatchObject({ msg: 'the schema was current', ran: [] });
    } finally {
      await fresh.drop();
    }
  });

  it.each(['schema-migration', ...APPS])(
    '%s without configuration exits 78 and names every missing variable (I12)',
    async (app) => {
      const process = await start(app, {});
      expect(await process.untilEnded()).toMatchObject({ exitCode: 78 });
      const required = app === 'schema-migration' ? ['DATABASE_URL'] : requiredVariablesOf(app);
      for (const name of required) expect(process.output).toMatch(new RegExp(`^ +${name}: `, 'm'));
    },
  );

  it.each(APPS)('%s prints no value of a bad variable (I12)', async (app) => {
    const secret = 'chicken-vindaloo-secret';
    const names = requiredVariablesOf(app).filter((name) => name.endsWith('_URL'));
    const bad = Object.fromEntries(names.map((name) => [name, `gopher:${secret}`]));
    const process = await start(app, bad);
    expect(await process.untilEnded()).toMatchObject({ exitCode: 78 });
    for (const name of names) expect(process.output).toContain(name);
    expect(process.output).not.toContain(secret);
  });

  it.each(APPS)('%s becomes ready, again after kill -9, and stops in time', async (app) => {
    const environment = environmentFor(app, serversOf(app));
    const process = await start(app, environment);
    await process.untilReady();
    expect((await process.get('/livez')).status).toBe(200);
    const metrics = await (await process.get('/metrics')).text();
    expect(metrics).toContain(`build_info{app="${app}"} 1`);
    expect(metrics).toMatch(/^database_pool_connections\{/m);

    expect(await process.kill()).toMatchObject({ signal: 'SIGKILL' });
    process.restart();
    await process.untilReady();
    // It ends itself with 1 when its 10 s are over.
    expect(await process.stop()).toMatchObject({ exitCode: 0 });
  });

  it.each(APPS)('%s waits for database and broker, says so, and comes by itself', async (app) => {
    const [toDatabase, toBroker] = [
      await TcpProxy.open(serversOf(app).databaseUrl),
      await TcpProxy.open(vhost.url),
    ];
    try {
      toDatabase.set('refuse');
      toBroker.set('refuse');
      const servers = { databaseUrl: toDatabase.url, brokerUrl: toBroker.url };
      const process = await start(app, environmentFor(app, servers));
      await eventually(async () => {
        const complaints = process.logLines.filter(({ level }) => level !== 'info');
        if (complaints.length === 0) throw new Error('it has said nothing yet');
        const answer = await process.get('/readyz').catch(() => undefined);
        if (answer?.status === 200) throw new Error('it claims to be ready');
      });
      expect(process.isRunning).toBe(true);

      toDatabase.set('pass');
      toBroker.set('pass');
      await process.untilReady(60_000);
    } finally {
      await Promise.all([toDatabase.close(), toBroker.close()]);
    }
  });
});
