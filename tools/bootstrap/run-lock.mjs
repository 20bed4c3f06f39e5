import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describeProcess, isAlive } from './process-identity.mjs';
import { InterruptedError } from './setup-error.mjs';

const POLL_MS = 200;

/**
 * Holds the checkout's one lock while `work` runs, so that two bootstraps never install packages or
 * start services at once. A lock whose holder died is taken over. While another holds it, `onWait`
 * is told the holder's pid. Rejects with InterruptedError when `abort` fires during the wait.
 */
export async function withLock(localFolder, work, { abort, onWait } = {}) {
  const path = join(localFolder, 'bootstrap.lock');
  await acquire(path, { abort, onWait });
  try {
    return await work();
  } finally {
    release(path);
  }
}

async function acquire(path, { abort, onWait }) {
  while (!tryAcquire(path)) {
    const holder = readHolder(path);
    if (holder && isAlive(holder)) {
      onWait?.(holder.pid);
      await sleep(POLL_MS);
    } else if (holder) {
      removeStale(path, holder);
    }
    if (abort?.aborted) throw new InterruptedError();
  }
}

/** One attempt: true when the lock is ours now. */
export function tryAcquire(path) {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(describeProcess(process.pid)));
  try {
    // A hard link appears with its whole content or not at all, and never over an existing file.
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

function release(path) {
  if (readHolder(path)?.pid === process.pid) rmSync(path, { force: true });
}

/** Null when there is no lock; a process that never lived when nothing can be read in it. */
function readHolder(path) {
  const nobody = { pid: 0, identity: null };
  try {
    return JSON.parse(readFileSync(path, 'utf8')) ?? nobody;
  } catch (error) {
    return error.code === 'ENOENT' ? null : nobody;
  }
}

function removeStale(path, stale) {
  // Two may find the same dead holder, and the slower one must not remove the lock that the quicker
  // one has taken since: only who holds this second lock removes, after another look.
  const removal = `${path}.removal`;
  if (tryAcquire(removal)) {
    if (isSame(readHolder(path), stale)) rmSync(path, { force: true });
    rmSync(removal, { force: true });
    return;
  }
  const remover = readHolder(removal);
  if (remover && !isAlive(remover)) rmSync(removal, { force: true });
}

function isSame(one, other) {
  return one?.pid === other.pid && one.identity === other.identity;
}
