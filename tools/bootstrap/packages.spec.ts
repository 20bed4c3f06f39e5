import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ensurePackages, npmCommand } from './packages.mjs';
import { InterruptedError } from './setup-error.mjs';
import type { TestFolder } from './testing/folders.ts';
import { awkwardFolder } from './testing/folders.ts';
import type { Described } from './testing/made-up-checkout.ts';
import { eventually, living } from './testing/made-up-checkout.ts';
import { pretendProgram } from './testing/pretended-program.ts';
import { ENVIRONMENT } from './testing/test-environment.config.ts';

const { PATH, npm_execpath } = ENVIRONMENT;
const PG = { version: '8.23.0' };

let folder: TestFolder;
let root: string;
let details: string[];
beforeEach(() => {
  folder = awkwardFolder();
  root = folder.path;
  details = [];
  mkdirSync(join(root, '.local', 'log'), { recursive: true });
  writeLock({ 'node_modules/pg': PG });
  pretendNpm('exit 1');
});
afterEach(() => {
  Object.assign(ENVIRONMENT, { PATH, npm_execpath });
  folder.remove();
});

const at = (...path: string[]): string => join(root, ...path);
const writeJson = (path: string, value: unknown): void =>
  writeFileSync(at(path), JSON.stringify(value));
const writeLock = (packages: object): void =>
  writeJson('package-lock.json', { packages: { '': {}, ...packages } });

/** What npm leaves behind when it has installed pg. */
function install(version = PG.version): void {
  mkdirSync(at('node_modules', 'pg'), { recursive: true });
  writeJson('node_modules/pg/package.json', { version });
  writeJson('node_modules/.package-lock.json', { packages: { 'node_modules/pg': { version } } });
}

/** Puts an npm first on PATH that writes its calls down and then does what the shell text says. */
function pretendNpm(shell: string): void {
  pretendProgram(at('bin'), 'npm', `echo "$*" >>"$FTGO_CALLS"\n${shell}`);
  Object.assign(ENVIRONMENT, {
    PATH: `${at('bin')}:${PATH}`,
    FTGO_CALLS: at('calls'),
    npm_execpath: '',
  });
}

const calls = (): string[] =>
  existsSync(at('calls')) ? readFileSync(at('calls'), 'utf8').trim().split('\n') : [];

const progress = {
  during: (_label: string, work: (update: (detail: string) => void) => unknown) =>
    work((detail) => details.push(detail)),
};
const ensure = (more: object = {}): Promise<string> =>
  ensurePackages({ root, localFolder: at('.local'), progress, ...more });

/** A shell text that installs as npm would. */
const INSTALLS = `mkdir -p node_modules/pg && echo '{}' >node_modules/pg/package.json &&
  echo '{"packages":{"node_modules/pg":{"version":"8.23.0"}}}' >node_modules/.package-lock.json`;

