import assert from 'node:assert/strict';
import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { runCommand } from './command.mjs';
import { InstanceRecord } from './instance-record.mjs';
import { LocalServices } from './local-services.mjs';
import type { PostgresServer } from './postgres-server.mjs';
import {
  findPostgresBin,
  findRabbitmqSbin,
  startPostgres,
  startRabbitmq,
} from './private-services.mjs';
import type { PrivatePostgres, PrivateRabbitmq } from './private-services.mjs';
import { identityOf } from './process-identity.mjs';
import { InterruptedError } from './setup-error.mjs';
import { awkwardFolder, longFolder } from './testing/folders.ts';
import { eventually } from './testing/made-up-checkout.ts';
import { takenPort } from './testing/pretended-server.ts';
import { amqpAnswers, postgresAnswers } from './wire-checks.mjs';

const pgBin = findPostgresBin();
const psql = pgBin ? join(pgBin, 'psql') : '';
const noPsql = !existsSync(psql) && 'no psql on this machine';
const noPostgres = !pgBin && 'no PostgreSQL programs on this machine';
const noRabbitmq = !findRabbitmqSbin() && 'no RabbitMQ on this machine';

describe('a private PostgreSQL', { skip: noPostgres }, () => {
  const folder = longFolder();
  let server: PrivatePostgres;
  before(async () => (server = await startPostgres({ folder: folder.path })));
  after(async () => {
    await server?.remove();
    folder.remove();
  });

  const sql = async (text: string): Promise<string> =>
    (await runCommand(psql, [server.url, '-Atqc', text])).output.trim();
  const answers = () => postgresAnswers({ port: server.port });

  it('answers on a port of its own', async () => {
    assert.ok(await answers());
    assert.ok(identityOf(server.pid));
    assert.match(server.url, /^postgres:\/\/postgres@127\.0\.0\.1:\d+\/postgres$/);
  });

  it('keeps rows and address over kill -9 and restart', { skip: noPsql }, async () => {
    await sql('create table dish (name text); insert into dish values ($$Chicken Vindaloo$$)');
    const { url, pid } = server;
    await server.restart('kill');
    assert.equal(server.url, url);
    assert.notEqual(server.pid, pid);
    assert.equal(await sql('select name from dish'), 'Chicken Vindaloo');
    assert.equal(await sql('show wal_level'), 'logical');
  });

  it('comes back though a backend is busy when it is killed', { skip: noPsql }, async () => {
    const busy = sql('select pg_sleep(600)');
    await server.restart('kill');
    await busy;
    assert.equal(await sql('select 1'), '1');
  });

  it('stops as often as it is told to, and starts again', async () => {
    await server.stop('fast');
    await server.stop('immediate');
    assert.equal(server.pid, null);
    assert.equal(await answers(), false);
    await server.start();
    assert.ok(await answers());
  });

  it('takes another port when its own was taken meanwhile', async () => {
    const { port } = server;
    await server.stop();
    const thief = await takenPort(port);
    await server.start();
    thief.close();
    assert.notEqual(server.port, port);
    assert.ok(await answers());
  });

  it('says so when the port that it was given is taken, and leaves nothing running', async () => {
    const thief = await takenPort();
    const other = awkwardFolder();
    const starting = startPostgres({ folder: other.path, port: thief.port });
    await assert.rejects(starting, /did not start.*could not create/s);
    thief.close();
    const record = new InstanceRecord(other.path);
    assert.equal(record.living('postmaster'), null);
    await record.wipe();
    other.remove();
  });

  it('says what initdb or the server says of a setting that is none', async () => {
    const other = awkwardFolder();
    const starting = startPostgres({ folder: other.path, settings: { spice_level: 'hot' } });
    await assert.rejects(starting, /did not start \(exited\).*spice_level.*server\.log/s);
    await new InstanceRecord(other.path).wipe();
    other.remove();
  });
});

