import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, describe, it } from 'node:test';
import { Interruption } from './interruption.mjs';
import { runTarget } from './target.mjs';
import { plainFolder } from './testing/folders.ts';
import type { Described } from './testing/made-up-checkout.ts';
import { eventually, living } from './testing/made-up-checkout.ts';
import { pretendProgram } from './testing/pretended-program.ts';
import { ENVIRONMENT } from './testing/test-environment.config.ts';

/** Writes its pid down at $1, and stays, whatever it is asked. */
const DEAF = `trap '' INT TERM HUP; echo $$ >"$1"; while :; do sleep 0.05; done`;

describe('the command that is run', () => {
  const folder = plainFolder();
  after(() => folder.remove());
  const started: Described[] = [];
  afterEach(() => assert.deepEqual(living(started.splice(0)), []));

  const run = (shell: string, file: string, interruption: Interruption, graceMs?: number) =>
    runTarget('sh', ['-c', shell, 'sh', file], {
      env: ENVIRONMENT,
      cwd: folder.path,
      interruption,
      graceMs,
      onStart: (child: Described) => started.push(child),
    });
  /** Its pid, once it has written it down: from then on it is deaf. */
  const pidIn = async (file: string): Promise<string> => {
    await eventually(() => existsSync(file) && readFileSync(file, 'utf8').endsWith('\n'));
    return readFileSync(file, 'utf8').trim();
  };

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    it(`that ignores ${signal} is killed when its time is over`, async () => {
      const file = join(folder.path, signal);
      const interruption = new Interruption();
      const ended = run(DEAF, file, interruption, 300);
      await pidIn(file);
      interruption.receive(signal);
      assert.equal(await ended, 137);
    });
  }

  it('has its children hear of the end as well, so that they can end in order', async () => {
    const file = join(folder.path, 'orderly');
    const interruption = new Interruption();
    const child = pretendProgram(
      folder.path,
      'orderly-child',
      `trap 'echo ended >"$1.end"; exit' TERM; echo $$ >"$1"; while :; do sleep 0.05; done`,
    );
    const shell = `trap : TERM; '${child}' "$1" & wait; wait`;
    const ended = run(shell, file, interruption, 10_000);
    await pidIn(file);
    interruption.receive('SIGTERM');
    await ended;
    assert.equal(readFileSync(`${file}.end`, 'utf8'), 'ended\n');
  });

  it('takes children that are as deaf as itself with it', async () => {
    const file = join(folder.path, 'child');
    const interruption = new Interruption();
    const ended = run(
      `sh -c '${DEAF.replaceAll("'", `'\\''`)}' sh "$1"; :`,
      file,
      interruption,
      300,
    );
    const pid = await pidIn(file);
    interruption.receive('SIGINT');
    await ended;
    await eventually(() => !existsSync(`/proc/${pid}/exe`));
  });

  it('is killed at once by the second signal, however long it would have had', async () => {
    const file = join(folder.path, 'second');
    const interruption = new Interruption();
    const ended = run(DEAF, file, interruption, 3_600_000);
    await pidIn(file);
    interruption.receive('SIGTERM', 1_000);
    interruption.receive('SIGINT', 2_500);
    assert.equal(await ended, 137);
  });

  it('does not come to work when the interruption was there before it', async () => {
    const interruption = new Interruption();
    interruption.receive('SIGTERM');
    assert.equal(await run('while :; do sleep 0.05; done', '', interruption), 143);
  });

  it('leaves no listener behind for the next one', async () => {
    const interruption = new Interruption();
    const before = ['SIGWINCH', 'SIGUSR2'].map((name) => process.listenerCount(name));
    assert.equal(await run('exit 3', '', interruption), 3);
    interruption.receive('SIGINT');
    const afterwards = ['SIGWINCH', 'SIGUSR2'].map((name) => process.listenerCount(name));
    assert.deepEqual(afterwards, before);
  });
});
