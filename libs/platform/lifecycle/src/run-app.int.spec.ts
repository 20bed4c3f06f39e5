import { rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { dirname } from 'node:path';
import { Database } from '@ftgo/platform-postgres';
import type { TestDatabase } from '@ftgo/platform-postgres/testing';
import { createTestDatabase } from '@ftgo/platform-postgres/testing';
import {
  captureLogger,
  deleteQueues,
  eventually,
  messagesIn,
  TcpProxy,
  testBrokerUrl,
  uniqueName,
  withChannel,
} from '@ftgo/platform-rabbitmq/testing';
import { buildProgram, RunningProgram } from './testing/program.js';

const QUEUE = uniqueName('platform-test-worker');

interface Handled {
  readonly body: string;
  readonly state: 'BEGUN' | 'ENDED';
}

describe('runApp, as a process', () => {
  let file: string;
  let testDatabase: TestDatabase;
  let database: Database;
  let databaseLink: TcpProxy;
  let programs: RunningProgram[] = [];

  const run = (environment: Readonly<Record<string, string>> = {}): RunningProgram => {
    const program = new RunningProgram(file, {
      HTTP_HOST: '127.0.0.1',
      HTTP_PORT: '0',
      DATABASE_URL: databaseLink.url,
      RABBITMQ_URL: testBrokerUrl(),
      QUEUE,
      ...environment,
    });
    programs.push(program);
    return program;
  };
  const untilReady = (program: RunningProgram): Promise<void> =>
    eventually(async () => {
      const answer = await fetch(`${program.url}/readyz`);
      if (!answer.ok) throw new Error(await answer.text());
    });
  const runUntilReady = async (): Promise<RunningProgram> => {
    const program = run();
    await untilReady(program);
    return program;
  };
  const handled = (): Promise<Handled[]> => database.query<Handled>('select * from handled');

  beforeAll(async () => {
    file = await buildProgram('worker.program.ts');
    testDatabase = await createTestDatabase();
    databaseLink = await TcpProxy.open(testDatabase.url);
    const { logger } = captureLogger();
    database = new Database({ url: testDatabase.url, applicationName: 'test' }, logger);
    await database.query('create table handled (body text primary key, state text)');
  });
  beforeEach(() => database.query('delete from handled'));
  afterEach(async () => {
    databaseLink.set('pass');
    programs.forEach((program) => program.signal('SIGKILL'));
    await Promise.all(programs.map(({ ended }) => ended));
    programs = [];
  });
  afterAll(async () => {
    await deleteQueues([QUEUE]);
    await database.close();
    await databaseLink.close();
    await testDatabase.drop();
    rmSync(dirname(file), { recursive: true });
  });

  it('ends with 78 and every bad name, and no value, when its configuration is bad (I12)', async () => {
    const program = run({
      DATABASE_URL: 'mysql://ajanta:secret@host',
      RABBITMQ_URL: '',
      LOG_LEVEL: 'loud',
    });
    await expect(program.ended).resolves.toBe(78);
    for (const name of ['worker', 'DATABASE_URL', 'RABBITMQ_URL', 'LOG_LEVEL']) {
      expect(program.output).toContain(name);
    }
    expect(program.output).not.toMatch(/secret|loud/);
  });

  it('answers its probes and measures requests by route, never by id', async () => {
    const program = await runUntilReady();
    expect((await fetch(`${program.url}/livez`)).status).toBe(200);
    await fetch(`${program.url}/orders/4711`);
    await fetch(`${program.url}/no-such-path/4711`);
    const metrics = await (await fetch(`${program.url}/metrics`)).text();
    expect(metrics).toMatch(/http_request_duration_seconds_count\{.*route="\/orders\/:id"/);
    expect(metrics).toContain('database_pool_connections{state="in_use",app="worker"}');
    expect(metrics).toContain(`rabbitmq_consumers{queue="${QUEUE}",app="worker"} 1`);
    expect(metrics).not.toMatch(/="[^"]*4711/);
  });

  it('on SIGTERM ends what it handles, commits it, takes nothing new, and exits with 0 (I2)', async () => {
    const program = await runUntilReady();
    await withChannel(async (channel) => {
      for (let order = 1; order <= 10; order += 1) {
        channel.sendToQueue(QUEUE, Buffer.from(`order ${order}`), { persistent: true });
      }
      await channel.waitForConfirms();
    });
    await eventually(async () => expect(await handled()).toHaveLength(3));
    program.signal('SIGTERM');
    await expect(program.ended).resolves.toBe(0);
    const states = (await handled()).map(({ state }) => state);
    expect(states).toEqual(states.map(() => 'ENDED'));
    await eventually(async () => expect(await messagesIn(QUEUE)).toBe(10 - states.length));
    await withChannel((channel) => channel.purgeQueue(QUEUE));
  });

  it('is not kept from stopping by a client that keeps its connection open', async () => {
    const program = await runUntilReady();
    const agent = new Agent({ keepAlive: true });
    await new Promise((resolve) =>
      get(`${program.url}/livez`, { agent }, (answer) => answer.resume().on('end', resolve)),
    );
    program.signal('SIGTERM');
    // It would be 1, had its 10 s run out.
    await expect(program.ended).resolves.toBe(0);
    agent.destroy();
  });

  it('stops on SIGTERM also while it still waits for its database', async () => {
    databaseLink.set('refuse');
    const program = run();
    await eventually(() => expect(program.output).toContain('waiting for the database'));
    program.signal('SIGTERM');
    await expect(program.ended).resolves.toBe(0);
  });

  it('starts before its database is there, and is ready once it is', async () => {
    databaseLink.set('refuse');
    const program = run();
    await eventually(() => expect(program.output).toContain('waiting for the database'));
    databaseLink.set('pass');
    await untilReady(program);
  });

  it('says in its readiness that the database is away, lives on, and is ready again after (I11)', async () => {
    const program = await runUntilReady();
    databaseLink.set('refuse');
    await eventually(async () => {
      const report = await (await fetch(`${program.url}/readyz`)).text();
      expect(report).toContain('the database gives no answer');
    });
    expect((await fetch(`${program.url}/livez`)).status).toBe(200);
    databaseLink.set('pass');
    await untilReady(program);
  });

  it('ends with 1 when its pool has lost every connection, so that it is started again (I11)', async () => {
    const program = await runUntilReady();
    await fetch(`${program.url}/leak-connections`, { method: 'POST' });
    await expect(program.ended).resolves.toBe(1);
    expect(program.output).toContain('every database connection is lost to the pool');
  });

  it('ends with 1 and says why when an error was caught by nobody', async () => {
    const program = await runUntilReady();
    await fetch(`${program.url}/forget-a-rejection`, { method: 'POST' }).catch(() => undefined);
    await expect(program.ended).resolves.toBe(1);
    expect(program.output).toContain('an error that nobody caught');
    expect(program.output).toContain('nobody awaits this');
  });

  it('ends with 1 and says why when its port is taken', async () => {
    const { url = '' } = await runUntilReady();
    const second = run({ HTTP_PORT: new URL(url).port });
    await expect(second.ended).resolves.toBe(1);
    expect(second.output).toContain('EADDRINUSE');
  });
});
