import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { InstanceRecord } from './instance-record.mjs';
import { LocalServices } from './local-services.mjs';
import { describeProcess, isAlive } from './process-identity.mjs';
import type { TestFolder } from './testing/folders.ts';
import { awkwardFolder } from './testing/folders.ts';
import type { Described } from './testing/made-up-checkout.ts';
import type { PretendedServer } from './testing/pretended-server.ts';
import { AMQP_GREETING, POSTGRES_GREETING, serverSaying } from './testing/pretended-server.ts';

let temporary: TestFolder;
let folder: string;
const started: Described[] = [];
beforeEach(() => {
  temporary = awkwardFolder();
  folder = join(temporary.path, 'postgres');
  mkdirSync(folder);
});
afterEach(() => {
  started.splice(0).forEach((each) => isAlive(each) && process.kill(each.pid, 'SIGKILL'));
  temporary.remove();
});

/** A server, as far as its record can tell. */
async function aServer(): Promise<Described> {
  const child = spawn('sleep', ['60'], { detached: true });
  await once(child, 'spawn');
  const described = describeProcess(child.pid);
  started.push(described);
  return described;
}

describe('the record of a private server', () => {
  it('names the processes that play a part while they live', async () => {
    const record = new InstanceRecord(folder);
    assert.equal(record.read(), null);
    const { pid } = await aServer();
    record.writeProcess('postmaster', pid, 'SIGTERM');
    record.write({ port: 4711 });
    assert.equal(record.living('postmaster').pid, pid);
    assert.equal(record.living('broker'), null);
    assert.equal(record.read().port, 4711);
    await record.end('postmaster', 'SIGTERM', 5000);
    assert.equal(record.living('postmaster'), null);
    await record.end('postmaster', 'SIGTERM', 5000);
  });

  it('never takes a program for the server whose pid it has got', async () => {
    const stranger = await aServer();
    const record = new InstanceRecord(folder);
    record.write({
      processes: { postmaster: { ...stranger, identity: 'an earlier one', endSignal: 'SIGKILL' } },
    });
    assert.equal(record.living('postmaster'), null);
    await record.end('postmaster', 'SIGKILL', 100);
    await record.wipe();
    assert.ok(isAlive(stranger));
    assert.equal(existsSync(folder), false);
  });

  it('is followed to a data folder outside, whatever its name begins with', async () => {
    const outside = `${folder}-data`;
    mkdirSync(join(outside, 'base'), { recursive: true });
    const record = new InstanceRecord(folder);
    record.write({ dataFolder: outside });
    await record.wipe();
    await record.wipe();
    assert.equal(existsSync(outside), false);
  });

  for (const [what, text] of [
    ['cut off', '{"processes": {"postm'],
    ['empty', ''],
    ['null', 'null'],
    ['of another kind', '"Chicken Vindaloo"'],
  ] as const) {
    it(`that is ${what} does not keep its folder from being removed`, async () => {
      writeFileSync(join(folder, 'instance.json'), text);
      const record = new InstanceRecord(folder);
      assert.equal(record.living('postmaster'), null);
      await record.wipe();
      assert.equal(existsSync(folder), false);
    });
  }

  it('counts for nothing in a copy of the checkout, whose servers are the original’s', async () => {
    const server = await aServer();
    const original = new InstanceRecord(folder);
    const data = join(temporary.path, 'data');
    mkdirSync(data);
    original.write({ dataFolder: data });
    original.writeProcess('postmaster', server.pid, 'SIGKILL');
    const copied = join(temporary.path, 'copy');
    cpSync(folder, copied, { recursive: true });
    const copy = new InstanceRecord(copied);
    assert.equal(copy.read(), null);
    await copy.wipe();
    assert.ok(isAlive(server));
    assert.ok(existsSync(data));
    assert.equal(existsSync(copied), false);
  });

  it('goes along when the checkout is moved', async () => {
    const server = await aServer();
    new InstanceRecord(folder).writeProcess('postmaster', server.pid, 'SIGKILL');
    const moved = join(temporary.path, 'moved');
    renameSync(folder, moved);
    await new InstanceRecord(moved).wipe();
    assert.equal(isAlive(server), false);
  });
});

describe('the servers of an earlier run', () => {
  let foreign: PretendedServer[];
  let local: LocalServices;
  beforeEach(async () => {
    foreign = [await serverSaying(POSTGRES_GREETING), await serverSaying(AMQP_GREETING)];
    local = new LocalServices(temporary.path);
    mkdirSync(local.rabbitmqFolder);
  });
  afterEach(() => foreign.forEach((server) => server.close()));

  const record = (processes: object): void => {
    const [postgres, rabbitmq] = foreign.map(({ port }) => port);
    new InstanceRecord(local.postgresFolder).write({ port: postgres, ...processes });
    new InstanceRecord(local.rabbitmqFolder).write({ ports: { amqp: rabbitmq }, ...processes });
  };

  it('are not those of somebody else that listen on their ports now', async () => {
    const dead = { pid: 2 ** 22 + 1, identity: 'dead' };
    record({ processes: { postmaster: dead, broker: dead } });
    assert.equal(await local.findPostgres(), null);
    assert.equal(await local.findRabbitmq(), null);
    await local.wipe();
    assert.deepEqual(
      foreign.map(({ callers }) => callers),
      [0, 0],
    );
  });

  it('are found by process and answer, and what services.json says of them is kept', async () => {
    const server = await aServer();
    record({ processes: { postmaster: server, broker: server } });
    local.summarise({ kept: true });
    await local.forgetIfGone();
    assert.equal(local.summary().kept, true);
    assert.equal((await local.findPostgres())?.pid, server.pid);
    assert.equal((await local.findRabbitmq())?.pid, server.pid);
  });

  it('are none when they live but answer nothing', async () => {
    foreign.forEach((server) => server.close());
    foreign = [await serverSaying('SSH-2.0'), await serverSaying('HTTP/1.1 400')];
    const server = await aServer();
    record({ processes: { postmaster: server, broker: server } });
    local.summarise({ kept: true, DATABASE_URL: 'x' });
    assert.equal(await local.findPostgres(), null);
    assert.equal(await local.findRabbitmq(), null);
    await local.forgetIfGone();
    assert.deepEqual(local.summary(), {});
  });

  for (const text of ['', '{"kept": tr', 'null']) {
    it(`are not assumed from a services.json that holds "${text}"`, async () => {
      writeFileSync(local.summaryFile, text);
      assert.deepEqual(local.summary(), {});
      local.summarise({ kept: true });
      assert.deepEqual(local.summary(), { kept: true });
    });
  }
});
