import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { endProcess } from './end-process.mjs';
import { readJson, writeJson } from './json-file.mjs';
import { describeProcess, isAlive } from './process-identity.mjs';

/**
 * The bootstraps of this checkout that are under way, one file each in `.local/runs/`. Services are
 * stopped by the last of them, and what a killed one left running is found by the next.
 */
export class Runs {
  constructor(localFolder) {
    this.folder = join(localFolder, 'runs');
    this.file = join(this.folder, `${process.pid}.json`);
  }

  /** Writes this run down; called again with `child`, the process group that it now runs. */
  register(child = null) {
    writeJson(this.file, { ...describeProcess(process.pid), child });
  }

  /** Forgets this run. */
  unregister() {
    rmSync(this.file, { force: true });
  }

  /** The other runs that live, as pids. */
  othersAlive() {
    return this.all()
      .filter(({ run }) => run.pid !== process.pid && isAlive(run))
      .map(({ run }) => run.pid);
  }

  /** Ends what killed runs left behind; answers how many leftovers there were. */
  async endOrphans() {
    const dead = this.all().filter(({ run }) => run.pid !== process.pid && !isAlive(run));
    const orphans = dead.filter(({ run }) => isAlive(run.child));
    await Promise.all(
      orphans.map(({ run }) => endProcess(run.child, { group: true, graceMs: 3000 })),
    );
    dead.forEach(({ file }) => rmSync(file, { force: true }));
    return orphans.length;
  }

  all() {
    return readdirSync(this.folder)
      .filter((name) => /^\d+\.json$/.test(name))
      .map((name) => join(this.folder, name))
      .map((file) => ({ file, run: readJson(file) ?? { pid: 0, identity: null } }));
  }
}
