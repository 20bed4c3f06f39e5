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
    this.usesPackages = false;
  }

  /** Writes this run down; called again with `child`, the process group that it now runs. */
  register(child = null) {
    const { folder, usesPackages } = this;
    writeJson(this.file, { ...describeProcess(process.pid), child, folder, usesPackages });
  }

  /** Writes down that from now on the packages must not be pulled from under this run. */
  registerUse() {
    this.usesPackages = true;
    this.register();
  }

  /** Forgets this run. */
  unregister() {
    rmSync(this.file, { force: true });
  }

  /** The other runs that live, as pids. */
  othersAlive() {
    return this.others().map(({ pid }) => pid);
  }

  /** Those of them that use the packages, and do not only wait for their own set-up. */
  othersUsing() {
    return this.others()
      .filter(({ usesPackages }) => usesPackages)
      .map(({ pid }) => pid);
  }

  /** Ends what killed runs left behind; answers how many leftovers there were. */
  async endOrphans() {
    const past = this.all().filter(({ run }) => !this.isOwn(run) || !isAlive(run));
    const orphans = past.filter(({ run }) => this.isOwn(run) && isAlive(run.child));
    await Promise.all(
      orphans.map(({ run }) => endProcess(run.child, { group: true, graceMs: 3000 })),
    );
    past.forEach(({ file }) => rmSync(file, { force: true }));
    return orphans.length;
  }

  /** Whether it is of this checkout; a copy of it holds the original's runs too. */
  isOwn({ folder }) {
    return folder === undefined || folder === this.folder;
  }

  others() {
    return this.all()
      .map(({ run }) => run)
      .filter((run) => run.pid !== process.pid && this.isOwn(run) && isAlive(run));
  }

  all() {
    return readdirSync(this.folder)
      .filter((name) => /^\d+\.json$/.test(name))
      .map((name) => join(this.folder, name))
      .map((file) => ({ file, run: readJson(file) ?? { pid: 0, identity: null } }));
  }
}
