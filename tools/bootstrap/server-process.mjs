import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { accountOptions } from './command.mjs';
import { InterruptedError } from './setup-error.mjs';

const POLL_MS = 50;

/**
 * Starts a server that outlives this process, in a session of its own, its output appended to
 * `logFile`. Answers `{ pid, exited() }`; throws when the program can't be started at all.
 */
export async function spawnServer(command, args, { env, cwd = '/', logFile, account }) {
  const log = openSync(logFile, 'a');
  const options = {
    env,
    cwd,
    ...accountOptions(account),
    detached: true,
    stdio: ['ignore', log, log],
  };
  const child = spawn(command, args, options);
  closeSync(log);
  let exited = false;
  child.once('exit', () => (exited = true));
  await new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  child.unref();
  return { pid: child.pid, exited: () => exited };
}

/**
 * Polls until `isReady` answers true. Resolves to 'ready', or to 'exited' when the server ended
 * before; rejects with InterruptedError on `abort`, and resolves to 'timeout' after `timeoutMs`.
 */
export async function waitUntilReady({ server, isReady, timeoutMs, abort }) {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    if (abort?.aborted) throw new InterruptedError();
    if (server.exited()) return 'exited';
    if (await isReady()) return 'ready';
    await sleep(POLL_MS);
  }
  return 'timeout';
}

/** The last lines of a log, for an error message. */
export function lastLines(logFile, count = 3) {
  try {
    const lines = readFileSync(logFile, 'utf8').trim().split('\n');
    return lines.slice(-count).join(' | ');
  } catch {
    return '';
  }
}
