import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './free-port.js';

export interface AppProcessOptions {
  /** The folder of `dist/apps`. */
  readonly app: string;
  /** Distinguishes several of one program, such as `delay-scanner-2`. */
  readonly name: string;
  readonly root: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly logFolder: string;
}

const READY_WITHIN_MS = 180_000;
const STOP_WITHIN_MS = 12_000;

/** One built program as a process; its output goes to a file of its name. */
export class AppProcess {
  private child: ChildProcess | undefined;
  private port = 0;
  /** How often it was killed by {@link kill}. */
  kills = 0;

  constructor(private readonly options: AppProcessOptions) {}

  get name(): string {
    return this.options.name;
  }

  get app(): string {
    return this.options.app;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get logFile(): string {
    return join(this.options.logFolder, `${this.options.name}.log`);
  }

  /** Starts it, keeping its port over restarts; does not wait. */
  async start(): Promise<void> {
    const { root, app, environment } = this.options;
    this.port ||= Number(environment['HTTP_PORT'] ?? 0) || (await freePort());
    const log = openSync(this.logFile, 'a');
    const main = join(root, 'dist', 'apps', app, 'main.js');
    this.child = spawn(process.execPath, ['--enable-source-maps', main], {
      cwd: join(root, 'dist', 'apps', app),
      stdio: ['ignore', log, log],
      env: {
        PATH: '/usr/bin:/bin',
        HTTP_HOST: '127.0.0.1',
        ...environment,
        HTTP_PORT: String(this.port),
      },
    });
    closeSync(log);
  }

  /** Resolves once `/readyz` says so. @throws Error when it ends before, or takes three minutes. */
  async ready(): Promise<void> {
    const deadline = performance.now() + READY_WITHIN_MS;
    while (performance.now() < deadline) {
      if (this.hasEnded()) throw new Error(`${this.name} ended at its start; see ${this.logFile}`);
      const answer = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (answer?.ok === true) return;
      await pause(100);
    }
    throw new Error(`${this.name} did not become ready; see ${this.logFile}`);
  }

  /** Waits for its own end, as of a job. @returns its exit code. */
  async finished(): Promise<number | null> {
    const { child } = this;
    if (child !== undefined && !this.hasEnded()) {
      await new Promise((resolve) => child.once('exit', resolve));
    }
    return child?.exitCode ?? null;
  }

  /** SIGTERM, then SIGKILL when it takes too long. */
  async stop(): Promise<void> {
    if (this.child === undefined || this.hasEnded()) return;
    this.child.kill('SIGTERM');
    const isGone = await Promise.race([
      this.finished().then(() => true),
      pause(STOP_WITHIN_MS, false, { ref: false }),
    ]);
    if (!isGone) this.child.kill('SIGKILL');
    await this.finished();
  }

  /** kill -9: no handler runs, nothing is handed back. */
  async kill(): Promise<void> {
    if (this.child === undefined || this.hasEnded()) return;
    this.kills += 1;
    this.child.kill('SIGKILL');
    await this.finished();
  }

  isRunning(): boolean {
    return this.child !== undefined && !this.hasEnded();
  }

  private hasEnded(): boolean {
    return this.child?.exitCode != null || this.child?.signalCode != null;
  }
}
