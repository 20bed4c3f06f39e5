import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { endProcess } from './end-process.mjs';
import { describeProcess } from './process-identity.mjs';
import { InterruptedError } from './setup-error.mjs';

const KEPT_OUTPUT = 64 * 1024;

/**
 * Runs a command in a process group of its own and resolves to `{ code, output }` (both streams, the
 * last 64 KiB). Never rejects for an exit code. When `abort` fires, the command is ended (`graceMs`
 * between `stopSignal` and SIGKILL; `stopGroup: false` asks the command alone) and the promise
 * rejects with InterruptedError. `onStart` is told the process, `onLine` sees each line, `logFile`
 * gets everything.
 */
export async function runCommand(command, args, options = {}) {
  const { abort, logFile, onStart, onLine, cwd, env, account } = options;
  if (abort?.aborted) throw new InterruptedError();
  const child = spawn(command, args, {
    cwd,
    env,
    ...accountOptions(account),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collectOutput(child, { logFile, onLine });
  const stopped = stopOnAbort(child, options);
  if (child.pid) onStart?.(describeProcess(child.pid));
  const code = await exitCodeOf(child);
  await stopped.finish();
  if (abort?.aborted) throw new InterruptedError();
  return { code, output: output() };
}

/** spawn()'s way to say "as this user"; nothing where the user stays the same. */
export function accountOptions(account) {
  return account ? { uid: account.uid, gid: account.gid } : {};
}

function exitCodeOf(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.code === 'ENOENT' ? 127 : 126));
    child.once('close', (code, signal) => resolve(code ?? (signal ? 128 : 1)));
  });
}

function collectOutput(child, { logFile, onLine }) {
  const log = logFile && createWriteStream(logFile, { flags: 'a' });
  log?.on('error', () => {});
  let kept = '';
  let unfinished = '';
  const take = (chunk) => {
    log?.write(chunk);
    kept = (kept + chunk).slice(-KEPT_OUTPUT);
    if (!onLine) return;
    const lines = (unfinished + chunk).split(/\r?\n|\r/);
    unfinished = lines.pop();
    lines.forEach((line) => onLine(line));
  };
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', take);
  child.once('close', () => log?.end());
  return () => kept;
}

function stopOnAbort(child, { abort, stopSignal = 'SIGTERM', graceMs = 5000, stopGroup = true }) {
  const described = child.pid && describeProcess(child.pid);
  let ending = Promise.resolve();
  const onAbort = () => {
    ending = endProcess(described, { signal: stopSignal, graceMs, group: stopGroup });
  };
  if (described) abort?.addEventListener('abort', onAbort, { once: true });
  return {
    finish: () => {
      abort?.removeEventListener('abort', onAbort);
      return ending;
    },
  };
}
