import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from './json-file.mjs';
import { EXIT, SetupError } from './setup-error.mjs';

/** Where the bootstrap writes down which lock file the packages were installed from. */
export const MARK = join('node_modules', '.ftgo-installed.json');

/**
 * What has to be done about the packages, from what was found:
 * `ready` (as the lock file says), `adopt` (installed by npm itself, only our mark is missing), or
 * `install` with the reason for people.
 */
export function judgePackages({ lockKey, mark, interrupted, hidden, lock, isPresent }) {
  if (interrupted) return { action: 'install', reason: 'an earlier installation was not finished' };
  if (!hidden) return { action: 'install', reason: 'they are not installed' };
  const missing = missingPackages(hidden, isPresent);
  if (missing.length > 0) return { action: 'install', reason: `${missing[0]} is missing` };
  if (mark?.lockKey === lockKey) return { action: 'ready' };
  if (sameVersions(lock, hidden)) return { action: 'adopt' };
  return { action: 'install', reason: 'package-lock.json has changed' };
}

/**
 * Reads what `judgePackages` wants to know from the folder `root`. Throws SetupError when its
 * package-lock.json can't be read or isn't JSON, as with the marks of a merge in it.
 */
export function inspectPackages(root, interruptedFile) {
  const { text, lock } = readLock(join(root, 'package-lock.json'));
  return {
    lockKey: lockKeyOf(text),
    lock,
    mark: readJson(join(root, MARK)),
    interrupted: existsSync(interruptedFile),
    // npm writes this file last, when all packages are in place.
    hidden: readJson(join(root, 'node_modules', '.package-lock.json')),
    isPresent: (path) => existsSync(join(root, path, 'package.json')),
  };
}

function readLock(path) {
  try {
    const text = readFileSync(path, 'utf8');
    return { text, lock: JSON.parse(text) };
  } catch (error) {
    throw new SetupError({
      what: "It can't be told which packages are needed.",
      why: `${path}: ${error.message}`,
      next: 'bring back the file of the repository, then run the command again.',
      exitCode: EXIT.usage,
    });
  }
}

/** Names one lock file on one kind of machine: optional packages differ from machine to machine. */
export function lockKeyOf(lockText) {
  const hash = createHash('sha256').update(lockText).digest('hex');
  return `${hash}/${process.platform}-${process.arch}`;
}

function missingPackages(hidden, isPresent) {
  return Object.entries(hidden.packages ?? {})
    .filter(([path, entry]) => path.startsWith('node_modules/') && !entry.link && !isPresent(path))
    .map(([path]) => path);
}

function sameVersions(lock, hidden) {
  const wanted = Object.entries(lock.packages ?? {}).filter(([path]) =>
    path.includes('node_modules/'),
  );
  const have = hidden.packages ?? {};
  const known = new Set(wanted.map(([path]) => path));
  const noneExtra = Object.keys(have).every(
    (path) => !path.includes('node_modules/') || known.has(path),
  );
  return noneExtra && wanted.every(([path, entry]) => isSatisfied(entry, have[path]));
}

function isSatisfied(entry, installed) {
  // Packages for other machines are in the lock file but never installed.
  if (!installed) return Boolean(entry.optional || entry.peer);
  if (entry.link) return installed.link === true && entry.resolved === installed.resolved;
  return entry.version === installed.version;
}
