import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './process-identity.mjs';

const POLL_MS = 25;

/** Resolves to true once the process is gone, to false when it still runs after `timeoutMs`. */
export async function waitUntilGone(described, timeoutMs) {
  const deadline = performance.now() + timeoutMs;
  while (isAlive(described)) {
    if (performance.now() > deadline) return false;
    await sleep(POLL_MS);
  }
  return true;
}

/**
 * Ends one process that was written down with `describeProcess`: `signal` first, SIGKILL when that
 * took longer than `graceMs`. A process that is gone, or whose pid now belongs to another program,
 * is left alone. With `group` the whole process group that it leads gets the signals.
 */
export async function endProcess(
  described,
  { signal = 'SIGTERM', graceMs = 5000, group = false } = {},
) {
  if (!isAlive(described)) return;
  const target = group ? -described.pid : described.pid;
  send(target, signal);
  if (await waitUntilGone(described, graceMs)) {
    // The leader has gone; what is left of its group was never asked to outlive it.
    if (group) send(target, 'SIGKILL');
    return;
  }
  send(target, 'SIGKILL');
  await waitUntilGone(described, 5000);
}

function send(target, signal) {
  try {
    process.kill(target, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
