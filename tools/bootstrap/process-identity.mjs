import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Names a running process beyond its pid, so that a reused pid is never taken for the old process.
 * Answers null for a process that is gone or only a zombie.
 */
export function identityOf(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return process.platform === 'linux' ? linuxIdentity(pid) : psIdentity(pid);
}

/** Whether `{ pid, identity }`, as `describeProcess` wrote it earlier, still runs. */
export function isAlive(described) {
  const identity = described && identityOf(described.pid);
  return Boolean(identity) && identity === described.identity;
}

/** `{ pid, identity }` to write down and to compare later. */
export function describeProcess(pid) {
  return { pid, identity: identityOf(pid) };
}

/** The state letter and start time (clock ticks since boot) out of /proc/PID/stat. */
export function parseProcStat(stat) {
  // The program's name stands in brackets and may itself hold brackets and spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0], startTicks: fields[19] };
}

function linuxIdentity(pid) {
  try {
    const { state, startTicks } = parseProcStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    return state === 'Z' || state === 'X' ? null : `${bootId()}/${startTicks}`;
  } catch {
    return null;
  }
}

let knownBootId;
function bootId() {
  // Start times count from the boot, so that two boots could give the same one.
  knownBootId ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim().slice(0, 8);
  return knownBootId;
}

function psIdentity(pid) {
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
    });
    const [state, ...started] = line.trim().split(/\s+/);
    return state.startsWith('Z') ? null : started.join(' ');
  } catch {
    return null;
  }
}
