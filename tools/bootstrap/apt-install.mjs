import { existsSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { APT_SCRIPT } from './apt-script.mjs';
import { runCommand } from './command.mjs';
import { findOnPath } from './programs.mjs';
import { SetupError } from './setup-error.mjs';

/** How long a started dpkg may take to reach a safe point after Ctrl-C. */
const STOP_GRACE_MS = 90_000;

/** The words to put before a command to run it as root: [] as root, sudo without a password, or null. */
export function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  const hasSudo =
    findOnPath('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  return hasSudo ? ['sudo', '-n'] : null;
}

/** Whether this is a Debian or one of its descendants, where the packages have the names we know. */
export function isDebianLike(osRelease = readOsRelease()) {
  const ids = [...osRelease.matchAll(/^ID(?:_LIKE)?="?([^"\n]*)"?$/gm)].flatMap((match) =>
    match[1].split(' '),
  );
  return ids.includes('debian') || ids.includes('ubuntu');
}

/** Whether `aptInstall` can work here. */
export function canUseApt() {
  return isDebianLike() && Boolean(findOnPath('apt-get')) && rootPrefix() !== null;
}

/**
 * Installs Debian packages without letting their servers start, and leaves nothing else changed.
 * On interruption apt is asked to stop after the step in hand; the next run finishes the rest.
 */
export async function aptInstall({ packages, localFolder, progress, abort }) {
  const logFile = join(localFolder, 'log', 'apt.log');
  const [command, ...args] = [...rootPrefix(), 'sh', '-c', APT_SCRIPT, 'install', ...packages];
  const work = async (update) => {
    const tell = () => update('apt finishes the step in hand first');
    abort?.addEventListener('abort', tell, { once: true });
    const options = {
      abort,
      logFile,
      cwd: '/',
      stopSignal: 'SIGINT',
      graceMs: STOP_GRACE_MS,
      stopGroup: false,
      onLine: (line) => abort?.aborted || update(describeAptLine(line)),
    };
    const { code, output } = await runCommand(command, args, options);
    if (code !== 0) throw aptFailed(packages, output, logFile);
  };
  const names = packages.join(', ');
  await progress.during(`Installing ${names} with apt`, work, () => `Installed ${names}`);
}

/** What an output line of apt says about where it stands, or null. */
export function describeAptLine(line) {
  const [first, second, ...rest] = line.split(' ');
  if (/^Get:\d+$/.test(first)) return `downloading ${rest[2] ?? ''}`.trim();
  if (first === 'Unpacking') return `unpacking ${second}`;
  if (first === 'Setting' && second === 'up') return `setting up ${rest[0]}`;
  return null;
}

function aptFailed(packages, output, logFile) {
  const errors = output.split('\n').filter((line) => /^(E|Err|dpkg: error)/.test(line));
  return new SetupError({
    what: `apt could not install ${packages.join(', ')}.`,
    why: errors.slice(0, 2).join('; ') || 'see the log.',
    next: `check the network and apt's sources, then run the command again. Log: ${logFile}`,
  });
}

function readOsRelease() {
  return existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
}
