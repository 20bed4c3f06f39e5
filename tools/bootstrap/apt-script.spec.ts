import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { APT_SCRIPT } from './apt-script.mjs';
import type { TestFolder } from './testing/folders.ts';
import { plainFolder } from './testing/folders.ts';
import { eventually } from './testing/made-up-checkout.ts';
import { pretendProgram } from './testing/pretended-program.ts';

const IS_KNOWN = "echo '  Candidate: 15.20'";
const DOWNLOAD = 'apt-get install --download-only';
const INSTALL = 'apt-get install';

let folder: TestFolder;
let policy: string;
let calls: string;
beforeEach(() => {
  folder = plainFolder();
  policy = join(folder.path, 'policy-rc.d');
  calls = join(folder.path, 'calls');
  pretend({ dpkg: '', 'apt-cache': IS_KNOWN, 'apt-get': '' });
});
afterEach(() => folder.remove());

/** Programs that write down how they were called, then do what the shell text says. */
function pretend(shells: Record<string, string>): void {
  for (const [name, shell] of Object.entries(shells))
    pretendProgram(folder.path, name, `echo "${name} $*" >>'${calls}'\n${shell}`);
}

/** What was asked of apt and dpkg, without the options that are always the same. */
const asked = (): string[] =>
  (existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : [])
    .filter((line) => !line.startsWith('apt-cache'))
    .map((line) =>
      line.replace(/ -o \S+| -y| --no-install-recommends/g, '').replace(/ postgresql$/, ''),
    );

/** The script as it is, but for the machine's own policy and programs. */
function start() {
  const text = APT_SCRIPT.replace('/usr/sbin/policy-rc.d', `'${policy}'`);
  const child = spawn('sh', ['-c', text, 'install', 'postgresql'], {
    env: { PATH: `${folder.path}:/usr/bin:/bin`, POLICY: policy, FOLDER: folder.path },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child.stdout.resume();
  return { child, code: once(child, 'close').then(([code]) => code as number) };
}

describe('the installation with apt', () => {
  it('finishes what dpkg had left, downloads all, then installs', async () => {
    assert.equal(await start().code, 0);
    assert.deepEqual(asked(), ['dpkg --configure -a', DOWNLOAD, INSTALL]);
  });

  it('lets no server start by itself meanwhile, and every one afterwards', async () => {
    pretend({ 'apt-get': '"$POLICY" rabbitmq-server start; [ $? = 101 ] || exit 9' });
    assert.equal(await start().code, 0);
    assert.equal(existsSync(policy), false);
  });

  it("leaves a policy of the user's as it was", async () => {
    writeFileSync(policy, '# the chef decides\n');
    assert.equal(await start().code, 0);
    assert.equal(readFileSync(policy, 'utf8'), '# the chef decides\n');
  });

  it('removes its own policy that a killed run had left', async () => {
    writeFileSync(policy, '#!/bin/sh\n# temporary, by the ftgo set-up\nexit 101\n');
    assert.equal(await start().code, 0);
    assert.equal(existsSync(policy), false);
  });

  it('reads the lists first where they do not know a package', async () => {
    pretend({ 'apt-cache': "echo '  Candidate: (none)'" });
    assert.equal(await start().code, 0);
    assert.deepEqual(asked().slice(1), ['apt-get update', DOWNLOAD, INSTALL]);
  });

  it('reads the lists anew where what they name is gone', async () => {
    pretend({
      'apt-get': `case "$*" in *update*) : >'${folder.path}/updated';; esac
      [ -e '${folder.path}/updated' ]`,
    });
    assert.equal(await start().code, 0);
    assert.deepEqual(asked().slice(1), [DOWNLOAD, 'apt-get update', DOWNLOAD, INSTALL]);
  });

  it("ends with apt's exit code and without its policy when the network is down", async () => {
    pretend({ 'apt-get': 'exit 100' });
    assert.equal(await start().code, 100);
    assert.deepEqual(asked().slice(1), [DOWNLOAD, 'apt-get update']);
    assert.equal(existsSync(policy), false);
  });

  it('does not go on where dpkg can not finish what it had left', async () => {
    pretend({ dpkg: 'exit 2' });
    assert.equal(await start().code, 2);
    assert.deepEqual(asked(), ['dpkg --configure -a']);
  });

  it('ends a download at once on Ctrl-C, and installs nothing', async () => {
    pretend({ 'apt-get': 'exec sleep 300' });
    const { child, code } = start();
    await eventually(() => asked().includes(DOWNLOAD));
    child.kill('SIGINT');
    assert.equal(await code, 130);
    assert.deepEqual(asked().slice(1), [DOWNLOAD]);
    assert.equal(existsSync(policy), false);
  });

  it('lets dpkg finish the step in hand on Ctrl-C, with the policy until then', async () => {
    // A shell could not listen here: what runs in the background of another ignores SIGINT.
    const unpacking = `
      const { existsSync, writeFileSync } = require('node:fs');
      const { POLICY, FOLDER } = process.env;
      process.on('SIGINT', () => process.exit(existsSync(POLICY) ? 0 : 9));
      process.on('exit', (code) => writeFileSync(FOLDER + '/step-ended', String(code)));
      setInterval(() => {}, 1000);
      writeFileSync(FOLDER + '/unpacking', '');`;
    writeFileSync(join(folder.path, 'unpack.cjs'), unpacking);
    const shell = `case "$*" in *download*) exit 0;; esac`;
    pretend({ 'apt-get': `${shell}\nexec '${process.execPath}' "$FOLDER/unpack.cjs"` });
    const { child, code } = start();
    await eventually(() => existsSync(join(folder.path, 'unpacking')));
    child.kill('SIGINT');
    assert.equal(await code, 130);
    assert.equal(readFileSync(join(folder.path, 'step-ended'), 'utf8'), '0');
    assert.equal(existsSync(policy), false);
  });
});
