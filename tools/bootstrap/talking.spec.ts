import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from './command.mjs';
import { freePorts } from './free-port.mjs';
import { Interruption } from './interruption.mjs';
import { formatDuration, Progress } from './progress.mjs';
import { InterruptedError } from './setup-error.mjs';
import type { PretendedServer } from './testing/pretended-server.ts';
import { AMQP_GREETING, POSTGRES_GREETING, serverSaying } from './testing/pretended-server.ts';
import { accepts, amqpAnswers, postgresAnswers } from './wire-checks.mjs';

const servers: PretendedServer[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

/** Where a server listens that answers the first bytes with `reply`, or says nothing. */
async function answering(reply: string | Buffer | null): Promise<{ port: number }> {
  const server = await serverSaying(reply);
  servers.push(server);
  return { port: server.port, timeoutMs: 300 } as { port: number };
}

describe('asking who listens on a port', () => {
  it('knows PostgreSQL by its wish for a password or by an error', async () => {
    assert.ok(await postgresAnswers(await answering(POSTGRES_GREETING)));
    const noSuchRole = Buffer.from('E\0\0\0\x20SFATAL\0C28000\0Mno\0\0', 'latin1');
    assert.ok(await postgresAnswers(await answering(noSuchRole)));
  });

  it('does not take a PostgreSQL that still starts for ready', async () => {
    const starting = Buffer.from('E\0\0\0\x20SFATAL\0C57P03\0Mstarting\0\0', 'latin1');
    assert.equal(await postgresAnswers(await answering(starting)), false);
  });

  it('knows AMQP by Connection.Start, and nothing else', async () => {
    assert.ok(await amqpAnswers(await answering(AMQP_GREETING)));
    assert.equal(await amqpAnswers(await answering('AMQP\0\0\x09\x01')), false);
    assert.equal(await amqpAnswers(await answering('HTTP/1.1 400 Bad Request')), false);
  });

  it('gives up on silence and on closed ports', async () => {
    const [port] = await freePorts(1);
    for (const ask of [postgresAnswers, amqpAnswers]) {
      assert.equal(await ask(await answering(null)), false);
      assert.equal(await ask({ port }), false);
    }
    assert.equal(await accepts({ port }), false);
  });

  it('finds free ports, each another', async () => {
    assert.equal(new Set(await freePorts(20)).size, 20);
  });
});

describe('a command of the set-up', () => {
  it('gives its exit code and what it said', async () => {
    const result = await runCommand('sh', ['-c', 'echo out; echo err >&2; exit 3']);
    assert.equal(result.code, 3);
    assert.match(result.output, /out/);
    assert.match(result.output, /err/);
  });

  it('that does not exist ends with 127', async () => {
    assert.equal((await runCommand('no-such-program', [])).code, 127);
  });

  it('is ended with its children when the run is interrupted', async () => {
    const abort = new AbortController();
    const started = performance.now();
    setTimeout(() => abort.abort(), 100);
    const running = runCommand('sh', ['-c', 'sleep 60 & sleep 60'], { abort: abort.signal });
    await assert.rejects(running, InterruptedError);
    assert.ok(performance.now() - started < 30_000);
    await assert.rejects(runCommand('true', [], { abort: abort.signal }), InterruptedError);
  });
});

describe('Ctrl-C', () => {
  it('interrupts once; its echo through npm counts as the same, a later one as another', () => {
    const interruption = new Interruption();
    const again: string[] = [];
    interruption.onAgain = (name: string) => again.push(name);
    interruption.receive('SIGINT', 1000);
    assert.ok(interruption.abort.aborted);
    assert.equal(interruption.exitCode, 130);
    interruption.receive('SIGINT', 1100);
    assert.deepEqual(again, []);
    interruption.receive('SIGTERM', 3000);
    assert.deepEqual(again, ['SIGTERM']);
    assert.equal(interruption.exitCode, 130);
  });
});

describe('the progress', () => {
  const collect = (live: boolean) => {
    const written: string[] = [];
    const stream = { write: (text: string) => written.push(text), columns: 40, isTTY: live };
    return { written, progress: new Progress({ stream, live }) };
  };

  it('writes times as people do', () => {
    const shown = [40, 9_940, 12_400, 125_000].map(formatDuration);
    assert.deepEqual(shown, ['0.0 s', '9.9 s', '12 s', '2 min 05 s']);
  });

  it('is plain lines off a terminal', async () => {
    const { written, progress } = collect(false);
    await progress.during(
      'PostgreSQL',
      async () => 1,
      () => 'PostgreSQL started',
    );
    const text = written.join('');
    assert.match(text, /^\[set-up\] PostgreSQL …\n\[set-up\] PostgreSQL started \(\d\.\d s\)\n$/);
    assert.doesNotMatch(text, /\x1b|\r/);
  });

  it('is one moving line on a terminal, never wider than it', async () => {
    const { written, progress } = collect(true);
    const label = 'a step with a name that is far too long for this terminal';
    await progress.during(
      label,
      () => sleep(250),
      () => 'done',
    );
    const frames = written.filter((text) => text.includes('a step'));
    assert.ok(frames.length > 0);
    for (const frame of frames) assert.ok(frame.length < 40);
    assert.match(written.join(''), /\[set-up\] done/);
  });

  it('takes back a step that failed', async () => {
    const { progress } = collect(false);
    await assert.rejects(
      progress.during('x', () => Promise.reject(new Error('no'))),
      /no/,
    );
    assert.equal(progress.active.size, 0);
  });
});
