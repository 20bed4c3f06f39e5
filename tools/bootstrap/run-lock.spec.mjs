import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { writeJson } from './json-file.mjs';
import { describeProcess, isAlive } from './process-identity.mjs';
import { tryAcquire, withLock } from './run-lock.mjs';
import { Runs } from './runs.mjs';
import { InterruptedError } from './setup-error.mjs';

let folder;
let lock;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ftgo-lock-'));
  lock = join(folder, 'bootstrap.lock');
  mkdirSync(join(folder, 'runs'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

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

  it('is taken over from a holder that died', async () => {
    writeJson(lock, { pid: process.pid, identity: 'an earlier process' });
    assert.equal(await withLock(folder, () => 'done'), 'done');
  });

  it('is taken over when its file is garbage', async () => {
    writeFileSync(lock, '{half');
    assert.equal(await withLock(folder, () => 'done'), 'done');
  });

  it('lets one wait for the other, and tells whom it waits for', async () => {
    writeJson(lock, describeProcess(process.ppid));
    const abort = new AbortController();
    const seen = [];
    const onWait = (pid) => (seen.push(pid), abort.abort());
    const waiting = withLock(folder, () => 'never', { abort: abort.signal, onWait });
    await assert.rejects(waiting, InterruptedError);
    assert.deepEqual(seen, [process.ppid]);
  });

  it('keeps several processes apart that find the same dead holder', () => {
    writeJson(lock, { pid: 1, identity: 'dead' });
    const counter = join(folder, 'counter');
    writeFileSync(counter, '0');
    const module = JSON.stringify(new URL('./run-lock.mjs', import.meta.url).href);
    const script = `
      import { readFileSync, writeFileSync } from 'node:fs';
      import { withLock } from ${module};
      for (let i = 0; i < 5; i += 1) await withLock(${JSON.stringify(folder)}, async () => {
        const n = Number(readFileSync(${JSON.stringify(counter)}, 'utf8'));
        await new Promise((r) => setTimeout(r, 2));
        writeFileSync(${JSON.stringify(counter)}, String(n + 1));
      });`;
    const file = join(folder, 'work.mjs');
    writeFileSync(file, script);
    const commands = Array.from({ length: 4 }, () => `"${process.execPath}" "${file}" &`).join(' ');
    const { stderr } = spawnSync('sh', ['-c', `${commands} wait`], { encoding: 'utf8' });
    assert.equal(readFileSync(counter, 'utf8'), '20', stderr);
  });
});

describe('the runs of a checkout', () => {
  it('know of the others that live, not of themselves', () => {
    const runs = new Runs(folder);
    runs.register();
    writeJson(join(folder, 'runs', `${process.ppid}.json`), describeProcess(process.ppid));
    writeJson(join(folder, 'runs', '1.json'), { pid: 1, identity: 'dead' });
    assert.deepEqual(runs.othersAlive(), [process.ppid]);
    runs.unregister();
    assert.equal(existsSync(join(folder, 'runs', `${process.pid}.json`)), false);
  });

  it('end what a killed run left running, and forget it', async () => {
    const child = spawn('sleep', ['60'], { detached: true });
    await once(child, 'spawn');
    const orphan = describeProcess(child.pid);
    writeJson(join(folder, 'runs', '1.json'), { pid: 1, identity: 'dead', child: orphan });
    assert.equal(await new Runs(folder).endOrphans(), 1);
    assert.equal(isAlive(orphan), false);
    assert.deepEqual(readdirSync(join(folder, 'runs')), []);
  });
});
