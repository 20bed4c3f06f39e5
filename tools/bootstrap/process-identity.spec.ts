import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { endProcess, waitUntilGone } from './end-process.mjs';
import { describeProcess, identityOf, isAlive, parseProcStat } from './process-identity.mjs';

describe('the identity of a process', () => {
  it('is the same as long as it lives', () => {
    assert.ok(identityOf(process.pid));
    assert.ok(isAlive(describeProcess(process.pid)));
  });

  it('is null for pids that nothing has, and for what is no pid', () => {
    for (const pid of [0, -1, 1.5, undefined, 2 ** 22 + 1]) assert.equal(identityOf(pid), null);
  });

  it('tells a reused pid from the process that had it before', () => {
    assert.equal(isAlive({ pid: process.pid, identity: 'an earlier one' }), false);
    assert.equal(isAlive(null), false);
  });

  it('reads the start time after a program name with brackets and spaces', () => {
    const fields = ['S', ...Array.from({ length: 18 }, (_, i) => i), '4711', '0'];
    const stat = `12 (a) (b c) ${fields.join(' ')}`;
    assert.deepEqual(parseProcStat(stat), { state: 'S', startTicks: '4711' });
  });
});

describe('ending a process', () => {
  it('asks first, and the process ends by itself', async () => {
    const child = spawn('sleep', ['60']);
    await once(child, 'spawn');
    await endProcess(describeProcess(child.pid), { signal: 'SIGTERM' });
    assert.equal(child.signalCode ?? (await once(child, 'exit'))[1], 'SIGTERM');
  });

  it('kills one that does not listen, with its whole group', async () => {
    const script = 'trap "" TERM; sleep 60 & echo $!; while :; do sleep 0.05; done';
    const child = spawn('sh', ['-c', script], {
      detached: true,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const grandchild = describeProcess(Number(String((await once(child.stdout, 'data'))[0])));
    await endProcess(describeProcess(child.pid), { graceMs: 200, group: true });
    assert.equal(identityOf(child.pid), null);
    assert.ok(await waitUntilGone(grandchild, 10_000));
  });

  it('leaves alone another process that has got the pid', async () => {
    await endProcess({ pid: process.pid, identity: 'an earlier one' }, { signal: 'SIGKILL' });
    await endProcess(null);
  });
});
