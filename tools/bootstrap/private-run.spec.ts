import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chownSync, cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { findPostgresBin, findRabbitmqSbin } from './programs.mjs';
import type { TestFolder } from './testing/folders.ts';
import { awkwardFolder, openToAll } from './testing/folders.ts';
import type { Running } from './testing/made-up-checkout.ts';
import { eventually, FOREVER, living, MadeUpCheckout, tooOld } from './testing/made-up-checkout.ts';
import type { PretendedServer } from './testing/pretended-server.ts';
import { AMQP_GREETING, serverSaying } from './testing/pretended-server.ts';
import { pretendProgram } from './testing/pretended-program.ts';

const noPostgres = !findPostgresBin() && 'no PostgreSQL on this machine';
const noRabbitmq = !findRabbitmqSbin() && 'no RabbitMQ on this machine';
const NOBODY = 65_534;
const notRoot = process.getuid?.() !== 0 && 'only root can become somebody else';
const TRUE = ['exec', '--', 'true'];

async function killed(running: Running): Promise<void> {
  running.child.kill('SIGKILL');
  await once(running.child, 'exit');
}

describe('run.mjs with private servers', { skip: tooOld || noPostgres || noRabbitmq }, () => {
  const folder = awkwardFolder();
  const checkout = new MadeUpCheckout(folder.path);
  after(async () => {
    await checkout.clear();
    folder.remove();
  });

  it('leaves nothing running when it is interrupted while they start', async () => {
    const running = checkout.run(FOREVER);
    await running.says('PostgreSQL started');
    const processes = checkout.servers();
    running.child.kill('SIGINT');
    assert.equal((await running.ended).code, 130);
    assert.deepEqual(living(processes), []);
    assert.equal(checkout.has('rabbitmq'), false);
  });

  it('finds those of a killed run again, uses them, and stops them at the end', async () => {
    const first = checkout.run(FOREVER);
    await first.says('I run');
    const processes = checkout.servers();
    await killed(first);
    assert.equal(living(processes).length, 3);
    const { code, output } = await checkout.run(TRUE).ended;
    assert.equal(code, 0, output);
    assert.match(output, /PostgreSQL still running/);
    assert.match(output, /RabbitMQ still running/);
    assert.deepEqual(living(processes), []);
  });
});

