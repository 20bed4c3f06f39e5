import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { runCommand } from './command.mjs';
import { InstanceRecord } from './instance-record.mjs';
import { LocalServices } from './local-services.mjs';
import {
  findPostgresBin,
  findRabbitmqSbin,
  startPostgres,
  startRabbitmq,
} from './private-services.mjs';
import { identityOf } from './process-identity.mjs';
import { amqpAnswers, postgresAnswers } from './wire-checks.mjs';

const pgBin = findPostgresBin();
const hasPsql = pgBin !== null && existsSync(join(pgBin, 'psql'));
const noPostgres = pgBin ? false : 'no PostgreSQL programs on this machine';
const noRabbitmq = findRabbitmqSbin() ? false : 'no RabbitMQ on this machine';

/** A folder whose name must not matter: spaces, and longer than a socket's path may be. */
function awkwardFolder() {
  const folder = join(mkdtempSync(join(tmpdir(), 'ftgo private ')), 'long '.repeat(20).trim());
  mkdirSync(folder);
  return folder;
}

describe('a private PostgreSQL', { skip: noPostgres }, () => {
  const folder = awkwardFolder();
  let server;
  before(async () => (server = await startPostgres({ folder })));
  after(async () => {
    await server?.remove();
    rmSync(join(folder, '..'), { recursive: true, force: true });
  });

  const sql = async (text) => {
    const args = [server.url, '-Atqc', text];
    return (await runCommand(join(pgBin, 'psql'), args)).output.trim();
  };

  it('answers on a port of its own', async () => {
    assert.ok(await postgresAnswers({ port: server.port }));
    assert.ok(identityOf(server.pid));
    assert.match(server.url, /^postgres:\/\/postgres@127\.0\.0\.1:\d+\/postgres$/);
  });

  it('keeps rows and address over kill -9 and restart', { skip: !hasPsql }, async () => {
    await sql('create table dish (name text); insert into dish values ($$Chicken Vindaloo$$)');
    const { url, pid } = server;
    await server.restart('kill');
    assert.equal(server.url, url);
    assert.notEqual(server.pid, pid);
    assert.equal(await sql('select name from dish'), 'Chicken Vindaloo');
    assert.equal(await sql('show wal_level'), 'logical');
  });

  it('stops as often as it is told to, and starts again', async () => {
    await server.stop('fast');
    await server.stop('immediate');
    assert.equal(server.pid, null);
    assert.equal(await postgresAnswers({ port: server.port }), false);
    await server.start();
    assert.ok(await postgresAnswers({ port: server.port }));
  });

  it('takes another port when its own was taken meanwhile', async () => {
    const { port } = server;
    await server.stop();
    const thief = createServer().listen(port, '127.0.0.1');
    await server.start();
    thief.close();
    assert.notEqual(server.port, port);
    assert.ok(await postgresAnswers({ port: server.port }));
  });

  it('says so when the port that it was given is taken', async () => {
    const thief = createServer();
    await new Promise((resolve) => thief.listen(0, '127.0.0.1', resolve));
    const other = awkwardFolder();
    const starting = startPostgres({ folder: other, port: thief.address().port });
    await assert.rejects(starting, /did not start.*could not create/s);
    thief.close();
    await new InstanceRecord(other).wipe();
    rmSync(join(other, '..'), { recursive: true, force: true });
  });

  it('is made anew from a folder that was left half made', async () => {
    const parent = mkdtempSync(join(tmpdir(), 'ftgo-local-'));
    const local = new LocalServices(parent);
    mkdirSync(join(local.postgresFolder, 'data', 'base'), { recursive: true });
    const first = await local.ensurePostgres({ bin: pgBin });
    const second = await local.ensurePostgres({ bin: pgBin });
    assert.deepEqual([first.reused, second.reused], [false, true]);
    assert.equal(first.server.pid, second.server.pid);
    await local.wipe();
    assert.equal(first.server.pid, null);
    assert.equal(existsSync(local.postgresFolder), false);
    rmSync(parent, { recursive: true, force: true });
  });
});

describe('a private RabbitMQ', { skip: noRabbitmq }, () => {
  const folder = awkwardFolder();
  let broker;
  before(async () => (broker = await startRabbitmq({ folder })));
  after(async () => {
    await broker?.remove();
    rmSync(join(folder, '..'), { recursive: true, force: true });
  });

  const management = async (path, method = 'GET', body = undefined) => {
    const { origin } = new URL(broker.managementUrl);
    const headers = { authorization: `Basic ${Buffer.from('guest:guest').toString('base64')}` };
    const response = await fetch(origin + path, { method, headers, body: JSON.stringify(body) });
    return response.status === 200 ? response.json() : response.status;
  };

  it('answers on a port of its own, and so does its management API', async () => {
    assert.ok(await amqpAnswers({ port: broker.ports.amqp }));
    assert.equal((await management('/api/overview')).node, broker.nodeName);
  });

  it('keeps address and durable queues over kill -9', async () => {
    const queue = { durable: true, arguments: { 'x-queue-type': 'quorum' } };
    assert.equal(await management('/api/queues/%2F/kitchen', 'PUT', queue), 201);
    const { url, pid } = broker;
    await broker.kill();
    await broker.kill();
    assert.equal(broker.pid, null);
    await broker.start();
    assert.equal(broker.url, url);
    assert.notEqual(broker.pid, pid);
    assert.equal((await management('/api/queues/%2F/kitchen')).name, 'kitchen');
  });

  it('leaves no process behind', async () => {
    const { processes } = broker.record.read();
    await broker.remove();
    for (const { pid } of Object.values(processes)) assert.equal(identityOf(pid), null);
    assert.equal(existsSync(folder), false);
  });
});