describe('the packages', () => {
  it('are adopted as npm has installed them, and need no npm and no network after that', async () => {
    install();
    assert.equal(await ensure(), 'adopt');
    assert.equal(await ensure(), 'ready');
    assert.deepEqual(calls(), []);
  });

  it('are installed where there are none, with what development needs', async () => {
    pretendNpm(INSTALLS);
    assert.equal(await ensure(), 'install');
    assert.equal(await ensure(), 'ready');
    assert.equal(calls().length, 1);
    assert.match(calls()[0] ?? '', /^ci .*--include=dev.*--include=optional.*--prefer-offline$/);
  });

  const damages: [string, () => void, RegExp][] = [
    ['a package was removed', () => rmSync(at('node_modules/pg'), { recursive: true }), /pg is/],
    ['npm was cut off', () => writeFileSync(at('.local/npm-ci.unfinished'), ''), /not finished/],
    [
      'npm’s own list is half written',
      () => writeFileSync(at('node_modules/.package-lock.json'), '{"packages": {"node_mod'),
      /not installed/,
    ],
    ['the lock file changed', () => writeLock({ 'node_modules/pg': { version: '9.0.0' } }), /lock/],
  ];
  for (const [what, damage, reason] of damages) {
    it(`are installed anew after ${what}`, async () => {
      install();
      await ensure();
      damage();
      pretendNpm(INSTALLS);
      const labels: string[] = [];
      const during = (label: string, work: () => unknown) => (labels.push(label), work());
      assert.equal(await ensure({ progress: { during } }), 'install');
      assert.match(labels[0] ?? '', reason);
    });
  }

  it('are as missing as before when npm fails, which says why and what to do', async () => {
    pretendNpm(`
      echo 'npm http fetch GET https://registry/pg attempt 1 failed with ETIMEDOUT'
      echo 'npm error code ETIMEDOUT'
      echo 'npm error network request to https://registry/pg failed' >&2
      exit 1`);
    await assert.rejects(ensure(), (error: Error & { exitCode: number }) => {
      assert.match(error.message, /npm ci ended with exit code 1/);
      assert.match(error.message, /why: {2}code ETIMEDOUT; network request to .* failed/);
      assert.match(error.message, /next: check the network.*npm-ci\.log/);
      return error.exitCode === 69;
    });
    assert.deepEqual(details, ['ETIMEDOUT, npm tries again for a minute or two']);
    assert.ok(existsSync(at('.local/npm-ci.unfinished')));
    pretendNpm(INSTALLS);
    assert.equal(await ensure(), 'install');
    assert.equal(existsSync(at('.local/npm-ci.unfinished')), false);
  });

  it('are asked for once more where what npm had kept of them is out of date', async () => {
    pretendNpm(`case "$*" in *--prefer-offline*) echo 'npm error code ETARGET'; exit 1;; esac
      ${INSTALLS}`);
    assert.equal(await ensure(), 'install');
    assert.equal(calls().length, 2);
  });

  it('tell how many have come', async () => {
    pretendNpm(`for n in 1 2 3; do echo "npm http fetch GET 200 https://registry/$n 9ms"; done
      ${INSTALLS}`);
    await ensure();
    assert.deepEqual(
      details,
      ['1', '2', '2'].map((n) => `${n} of at most 2 fetched`),
    );
  });

  it('can’t be installed without npm, which is said', async () => {
    ENVIRONMENT.PATH = at('nothing-here');
    await assert.rejects(ensure(), /npm was not found[\s\S]*install npm/);
  });

  it('are not touched while another run uses them', async () => {
    await assert.rejects(ensure({ othersUsing: [4711] }), (error: { exitCode: number }) => {
      assert.match(String(error), /process 4711 runs from this checkout/);
      return error.exitCode === 75;
    });
    assert.deepEqual(calls(), []);
  });

  it('are left unfinished by Ctrl-C, with npm and what it had started ended', async () => {
    pretendNpm('sleep 300 & wait');
    const abort = new AbortController();
    const started: Described[] = [];
    const onStart = (process: Described) => started.push(process);
    const installing = ensure({ abort: abort.signal, onStart });
    await eventually(() => calls().length === 1);
    abort.abort();
    await assert.rejects(installing, InterruptedError);
    assert.equal(started.length, 1);
    assert.deepEqual(living(started), []);
    assert.ok(existsSync(at('.local/npm-ci.unfinished')));
  });

  const locks: [string, () => void][] = [
    ['is not there', () => rmSync(at('package-lock.json'))],
    ['is empty', () => writeFileSync(at('package-lock.json'), '')],
    ['has the marks of a merge', () => writeFileSync(at('package-lock.json'), '<<<<<<< HEAD\n{}')],
    ['is a folder', () => (rmSync(at('package-lock.json')), mkdirSync(at('package-lock.json')))],
  ];
  for (const [what, damage] of locks) {
    it(`are not guessed when package-lock.json ${what}`, async () => {
      damage();
      await assert.rejects(ensure(), (error: { exitCode: number }) => {
        assert.match(
          String(error),
          /can't be told which packages[\s\S]*why: .*lock\.json[\s\S]*next:/,
        );
        return error.exitCode === 64;
      });
      assert.deepEqual(calls(), []);
    });
  }
});

describe('which npm is used', () => {
  it('the one on PATH when it was not npm that called', () => {
    for (const path of [undefined, '/opt/yarn/bin/yarn.js', '/gone/npm-cli.js'])
      assert.deepEqual(npmCommand({ npm_execpath: path }), ['npm', []]);
  });

  it('the very one that called, else', () => {
    const path = pretendProgram(at('bin'), 'npm-cli.js', '');
    assert.deepEqual(npmCommand({ npm_execpath: path }), [process.execPath, [path]]);
  });
});
