import { chooseNode, withNodeFirst } from './project-node.mjs';
import { ComposeServices } from './compose-services.mjs';
import { LocalServices } from './local-services.mjs';
import { ensurePackages } from './packages.mjs';
import { withLock } from './run-lock.mjs';
import { Runs } from './runs.mjs';
import { setUpServices } from './set-up-services.mjs';

/** One use of the checkout: the set-up before a command and the clean-up after it. */
export class Session {
  constructor({ root, localFolder, progress, abort, env = process.env }) {
    Object.assign(this, { root, localFolder, progress, abort, env });
    this.runs = new Runs(localFolder);
    this.local = new LocalServices(localFolder);
  }

  /** Does all the set-up; resolves to `{ node, env }` to run a command with. */
  async open() {
    this.runs.register();
    return this.locked(async () => {
      const orphans = await this.runs.endOrphans();
      await this.local.forgetIfGone();
      if (orphans > 0) this.progress.line(`Ended ${orphans} leftover of a run that was killed`);
      const onStart = (child) => this.runs.register(child);
      await ensurePackages({ ...this, onStart, othersUsing: this.runs.othersUsing() });
      this.runs.registerUse();
      const node = chooseNode({ root: this.root });
      const services = await setUpServices(this);
      this.local.summarise(services);
      const env = { ...withNodeFirst(this.env, node), ...services, LOCAL_DIR: this.localFolder };
      return { node, env };
    });
  }

  /** Lets the services run on after the last run has ended, until `stopServices`. */
  keepServices() {
    this.local.summarise({ kept: true });
  }

  /** Ends this run; the last one stops the services, unless they are to be kept. */
  async close() {
    this.runs.unregister();
    // Another run that is under way does this at its end; its set-up may hold the lock for minutes.
    if (this.runs.othersAlive().length > 0) return;
    await withLock(this.localFolder, async () => {
      if (this.local.summary().kept || this.runs.othersAlive().length > 0) return;
      await this.stopServices();
    });
  }

  /** Stops and removes the private services of this checkout. Idempotent. */
  async stopServices() {
    const { compose } = this.local.summary();
    if (compose) await new ComposeServices(this).down();
    await this.local.wipe();
  }

  locked(work) {
    let waiting = null;
    const onWait = (pid) =>
      (waiting ??= this.progress.step(`Waiting for the set-up of process ${pid}`));
    return withLock(this.localFolder, () => (waiting?.drop(), work()), {
      abort: this.abort,
      onWait,
    });
  }
}