describe('run.mjs with a private PostgreSQL', { skip: tooOld || noPostgres }, () => {
  let folder: TestFolder;
  let checkout: MadeUpCheckout;
  let broker: PretendedServer;
  before(async () => (broker = await serverSaying(AMQP_GREETING)));
  after(() => broker.close());
  beforeEach(() => {
    folder = awkwardFolder();
    checkout = new MadeUpCheckout(folder.path);
  });
  afterEach(async () => {
    await checkout.clear();
    folder.remove();
  });

  const run = (args: readonly string[], env: Record<string, string> = {}, uid?: number) =>
    checkout.run(args, {
      env: { RABBITMQ_URL: `amqp://127.0.0.1:${broker.port}`, ...env },
      ...(uid === undefined ? {} : { uid }),
    });
  const programs = (shells: Record<string, string>): Record<string, string> => {
    for (const [name, shell] of Object.entries({ initdb: '', postgres: 'exit 1', ...shells }))
      pretendProgram(join(folder.path, 'bin'), name, shell);
    openToAll(join(folder.path, 'bin'));
    return { FTGO_PG_BIN: join(folder.path, 'bin') };
  };

  it('is shared by two runs at once, and stopped by the last of them', async () => {
    const [one, other] = [run(FOREVER), run(FOREVER)];
    await Promise.all([one, other].map((each) => each.says('I run')));
    const servers = checkout.servers();
    assert.equal(living(servers).length, 1);
    one.child.kill('SIGINT');
    assert.equal((await one.ended).code, 130);
    assert.equal(living(servers).length, 1);
    other.child.kill('SIGTERM');
    const { code, output } = await other.ended;
    assert.equal(code, 143, output);
    assert.deepEqual(living(servers), []);
    assert.equal(checkout.has('postgres'), false);
  });

  it('is not left half made when Ctrl-C comes while it is initialised', async () => {
    const running = run(TRUE, programs({ initdb: 'exec sleep 300' }));
    await eventually(() => living(checkout.servers()).length === 1);
    const [initdb] = checkout.servers();
    running.child.kill('SIGINT');
    const { code, output } = await running.ended;
    assert.equal(code, 130, output);
    assert.deepEqual(living(initdb ? [initdb] : []), []);
    assert.equal(checkout.has('postgres'), false);
  });

  it('is made anew, and the old initdb ended, after kill -9 while it was initialised', async () => {
    const slow = programs({ initdb: 'sleep 300 & wait; exit 1' });
    const first = run(TRUE, slow);
    await eventually(() => living(checkout.servers()).length === 1);
    const initdb = checkout.servers();
    await killed(first);
    assert.equal(living(initdb).length, 1);
    const { code, output } = await run(TRUE).ended;
    assert.equal(code, 0, output);
    assert.deepEqual(living(initdb), []);
  });

  it('is ended when Ctrl-C comes while it starts and says nothing', async () => {
    const deaf = `trap '' INT TERM QUIT; while :; do sleep 0.1; done`;
    const running = run(TRUE, programs({ postgres: deaf }));
    await eventually(() => checkout.servers().length === 2);
    running.child.kill('SIGHUP');
    const { code, output } = await running.ended;
    assert.equal(code, 129, output);
    assert.equal(checkout.has('postgres'), false);
  });

  it('says in its own words why initdb failed', async () => {
    const { code, output } = await run(
      TRUE,
      programs({ initdb: 'echo initdb: error: no space left on device; exit 1' }),
    ).ended;
    assert.equal(code, 69, output);
    assert.match(output, /PostgreSQL .* did not start \(initdb failed\)/);
    assert.match(output, /no space left on device[\s\S]*set DATABASE_URL/);
  });

  it('stays with --keep-services, is used by the next run and ended by services.mjs', async () => {
    const { code } = await run(['--keep-services', ...TRUE]).ended;
    assert.equal(code, 0);
    const servers = checkout.servers();
    assert.match((await run(TRUE).ended).output, /still running/);
    assert.equal(living(servers).length, 1);
    assert.equal((await checkout.services('stop').ended).code, 0);
    assert.deepEqual(living(servers), []);
  });

  it("is another than the original's in a copy of the checkout, which leaves that alone", async () => {
    const original = run(FOREVER);
    await original.says('I run');
    const servers = checkout.servers();
    const copy = awkwardFolder();
    cpSync(checkout.root, copy.path, { recursive: true, verbatimSymlinks: true });
    const env = { RABBITMQ_URL: `amqp://127.0.0.1:${broker.port}` };
    const copied = new MadeUpCheckout(copy.path);
    const { code, output } = await copied.run(TRUE, { env }).ended;
    assert.equal(code, 0, output);
    assert.match(output, /PostgreSQL started/);
    assert.equal(copied.has('postgres'), false);
    assert.equal(living(servers).length, 1);
    original.child.kill('SIGINT');
    assert.equal((await original.ended).code, 130);
    copy.remove();
  });

  it('belongs to an ordinary user who runs it', { skip: notRoot }, async () => {
    openToAll(checkout.root);
    chownSync(checkout.root, NOBODY, NOBODY);
    for (const path of readdirSync(checkout.root, { recursive: true }))
      chownSync(join(checkout.root, String(path)), NOBODY, NOBODY);
    const home = { HOME: checkout.root };
    const text = 'test "$(id -u)" = 65534 && echo "$DATABASE_URL"';
    const { code, output } = await run(['exec', '--', 'sh', '-c', text], home, NOBODY).ended;
    assert.equal(code, 0, output);
    assert.match(output, /postgres:\/\/postgres@127\.0\.0\.1:\d+\/postgres/);
    assert.equal(existsSync(checkout.local('postgres')), false);
  });

  it("is refused to an ordinary user in another's .local", { skip: notRoot }, async () => {
    assert.equal((await run(TRUE).ended).code, 0);
    openToAll(checkout.local());
    const { code, output } = await run(TRUE, {}, NOBODY).ended;
    assert.equal(code, 64, output);
    assert.match(output, /Can't write to .*\.local\.\n {2}why: .*\n {2}next: remove that folder/);
  });
});
