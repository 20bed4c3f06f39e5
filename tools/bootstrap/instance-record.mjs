import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { endProcess } from './end-process.mjs';
import { readJson, writeJson } from './json-file.mjs';
import { describeProcess, isAlive } from './process-identity.mjs';

/**
 * What is known of one private server, in `instance.json` in its folder: ports, folders, and the
 * processes by pid and start time. Written right after each start, so that whoever comes later,
 * also after kill -9, knows what to end and what to remove.
 */
export class InstanceRecord {
  constructor(folder) {
    this.folder = folder;
    this.path = join(folder, 'instance.json');
  }

  /** The record, or null when there is none. */
  read() {
    return readJson(this.path);
  }

  /** Adds or replaces `facts`. */
  write(facts) {
    writeJson(this.path, { ...this.read(), ...facts });
  }

  /** Writes down that `role` is played by process `pid`, and the signal that ends it quickly. */
  writeProcess(role, pid, endSignal) {
    const described = { ...describeProcess(pid), endSignal };
    this.write({ processes: { ...this.read()?.processes, [role]: described } });
  }

  /** The process of `role` while it lives, else null. */
  living(role) {
    const described = this.read()?.processes?.[role];
    return isAlive(described) ? described : null;
  }

  /** Ends the process of `role`; does nothing when it is gone. */
  async end(role, signal, graceMs) {
    await endProcess(this.living(role), { signal, graceMs });
  }

  /** Ends every process of the record quickly and removes all that it holds. Idempotent. */
  async wipe() {
    const record = this.read();
    const processes = Object.values(record?.processes ?? {});
    await Promise.all(processes.map(endQuickly));
    const outside = record?.dataFolder;
    if (outside && !outside.startsWith(this.folder)) rmSync(outside, REMOVE);
    rmSync(this.folder, REMOVE);
  }
}

function endQuickly(described) {
  return endProcess(described, { signal: described.endSignal, graceMs: 3000 });
}

// Processes that die of their parent's death may still be writing for a moment.
const REMOVE = { recursive: true, force: true, maxRetries: 10, retryDelay: 100 };
