import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { writeJson } from './json-file.mjs';
import { describeProcess } from './process-identity.mjs';
import type { TestFolder } from './testing/folders.ts';
import { awkwardFolder } from './testing/folders.ts';
import {
  eventually,
  FOREVER,
  living,
  MadeUpCheckout,
  script,
  tooOld,
} from './testing/made-up-checkout.ts';
import type { PretendedServer } from './testing/pretended-server.ts';
import { AMQP_GREETING, POSTGRES_GREETING, serverSaying } from './testing/pretended-server.ts';
import { pretendProgram } from './testing/pretended-program.ts';
import { ENVIRONMENT } from './testing/test-environment.config.ts';

/** Says "I run", and stays whatever it is asked. */
const DEAF = `
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => console.log('no'));
  console.log('I run');
  setInterval(() => {}, 1000);`;

describe('run.mjs with servers that are given', { skip: tooOld }, () => {
  const folder: TestFolder = awkwardFolder();
  const checkout = new MadeUpCheckout(folder.path);
  let servers: PretendedServer[];
  let env: Record<string, string>;
  before(async () => {
    servers = [await serverSaying(POSTGRES_GREETING), await serverSaying(AMQP_GREETING)];
    const [postgres, rabbitmq] = servers.map(({ port }) => `127.0.0.1:${port}`);
    env = { DATABASE_URL: `postgres://${postgres}`, RABBITMQ_URL: `amqp://${rabbitmq}` };
  });
  after(async () => {
    await checkout.clear();
    servers.forEach((server) => server.close());
    folder.remove();
  });

  const run = (args: readonly string[], more: Record<string, string> = {}) =>
    checkout.run(args, { env: { ...env, ...more } });
  /** A folder that is first on the run's PATH. */
  const withFirst = (programs: string) => ({ PATH: `${programs}:${ENVIRONMENT.PATH}` });

  it('installs, runs the command with them and passes its exit code on', async () => {
    const text = 'console.log(process.env.DATABASE_URL, process.env.LOCAL_DIR); process.exit(7)';
    const { code, output } = await run(['exec', '--', 'node', '-e', text]).ended;
    assert.equal(code, 7, output);
    assert.match(output, /Packages installed/);
    assert.ok(output.includes(`${env['DATABASE_URL']} ${checkout.local()}`), output);
    assert.equal(checkout.has('postgres'), false);
  });

  it('needs neither npm nor a network the second time', async () => {
    const npm = join(folder.path, 'no-npm');
    pretendProgram(npm, 'npm', 'echo npm was called; exit 1');
    const { code, output } = await run(['exec', '--', 'true'], {
      ...withFirst(npm),
      npm_execpath: '',
      npm_config_registry: 'http://127.0.0.1:9',
    }).ended;
    assert.equal(code, 0, output);
    assert.doesNotMatch(output, /npm/);
  });

  it('gives the command its arguments as they are, whatever is in them', async () => {
    const words = ['a b', "it's", '$HOME', '', '--json', '--', '{{7*7}}', 'ü', '*'];
    const show = 'console.log(JSON.stringify(process.argv.slice(1)))';
    const { output } = await run(['exec', '--', process.execPath, '-e', show, '--', ...words])
      .ended;
    assert.ok(output.includes(JSON.stringify(words)), output);
  });

  it('does the clean-up of an installation that was cut off', async () => {
    writeFileSync(checkout.local('npm-ci.unfinished'), '');
    const { code, output } = await run(['exec', '--', 'true']).ended;
    assert.equal(code, 0, output);
    assert.match(output, /an earlier installation was not finished/);
    assert.equal(checkout.has('npm-ci.unfinished'), false);
  });

  const endings: [string, string[], number, RegExp][] = [
    ['does not exist', ['no-such-program'], 127, /Can't run no-such-program/],
    ['may not be executed', ['/etc/passwd'], 126, /Can't run \/etc\/passwd/],
    ['is killed', ['sh', '-c', 'kill -9 $$'], 137, /Ready/],
    ['ends itself by SIGTERM', ['sh', '-c', 'kill -TERM $$'], 143, /Ready/],
  ];
  for (const [what, command, expected, says] of endings) {
    it(`ends with ${expected} when the command ${what}`, async () => {
      const { code, output } = await run(['exec', '--', ...command]).ended;
      assert.equal(code, expected, output);
      assert.match(output, says);
    });
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    it(`hands ${signal} to the command and ends with its answer`, async () => {
      const text = `process.on('${signal}', () => process.exit(42)); console.log('I run'); setInterval(() => {}, 1e3)`;
      const running = run(script(text));
      await running.says('I run');
      running.child.kill(signal);
      assert.equal((await running.ended).code, 42);
    });
  }

  it('kills a command that does not listen, at the latest at the second Ctrl-C', async () => {
    const running = run(script(DEAF));
    await running.says('I run');
    running.child.kill('SIGTERM');
    // Sooner, it would count as the echo of the first.
    await pause(1200);
    running.child.kill('SIGTERM');
    assert.equal((await running.ended).code, 137);
  });

  it('ends what the command leaves behind in the background', async () => {
    const { output } = await run(['exec', '--', 'sh', '-c', 'sleep 300 & echo "left $!."']).ended;
    const pid = /left (\d+)\./.exec(output)?.[1];
    assert.ok(pid, output);
    await eventually(() => !existsSync(`/proc/${pid}/exe`));
  });

  it('ends the command that a killed bootstrap left running', async () => {
    const running = run(FOREVER);
    await running.says('I run');
    const command = await checkout.childOf(running);
    running.child.kill('SIGKILL');
    await once(running.child, 'exit');
    const { output } = await run(['exec', '--', 'true']).ended;
    assert.match(output, /Ended 1 leftover/);
    assert.deepEqual(living([command]), []);
  });

  it('goes on to the end when nobody reads what it says any more', async () => {
    const mark = checkout.local('was-here');
    const running = run(['exec', '--', 'sh', '-c', `sleep 0.3; : >"${'$'}1"`, 'sh', mark]);
    running.child.stdout?.destroy();
    running.child.stderr?.destroy();
    const [code] = (await once(running.child, 'exit')) as [number];
    assert.equal(code, 0);
    assert.ok(existsSync(mark));
  });

  it('is interrupted while npm works: npm is ended, and the next run begins anew', async () => {
    const npm = join(folder.path, 'slow-npm');
    const said = join(folder.path, 'npm-pid');
    pretendProgram(npm, 'npm', `echo $$ >'${said.replaceAll("'", "'\\''")}'; exec sleep 300`);
    rmSync(join(checkout.root, 'node_modules'), { recursive: true, force: true });
    const running = run(['exec', '--', 'true'], { ...withFirst(npm), npm_execpath: '' });
    await eventually(() => existsSync(said));
    const working = await checkout.childOf(running);
    running.child.kill('SIGINT');
    const { code, output } = await running.ended;
    assert.equal(code, 130, output);
    assert.match(output, /Interrupted; stopping what was started/);
    assert.deepEqual(living([working]), []);
    assert.match((await run(['exec', '--', 'true']).ended).output, /was not finished/);
  });

  it('ends the npm of a killed bootstrap before it calls its own', async () => {
    const npm = join(folder.path, 'slow-npm');
    const said = join(folder.path, 'npm-pid');
    rmSync(said, { force: true });
    rmSync(join(checkout.root, 'node_modules'), { recursive: true, force: true });
    const running = run(['exec', '--', 'true'], { ...withFirst(npm), npm_execpath: '' });
    await eventually(() => existsSync(said));
    const working = await checkout.childOf(running);
    running.child.kill('SIGKILL');
    await once(running.child, 'exit');
    assert.equal(living([working]).length, 1);
    const { code, output } = await run(['exec', '--', 'true']).ended;
    assert.equal(code, 0, output);
    assert.match(output, /Ended 1 leftover[\s\S]*was not finished[\s\S]*Packages installed/);
    assert.deepEqual(living([working]), []);
  });

  it('waits for the set-up of another run, and can be interrupted meanwhile', async () => {
    const other = describeProcess(process.pid);
    const files = ['bootstrap.lock', `runs/${process.pid}.json`].map((name) =>
      checkout.local(name),
    );
    files.forEach((file) => writeJson(file, other));
    const running = run(['exec', '--', 'true']);
    await running.says(`Waiting for the set-up of process ${process.pid}`);
    running.child.kill('SIGINT');
    assert.equal((await running.ended).code, 130);
    files.forEach((file) => rmSync(file));
  });

  it('installs the packages though another run waits for its turn already', async () => {
    const waiting = { ...describeProcess(process.pid), usesPackages: false };
    writeJson(checkout.local(`runs/${process.pid}.json`), waiting);
    writeFileSync(checkout.local('npm-ci.unfinished'), '');
    const { code, output } = await run(['exec', '--', 'true']).ended;
    rmSync(checkout.local(`runs/${process.pid}.json`));
    assert.equal(code, 0, output);
    assert.match(output, /Packages installed/);
  });

  it('installs what another run waits for, though both came to an empty checkout', async () => {
    rmSync(join(checkout.root, 'node_modules'), { recursive: true, force: true });
    const runs = Array.from({ length: 4 }, () => run(['exec', '--', 'true']));
    const ended = await Promise.all(runs.map((each) => each.ended));
    assert.deepEqual(
      ended.map(({ code }) => code),
      [0, 0, 0, 0],
      ended.map(({ output }) => output).join('\n'),
    );
  });

  it('refuses to take the packages from under a run that uses them', async () => {
    const other = run(FOREVER);
    await other.says('I run');
    writeFileSync(checkout.local('npm-ci.unfinished'), '');
    const { code, output } = await run(['exec', '--', 'true']).ended;
    rmSync(checkout.local('npm-ci.unfinished'));
    assert.equal(code, 75, output);
    assert.match(output, new RegExp(`process ${other.child.pid} runs from this checkout`));
    other.child.kill('SIGTERM');
    assert.equal((await other.ended).code, 143);
  });

  it('says what a server that is named wrongly must look like, and starts none instead', async () => {
    const { code, output } = await run(['exec', '--', 'true'], { DATABASE_URL: 'localhost:5432' })
      .ended;
    assert.equal(code, 64, output);
    assert.match(output, /DATABASE_URL/);
    assert.equal(checkout.has('postgres'), false);
  });

  it('says so when a file of it stands where its folder should be', async () => {
    const elsewhere = awkwardFolder();
    const other = new MadeUpCheckout(elsewhere.path);
    writeFileSync(other.local(), 'not a folder');
    const { code, output } = await other.run(['exec', '--', 'true'], { env }).ended;
    assert.equal(code, 64, output);
    assert.match(output, /Can't write to .*\.local\.\n {2}why: .*\n {2}next: remove that folder/);
    elsewhere.remove();
  });
});
