import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { writeJson } from './json-file.mjs';
import { describeProcess, isAlive } from './process-identity.mjs';
import { tryAcquire, withLock } from './run-lock.mjs';
import { Runs } from './runs.mjs';
import { InterruptedError } from './setup-error.mjs';
import type { TestFolder } from './testing/folders.ts';
import { awkwardFolder } from './testing/folders.ts';

const DEAD = { pid: 1, identity: 'dead' };

let temporary: TestFolder;
let folder: string;
let lock: string;
beforeEach(() => {
  temporary = awkwardFolder();
  folder = temporary.path;
  lock = join(folder, 'bootstrap.lock');
  mkdirSync(join(folder, 'runs'));
});
afterEach(() => temporary.remove());

describe('the lock of a checkout', () => {
  it('is held during the work and gone after it, also when the work fails', async () => {
    await withLock(folder, () => assert.ok(existsSync(lock)));
    await assert.rejects(
      withLock(folder, () => Promise.reject(new Error('x'))),
      /x/,
    );
    assert.deepEqual(readdirSync(folder), ['runs']);
  });

  it('is not given twice', () => {
    assert.equal(tryAcquire(lock), true);
    assert.equal(tryAcquire(lock), false);
  });

  const leftBehind: [string, () => void][] = [
    ['a holder that died', () => writeJson(lock, DEAD)],
    ['a holder whose pid another has now', () => writeJson(lock, { ...DEAD, pid: process.pid })],
    ['a holder that wrote garbage', () => writeFileSync(lock, '{half')],
    ['a holder that wrote nothing', () => writeFileSync(lock, '')],
    ['a holder that wrote null', () => writeFileSync(lock, 'null')],
    ['a holder that wrote no process', () => writeFileSync(lock, '[]')],
    [
      'a holder that died, as did who was about to remove its lock',
      () => [lock, `${lock}.removal`].forEach((path) => writeJson(path, DEAD)),
    ],
  ];
  for (const [holder, leave] of leftBehind) {
    it(`is taken over from ${holder}`, async () => {
      leave();
      assert.equal(await withLock(folder, () => 'done'), 'done');
      assert.deepEqual(readdirSync(folder), ['runs']);
    });
  }

  it('lets one wait for the other, and tells whom it waits for', async () => {
    writeJson(lock, describeProcess(process.ppid));
    const abort = new AbortController();
    const seen: number[] = [];
    const onWait = (pid: number) => (seen.push(pid), abort.abort());
    const waiting = withLock(folder, () => 'never', { abort: abort.signal, onWait });
    await assert.rejects(waiting, InterruptedError);
    assert.deepEqual(seen, [process.ppid]);
  });

  it('keeps apart six that find dead holders again and again', async () => {
    const module = JSON.stringify(new URL('./run-lock.mjs', import.meta.url).href);
    const text = `
      import { renameSync, rmSync, writeFileSync } from 'node:fs';
      import { withLock } from ${module};
      const [folder] = process.argv.slice(2);
      for (let round = 0; round < 100; round += 1) await withLock(folder, async () => {
        writeFileSync(folder + '/inside', '', { flag: 'wx' });
        await new Promise((resolve) => setTimeout(resolve, round % 2));
        rmSync(folder + '/inside');
        // What kill -9 would leave: our lock, with nobody behind it.
        const dead = { pid: 2 ** 22 + 1 + round, identity: process.pid + ' is dead' };
        writeFileSync(folder + '/dead.' + process.pid, JSON.stringify(dead));
        renameSync(folder + '/dead.' + process.pid, folder + '/bootstrap.lock');
      });`;
    const file = join(folder, 'work.mjs');
    writeFileSync(file, text);
    const workers = Array.from({ length: 6 }, () =>
      spawn(process.execPath, [file, folder], { stdio: ['ignore', 'ignore', 'inherit'] }),
    );
    const codes = await Promise.all(workers.map(async (each) => (await once(each, 'exit'))[0]));
    assert.deepEqual(codes, [0, 0, 0, 0, 0, 0]);
  });
});

describe('the runs of a checkout', () => {
  const write = (name: string, value: unknown) => writeJson(join(folder, 'runs', name), value);

  it('know of the others that live, not of themselves', () => {
    const runs = new Runs(folder);
    runs.register();
    write(`${process.ppid}.json`, describeProcess(process.ppid));
    write('1.json', DEAD);
    assert.deepEqual(runs.othersAlive(), [process.ppid]);
    runs.unregister();
    assert.equal(existsSync(join(folder, 'runs', `${process.pid}.json`)), false);
  });

  it('know which of the others use the packages, and which only wait for their turn', () => {
    write(`${process.ppid}.json`, { ...describeProcess(process.ppid), usesPackages: false });
    const runs = new Runs(folder);
    runs.register();
    assert.deepEqual(runs.othersUsing(), []);
    write(`${process.ppid}.json`, { ...describeProcess(process.ppid), usesPackages: true });
    assert.deepEqual(runs.othersUsing(), [process.ppid]);
    runs.registerUse();
    assert.deepEqual(runs.othersUsing(), [process.ppid]);
  });

  it('end what a killed run left running, and forget it', async () => {
    const child = spawn('sleep', ['60'], { detached: true });
    await once(child, 'spawn');
    const orphan = describeProcess(child.pid);
    write('1.json', { ...DEAD, child: orphan });
    assert.equal(await new Runs(folder).endOrphans(), 1);
    assert.equal(isAlive(orphan), false);
    assert.deepEqual(readdirSync(join(folder, 'runs')), []);
  });

  it('leave alone a program that has got the pid of what a killed run left', async () => {
    write('1.json', { ...DEAD, child: { pid: process.pid, identity: 'an earlier one' } });
    assert.equal(await new Runs(folder).endOrphans(), 0);
    assert.deepEqual(readdirSync(join(folder, 'runs')), []);
  });

  for (const [what, text] of [
    ['half a file', '{"pid": 12'],
    ['an empty one', ''],
    ['null', 'null'],
    ['no object', '42'],
  ] as const) {
    it(`forget a run of which only ${what} is left`, async () => {
      writeFileSync(join(folder, 'runs', '1.json'), text);
      const runs = new Runs(folder);
      assert.deepEqual(runs.othersAlive(), []);
      assert.equal(await runs.endOrphans(), 0);
      assert.deepEqual(readdirSync(join(folder, 'runs')), []);
    });
  }

  it('do not trip over files that are none of theirs', async () => {
    write('1.json.99.tmp', {});
    write('notes.json', {});
    const runs = new Runs(folder);
    assert.deepEqual(runs.othersAlive(), []);
    assert.equal(await runs.endOrphans(), 0);
    assert.equal(readdirSync(join(folder, 'runs')).length, 2);
  });
});
