import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isAlive } from './process-identity.mjs';
import { findPostgresBin, findRabbitmqSbin } from './programs.mjs';

const hasPrograms = findPostgresBin() !== null && findRabbitmqSbin() !== null;
const noPrograms = hasPrograms ? false : 'no PostgreSQL or no RabbitMQ on this machine';
// Some Node.js of today runs the tests; the made-up checkout has no packages with a newer one.
const [major] = process.versions.node.split('.').map(Number);
const tooOld = major < 24 && "this Node.js is too old to stand for the project's own";

/** A checkout of nothing but the bootstrap, whose lock file names no package to fetch. */
function makeCheckout() {
  const root = join(mkdtempSync(join(tmpdir(), 'ftgo-checkout-')), 'with spaces');
  const here = dirname(fileURLToPath(import.meta.url));
  cpSync(here, join(root, 'tools', 'bootstrap'), { recursive: true });
  mkdirSync(join(root, 'libs', 'a'), { recursive: true });
  const write = (path, value) => writeFileSync(join(root, path), JSON.stringify(value));
  write('libs/a/package.json', { name: 'a', version: '1.0.0' });
  write('package.json', { name: 'checkout', version: '1.0.0', workspaces: ['libs/*'] });
  write('package-lock.json', {
    name: 'checkout',
    version: '1.0.0',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { name: 'checkout', version: '1.0.0', workspaces: ['libs/*'] },
      'libs/a': { version: '1.0.0' },
      'node_modules/a': { resolved: 'libs/a', link: true },
    },
  });
  return root;
}

/** Starts run.mjs there; `ended` resolves to `{ code, output }`, `says` waits for a text. */
function start(root, args, env = {}) {
  const variables = { ...process.env, DATABASE_URL: '', RABBITMQ_URL: '', ...env };
  const script = join(root, 'tools', 'bootstrap', 'run.mjs');
  const child = spawn(process.execPath, [script, ...args], { env: variables, cwd: root });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  const ended = once(child, 'close').then(([code]) => ({ code, output }));
  const says = async (text) => {
    for (let i = 0; i < 1200 && !output.includes(text); i += 1) await sleep(50);
    assert.ok(output.includes(text), `waited for "${text}" in: ${output}`);
  };
  return { child, ended, says };
}

const read = (root, path) => JSON.parse(readFileSync(join(root, '.local', path), 'utf8'));
const processesOf = (root) =>
  ['postgres', 'rabbitmq'].flatMap((name) =>
    Object.values(read(root, `${name}/instance.json`).processes),
  );
const FOREVER = [
  'exec',
  '--',
  process.execPath,
  '-e',
  'console.log("runs"); setInterval(() => {}, 1000)',
];

describe('run.mjs with servers that are given', { skip: tooOld }, () => {
  const root = makeCheckout();
  const servers = [];
  const env = {};
  before(async () => {
    const given = {
      DATABASE_URL: ['postgres', Buffer.from('R\0\0\0\x08\0\0\0\0', 'latin1')],
      RABBITMQ_URL: ['amqp', Buffer.from([1, 0, 0, 0, 0, 0, 9, 0, 10, 0, 10, 0, 9])],
    };
    for (const [variable, [protocol, reply]] of Object.entries(given)) {
      const server = createServer((socket) => socket.on('error', () => {}).end(reply));
      await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
      servers.push(server);
      env[variable] = `${protocol}://127.0.0.1:${server.address().port}`;
    }
  });
  after(() => {
    servers.forEach((server) => server.close());
    rmSync(dirname(root), { recursive: true, force: true });
  });

  it('installs, runs the command with them and passes its exit code on', async () => {
    const script = 'console.log(process.env.DATABASE_URL, process.env.LOCAL_DIR); process.exit(7)';
    const { code, output } = await start(root, ['exec', '--', 'node', '-e', script], env).ended;
    assert.equal(code, 7, output);
    assert.match(output, /Packages installed/);
    assert.ok(output.includes(`${env.DATABASE_URL} ${join(root, '.local')}`), output);
    assert.equal(existsSync(join(root, '.local', 'postgres')), false);
  });

  it('installs nothing the second time, and again after a cut-off installation', async () => {
    assert.doesNotMatch((await start(root, ['exec', '--', 'true'], env).ended).output, /npm ci/);
    writeFileSync(join(root, '.local', 'npm-ci.unfinished'), '');
    const { code, output } = await start(root, ['exec', '--', 'true'], env).ended;
    assert.equal(code, 0, output);
    assert.match(output, /an earlier installation was not finished/);
  });

  it('hands Ctrl-C to the command and ends with its answer', async () => {
    const script =
      'process.on("SIGINT", () => process.exit(42)); console.log("runs"); setInterval(() => {}, 1e3)';
    const run = start(root, ['exec', '--', process.execPath, '-e', script], env);
    await run.says('runs');
    run.child.kill('SIGINT');
    assert.equal((await run.ended).code, 42);
  });

  it('kills a command that does not listen, at the latest at the second Ctrl-C', async () => {
    const script =
      'process.on("SIGTERM", () => {}); console.log("runs"); setInterval(() => {}, 1e3)';
    const run = start(root, ['exec', '--', process.execPath, '-e', script], env);
    await run.says('runs');
    run.child.kill('SIGTERM');
    await sleep(1200);
    run.child.kill('SIGTERM');
    assert.equal((await run.ended).code, 137);
  });

  it('ends the command that a killed bootstrap left running', async () => {
    const run = start(root, FOREVER, env);
    await run.says('runs');
    const { child } = read(root, `runs/${run.child.pid}.json`);
    run.child.kill('SIGKILL');
    await once(run.child, 'exit');
    const { output } = await start(root, ['exec', '--', 'true'], env).ended;
    assert.match(output, /Ended 1 leftover/);
    assert.equal(isAlive(child), false);
  });
});

describe('run.mjs with private servers', { skip: tooOld || noPrograms }, () => {
  const root = makeCheckout();
  after(() => rmSync(dirname(root), { recursive: true, force: true }));

  it('leaves nothing running when it is interrupted while they start', async () => {
    const run = start(root, FOREVER);
    await run.says('PostgreSQL started');
    const processes = processesOf(root);
    run.child.kill('SIGINT');
    assert.equal((await run.ended).code, 130);
    assert.deepEqual(processes.filter(isAlive), []);
    assert.equal(existsSync(join(root, '.local', 'rabbitmq')), false);
  });

  it('finds those of a killed run again, uses them, and stops them at the end', async () => {
    const killed = start(root, FOREVER);
    await killed.says('runs');
    const processes = processesOf(root);
    killed.child.kill('SIGKILL');
    await once(killed.child, 'exit');
    const { code, output } = await start(root, ['exec', '--', 'true']).ended;
    assert.equal(code, 0, output);
    assert.match(output, /PostgreSQL still running/);
    assert.match(output, /RabbitMQ still running/);
    assert.deepEqual(processes.filter(isAlive), []);
  });
});
