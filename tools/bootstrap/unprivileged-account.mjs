import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SetupError } from './setup-error.mjs';

const CANDIDATES = ['postgres', 'nobody'];

/**
 * The user to run PostgreSQL as when we are root (it refuses root), `{ name, uid, gid }`; null when
 * we are an ordinary user and no change is needed.
 */
export function unprivilegedAccount(names = CANDIDATES) {
  if (process.getuid?.() !== 0) return null;
  for (const name of names) {
    const uid = idOf(name, '-u');
    const gid = idOf(name, '-g');
    if (uid > 0 && gid !== null) return { name, uid, gid };
  }
  throw new SetupError({
    what: 'PostgreSQL must not run as root, and there is no other user to run it as.',
    why: `neither of these users exists: ${names.join(', ')}.`,
    next: 'run the command as an ordinary user, or set DATABASE_URL.',
  });
}

/**
 * An empty data folder that `account` can reach and write: `wanted`, or a private one below the
 * temporary folder where a parent of `wanted` is closed to it (a checkout under /root).
 */
export function makeDataFolder(wanted, account) {
  rmSync(wanted, { recursive: true, force: true });
  mkdirSync(wanted, { recursive: true, mode: 0o700 });
  if (!account) return wanted;
  chownSync(wanted, account.uid, account.gid);
  if (isReachable(wanted, account)) return wanted;
  rmSync(wanted, { recursive: true, force: true });
  const elsewhere = mkdtempSync(join(tmpdir(), 'ftgo-postgres-'));
  chownSync(elsewhere, account.uid, account.gid);
  return elsewhere;
}

function isReachable(folder, account) {
  const check = ['-c', 'cd -- "$1" && test -w .', 'sh', folder];
  const options = { uid: account.uid, gid: account.gid, cwd: '/', stdio: 'ignore' };
  return spawnSync('/bin/sh', check, options).status === 0;
}

function idOf(name, flag) {
  try {
    const stdio = ['ignore', 'pipe', 'ignore'];
    return Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio }));
  } catch {
    return null;
  }
}