describe("a checkout's PostgreSQL", { skip: noPostgres }, () => {
  const parent = awkwardFolder();
  const local = new LocalServices(parent.path);
  after(async () => {
    await local.wipe();
    parent.remove();
  });
  const ensure = (): Promise<{ server: PostgresServer; reused: boolean }> =>
    local.ensurePostgres({ bin: pgBin });

  it('is made anew from a folder that was left half made', async () => {
    mkdirSync(join(local.postgresFolder, 'data', 'base'), { recursive: true });
    const first = await ensure();
    const second = await ensure();
    assert.deepEqual([first.reused, second.reused], [false, true]);
    assert.equal(first.server.pid, second.server.pid);
  });

  it('is made anew, the old one ended, when the old one lives and answers nothing', async () => {
    const { server: old } = await ensure();
    const { pid } = old;
    process.kill(pid, 'SIGSTOP');
    const { server, reused } = await ensure();
    assert.equal(reused, false);
    assert.notEqual(server.pid, pid);
    assert.equal(identityOf(pid), null);
  });

  it('is gone with all that it held once it was removed', async () => {
    const { server } = await ensure();
    await local.wipe();
    await local.wipe();
    assert.equal(server.pid, null);
    assert.equal(existsSync(local.postgresFolder), false);
  });
});

describe('a private RabbitMQ', { skip: noRabbitmq }, () => {
  const folder = awkwardFolder();
  let broker: PrivateRabbitmq;
  before(async () => (broker = await startRabbitmq({ folder: folder.path })));
  after(async () => {
    await broker?.remove();
    folder.remove();
  });

  const management = async (path: string, method = 'GET', body?: object) => {
    const { origin } = new URL(broker.managementUrl);
    const headers = { authorization: `Basic ${Buffer.from('guest:guest').toString('base64')}` };
    const response = await fetch(origin + path, {
      method,
      headers,
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const { status } = response;
    return { status, ...(status === 200 ? ((await response.json()) as object) : {}) };
  };

  it('answers on a port of its own, and so does its management API', async () => {
    assert.ok(await amqpAnswers({ port: broker.ports.amqp }));
    const overview = await management('/api/overview');
    assert.partialDeepStrictEqual(overview, { node: `ftgo${broker.ports.amqp}@localhost` });
  });

  it('reaches its folder by a second name where it could not bear the first', () => {
    const { link } = new InstanceRecord(folder.path).read();
    assert.equal(realpathSync(link), realpathSync(folder.path));
  });

  it('keeps address and durable queues over kill -9', async () => {
    const queue = { durable: true, arguments: { 'x-queue-type': 'quorum' } };
    assert.deepEqual(await management('/api/queues/%2F/kitchen', 'PUT', queue), { status: 201 });
    const { url, pid } = broker;
    await broker.kill();
    await broker.kill();
    assert.equal(broker.pid, null);
    await broker.start();
    assert.equal(broker.url, url);
    assert.notEqual(broker.pid, pid);
    assert.partialDeepStrictEqual(await management('/api/queues/%2F/kitchen'), { name: 'kitchen' });
  });

  it('says that it did not start when its port was taken, and starts once it is free', async () => {
    await broker.kill();
    const thief = await takenPort(broker.ports.amqp);
    await assert.rejects(broker.start(), /private RabbitMQ.*did not start.*RABBITMQ_URL/s);
    assert.equal(broker.pid, null);
    thief.close();
  });

  it('leaves no process behind', async () => {
    const { processes, link } = new InstanceRecord(folder.path).read();
    await broker.remove();
    await broker.remove();
    for (const { pid } of Object.values<{ pid: number }>(processes))
      await eventually(() => identityOf(pid) === null);
    for (const path of [folder.path, dirname(link)]) assert.equal(existsSync(path), false);
  });

  it('that is interrupted while it starts leaves no process behind either', async () => {
    const other = awkwardFolder();
    const abort = new AbortController();
    const starting = startRabbitmq({ folder: other.path, abort: abort.signal });
    const record = new InstanceRecord(other.path);
    await eventually(() => record.living('broker') !== null);
    abort.abort();
    await assert.rejects(starting, InterruptedError);
    assert.deepEqual(
      ['epmd', 'broker'].map((role) => record.living(role)),
      [null, null],
    );
    await record.wipe();
    other.remove();
  });
});
