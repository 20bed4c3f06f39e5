import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PostgresReconciliationRuns } from '@ftgo/delayed-orders-persistence';
import type { ReconciliationRun } from '@ftgo/delayed-orders-persistence';
import type { ServiceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { serviceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { createFtgoTables, fillFtgoTables } from '@ftgo/monolith-tables/testing';
import { createHttpApp } from '@ftgo/platform-lifecycle';
import type { CapturedLogger } from '@ftgo/platform-observability/testing';
import { captureLogger, eventually } from '@ftgo/platform-observability/testing';
import type { Database } from '@ftgo/platform-postgres';
import type { TakenDatabase } from '@ftgo/platform-postgres/testing';
import { DROP_EVERYTHING, FileDatabase } from '@ftgo/platform-postgres/testing';
import { TcpProxy } from '@ftgo/platform-rabbitmq/testing';
import type { ReplicaReconciliationConfig } from './replica-reconciliation.config.js';
import { ReplicaReconciliationModule } from './replica-reconciliation.module.js';

const NOW = new Date('2026-10-03T19:00:00Z');
const ORDERS = 60;
const NEVER_MS = 3_600_000;

const monolithDatabases = new FileDatabase({ empty: DROP_EVERYTHING });

describe('replica-reconciliation as a program on two real databases', () => {
  let service: ServiceDatabase;
  let monolithDatabase: TakenDatabase;
  let monolith: Database;
  let proxy: TcpProxy;
  let app: NestFastifyApplication;
  let log: CapturedLogger;
  let runs: PostgresReconciliationRuns;

  const start = async (overrides: Partial<ReplicaReconciliationConfig> = {}): Promise<void> => {
    log = captureLogger();
    const config = {
      logLevel: 'info',
      http: { host: '127.0.0.1', port: 0 },
      databaseUrl: service.url,
      monolithDatabaseUrl: proxy.url,
      monolithTimeZone: 'America/Los_Angeles',
      everyMs: NEVER_MS,
      pauseMs: 0,
      confirmAfterMs: 0,
      rangeSize: 20,
      windowHours: 48,
      ...overrides,
    };
    app = await createHttpApp(
      ReplicaReconciliationModule.forConfig(config, log.logger),
      log.logger,
    );
    await app.init();
  };
  const get = (url: string) => app.inject({ method: 'GET', url });
  const begin = (payload?: object | string) =>
    app.inject({
      method: 'POST',
      url: '/reconciliation',
      ...(payload === undefined
        ? {}
        : { payload, headers: { 'content-type': 'application/json' } }),
    });
  const orders = async (): Promise<number> => {
    const [row] = await service.database.query<{ n: number }>(
      'select count(*)::int as n from order_replica',
    );
    return row?.n ?? -1;
  };
  /** The sweep that a program makes when it starts. */
  const untilSwept = (): Promise<void> =>
    eventually(async () => {
      expect((await runs.latest(1))[0]?.finishedAt).toBeInstanceOf(Date);
    });
  const waitingForLocks = async (): Promise<number> => {
    const [row] = await monolith.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return row?.n ?? 0;
  };
  const ended = (runId: number): Promise<ReconciliationRun> =>
    eventually(async () => {
      const answer = await get(`/reconciliation/${runId}`);
      const run = answer.json<ReconciliationRun>();
      expect(run.finishedAt).toEqual(expect.any(String));
      return run;
    });

  beforeEach(async () => {
    service = await serviceDatabase();
    await service.setClock(NOW);
    runs = new PostgresReconciliationRuns(service.database);
    monolithDatabase = await monolithDatabases.take();
    monolith = monolithDatabase.database;
    await createFtgoTables(monolith);
    await fillFtgoTables(monolith, ORDERS);
    proxy = await TcpProxy.open(monolithDatabase.url);
  });
  afterEach(async () => {
    await app.close();
    await proxy.close();
    await Promise.all([service.drop(), monolithDatabase.drop()]);
  });

  it('I1: sweeps by itself when it starts, and again and again', async () => {
    await start({ everyMs: 50 });
    await eventually(async () => expect(await orders()).toBe(ORDERS));
    await service.database.query('delete from order_replica where order_id = 7');
    await eventually(async () => expect(await orders()).toBe(ORDERS));
    expect((await runs.latest(20)).length).toBeGreaterThan(1);
  });

  describe('over HTTP', () => {
    beforeEach(async () => {
      await start();
      await untilSwept();
    });

    it('begins a sweep, answers 202 at once, and tells what came of it', async () => {
      await service.database.query('delete from order_replica where order_id in (7, 8)');
      const answer = await begin({});
      expect(answer.statusCode).toBe(202);
      const { runId } = answer.json<{ runId: number }>();
      expect(await ended(runId)).toMatchObject({ drifted: 2, repaired: 2, dryRun: false });
      expect(await orders()).toBe(ORDERS);
    });

    it('only counts in a dry run', async () => {
      await service.database.query('delete from order_replica where order_id in (7, 8)');
      const { runId } = (await begin({ dryRun: true })).json<{ runId: number }>();
      expect(await ended(runId)).toMatchObject({ drifted: 2, repaired: 0, dryRun: true });
      expect(await orders()).toBe(ORDERS - 2);
    });

    it('takes a request without a body for one without wishes', async () => {
      const answer = await begin();
      expect(answer.statusCode).toBe(202);
      expect(await ended(answer.json<{ runId: number }>().runId)).toMatchObject({ dryRun: false });
    });

    it('answers 409 while another sweep is under way, whoever began it', async () => {
      const other = await runs.begin(false);
      const answer = await begin({});
      expect(answer.statusCode).toBe(409);
      expect(answer.body).toMatch(/another sweep is under way/);
      await runs.abandon(other ?? 0);
      expect((await begin({})).statusCode).toBe(202);
    });

    it.each([
      ['no boolean', { dryRun: 'yes' }],
      ['a misspelt wish', { dryrun: true }],
      ['one wish too many', { dryRun: true, table: 'orders' }],
      ['a list', []],
    ])('I12: answers 400 for %s, says what it wants, and begins nothing', async (_, body) => {
      const before = (await runs.latest(20)).length;
      const answer = await begin(body);
      expect(answer.statusCode).toBe(400);
      expect(answer.body).toMatch(/dryRun: must be true or false/);
      expect(await runs.latest(20)).toHaveLength(before);
    });

    it('answers 400 for a body that is no JSON', async () => {
      expect((await begin('{"dryRun":')).statusCode).toBe(400);
    });

    it.each(['404', '0', '-1', '1.5', 'vindaloo', '99999999999999999999', '%00', '1e400'])(
      'answers 404 for a sweep called %s',
      async (runId) => {
        expect((await get(`/reconciliation/${runId}`)).statusCode).toBe(404);
      },
    );

    it('lists the latest sweeps, newest first', async () => {
      const { runId } = (await begin({ dryRun: true })).json<{ runId: number }>();
      await ended(runId);
      const listed = (await get('/reconciliation')).json<ReconciliationRun[]>();
      expect(listed.map((run) => run.dryRun)).toEqual([true, false]);
    });

    it('shows how far the replica had drifted, and when it looked', async () => {
      await service.database.query('delete from order_replica where order_id = 7');
      await ended((await begin({})).json<{ runId: number }>().runId);
      await eventually(async () => {
        const metrics = (await get('/metrics')).body;
        expect(metrics).toMatch(/replica_drift_rows\{.*\} 1\n/);
        expect(metrics).toMatch(/replica_repaired_rows_total\{.*\} 62\n/);
        expect(metrics).toMatch(/reconciliation_last_sweep_timestamp_seconds\{.*\} [1-9]/);
      });
    });
  });

  it('I11: outlives a monolith’s database that is away, and sweeps when it is back', async () => {
    proxy.set('refuse');
    await start({ everyMs: 50 });
    await eventually(() => expect(log.messagesOf('error').length).toBeGreaterThan(1));
    expect(await orders()).toBe(0);
    proxy.set('pass');
    await eventually(async () => expect(await orders()).toBe(ORDERS));
  });

  it('I12: a sweep that was asked for and failed is logged by its number and leaves no place taken', async () => {
    await start();
    await untilSwept();
    proxy.set('refuse');
    const { runId } = (await begin({})).json<{ runId: number }>();
    await eventually(() => {
      const line = log.lines.find(({ msg }) => msg.startsWith('the sweep failed'));
      expect(line).toMatchObject({ level: 'error', runId });
    });
    expect((await get(`/reconciliation/${runId}`)).statusCode).toBe(404);
    proxy.set('pass');
    await ended((await begin({})).json<{ runId: number }>().runId);
  });

  it('I11: waits, when it stops, for the end of a sweep that was asked for', async () => {
    await start();
    await untilSwept();
    let closing: Promise<void> | undefined;
    await monolith.transaction(async (transaction) => {
      await transaction.query('lock table orders in access exclusive mode');
      expect((await begin({})).statusCode).toBe(202);
      await eventually(async () => expect(await waitingForLocks()).toBe(1));
      closing = app.close();
    });
    await closing;
    expect(log.messagesOf('info')).toContain('the sweep was broken off: the program stops');
    expect(log.messagesOf('error')).toEqual([]);
    expect(await runs.latest(20)).toHaveLength(1);
    await start();
  });

  it('I8: logs and measures no value of the rows that it compares', async () => {
    await monolith.query(`update orders set area = 'Chicken Vindaloo Street'`);
    await start();
    await untilSwept();
    expect(JSON.stringify(log.lines)).not.toContain('Vindaloo');
    expect((await get('/metrics')).body).not.toContain('Vindaloo');
  });
});
