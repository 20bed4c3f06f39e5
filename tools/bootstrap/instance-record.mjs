import { existsSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { endProcess } from './end-process.mjs';
import { readJson, writeJson } from './json-file.mjs';
import { describeProcess, isAlive } from './process-identity.mjs';

/**
 * What is known of one private server, in `instance.json` in its folder: ports, folders, and the
 * processes by pid and start time. Written right after each start, so that whoever comes later,
 * also after kill -9, knows what to end and what to remove. A record that came here with a copy of
 * the folder counts as none: it is of the original's servers.
 */
export class InstanceRecord {
  constructor(folder) {
    this.folder = folder;
    this.path = join(folder, 'instance.json');
  }

  /** The record, or null when there is none. */
  read() {
    const record = readJson(this.path);
    return record instanceof Object && this.isOwn(record) ? record : null;
  }

  /** Adds or replaces `facts`. */
  write(facts) {
    writeJson(this.path, { ...this.read(), ...facts, folder: this.folder });
  }

  /**
   * Writes down that `role` is played by process `pid`, and the signal that ends it quickly; with
   * `group` the process group that it leads gets it.
   */
  writeProcess(role, pid, endSignal, { group = false } = {}) {
    const described = { ...describeProcess(pid), endSignal, group };
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

  /** Ends every process of the record quickly. Idempotent. */
  async endAll() {
    await Promise.all(Object.values(this.read()?.processes ?? {}).map(endQuickly));
  }

  /** Does `work`; when it fails, nothing that it has started goes on running. */
  async endingAllOnFailure(work) {
    try {
      await work();
    } catch (error) {
      await this.endAll();
      throw error;
    }
  }

  /** Ends every process of the record quickly and removes all that it holds. Idempotent. */
  async wipe() {
    const record = this.read();
    await this.endAll();
    // They may lie outside of the folder.
    if (record?.dataFolder) rmSync(record.dataFolder, REMOVE);
    if (record?.link) rmSync(dirname(record.link), REMOVE);
    rmSync(this.folder, REMOVE);
  }

  isOwn({ folder }) {
    // Where the folder was moved, nothing is left at the place that it names.
    return !folder || folder === this.folder || !existsSync(join(folder, 'instance.json'));
  }
}

function endQuickly(described) {
  const { endSignal: signal, group } = described;
  return endProcess(described, { signal, group, graceMs: 3000 });
}

// Processes that die of their parent's death may still be writing for a moment.
const REMOVE = { recursive: true, force: true, maxRetries: 10, retryDelay: 100 };
