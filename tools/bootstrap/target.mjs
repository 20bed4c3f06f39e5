import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { endProcess } from './end-process.mjs';
import { describeProcess } from './process-identity.mjs';

const GRACE_MS = 10_000;
const FORWARDED = ['SIGWINCH', 'SIGUSR2'];

/**
 * Runs the command with this terminal and resolves to its exit code (128 + n when signal n ended it).
 * On interruption it gets the same signal and `graceMs`, then its whole process group is killed; a
 * second Ctrl-C cuts the wait short. `onStart` is told the process before anything else happens.
 */
export async function runTarget(command, args, options) {
  const { env, cwd, interruption, onStart, graceMs = GRACE_MS } = options;
  // A process group of its own, so that everything it leaves behind can be ended with it.
  const child = spawn(command, args, { env, cwd, stdio: 'inherit', detached: true });
  const ended = exitCodeOf(child, command);
  if (!child.pid) return ended;
  const described = describeProcess(child.pid);
  onStart?.(described);
  const stopForwarding = forwardSignals(child);
  const ending = endOnAbort(described, interruption, graceMs);
  const code = await ended;
  stopForwarding();
  await ending.finish();
  killGroup(child.pid);
  return code;
}

function exitCodeOf(child, command) {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      process.stderr.write(`Can't run ${command}: ${error.message}\n`);
      resolve(error.code === 'ENOENT' ? 127 : 126);
    });
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

function endOnAbort(described, interruption, graceMs) {
  let ending = Promise.resolve();
  const onAbort = () => {
    const signal = interruption.signalName;
    ending = endProcess(described, { signal, graceMs, group: true });
    interruption.onAgain = () => killGroup(described.pid);
  };
  if (interruption.abort.aborted) onAbort();
  else interruption.abort.addEventListener('abort', onAbort, { once: true });
  return {
    finish: () => {
      interruption.abort.removeEventListener('abort', onAbort);
      return ending;
    },
  };
}

function forwardSignals(child) {
  // Its own group doesn't hear of the terminal's changes by itself.
  const forward = (name) => child.kill(name);
  FORWARDED.forEach((name) => process.on(name, forward));
  return () => FORWARDED.forEach((name) => process.off(name, forward));
}

function killGroup(pid) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
