import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { endProcess } from '../end-process.mjs';
import { LocalServices } from '../local-services.mjs';
import { describeProcess, isAlive } from '../process-identity.mjs';
import { ENVIRONMENT } from './test-environment.config.ts';

// Some Node.js of today runs the tests; the made-up checkout has no packages with a newer one.
const [major = 0] = process.versions.node.split('.').map(Number);
export const tooOld = major < 24 && "this Node.js is too old to stand for the project's own";

const BOOTSTRAP = dirname(dirname(fileURLToPath(import.meta.url)));

const KILL = { signal: 'SIGKILL' };

/** Nobody is slow enough to need longer; a test that is about to fail waits for so long. */
const PATIENCE_MS = 180_000;

/** A process as the bootstrap writes it down. */
export interface Described {
  readonly pid: number;
  readonly identity: string | null;
}

type Processes = Readonly<Record<string, Described>>;

/** How a started script ended. */
export interface Ending {
  readonly code: number | null;
  readonly output: string;
}

/** A script of the bootstrap that runs. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ending>;
  /** Waits for a text in what it prints. */
  says(text: string): Promise<void>;
}

/** What a started script is given beside its arguments. */
export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** Runs it as this user; only root can. */
  readonly uid?: number;
}

/** A checkout of nothing but the bootstrap, whose lock file names no package to fetch. */
export class MadeUpCheckout {
  readonly root: string;
  private readonly started: ChildProcess[] = [];

  constructor(root: string) {
    this.root = root;
    cpSync(BOOTSTRAP, join(root, 'tools', 'bootstrap'), { recursive: true });
    mkdirSync(join(root, 'libs', 'a'), { recursive: true });
    const workspaces = ['libs/*'];
    this.write('libs/a/package.json', { name: 'a', version: '1.0.0' });
    this.write('package.json', { name: 'checkout', version: '1.0.0', workspaces });
    this.write('package-lock.json', {
      name: 'checkout',
      version: '1.0.0',
      lockfileVersion: 3,
      requires: true,
      packages: {
        '': { name: 'checkout', version: '1.0.0', workspaces },
        'libs/a': { version: '1.0.0' },
        'node_modules/a': { resolved: 'libs/a', link: true },
      },
    });
  }

  /** Starts `run.mjs`; no server is given unless `env` names it. */
  run(args: readonly string[], options: StartOptions = {}): Running {
    return this.start('run.mjs', args, options);
  }

  /** Starts `services.mjs`. */
  services(command: string, options: StartOptions = {}): Running {
    return this.start('services.mjs', [command], options);
  }

  /** A path below `.local`. */
  local(...path: string[]): string {
    return join(this.root, '.local', ...path);
  }

  has(...path: string[]): boolean {
    return existsSync(this.local(...path));
  }

  /** What the bootstrap keeps in mind of the services. */
  summary(): Readonly<Record<string, unknown>> {
    return this.read('services.json');
  }

  /** The process that a run has started last, as soon as it is written down. */
  async childOf({ child: { pid } }: Running): Promise<Described> {
    const read = (): Described | null =>
      this.read<{ child: Described | null }>(`runs/${pid}.json`).child;
    await eventually(() => read() !== null);
    return read() as Described;
  }

  /** The servers that were started here, as they were written down. */
  servers(): Described[] {
    return ['postgres', 'rabbitmq']
      .filter((name) => this.has(name, 'instance.json'))
      .map((name) => this.read<{ processes?: Processes }>(`${name}/instance.json`))
      .flatMap(({ processes = {} }) => Object.values(processes));
  }

  /** What all runs that are written down have started last. */
  private childrenOfAll(): Described[] {
    const files = this.has('runs') ? readdirSync(this.local('runs')) : [];
    return files
      .filter((name) => name.endsWith('.json'))
      .flatMap((name) => this.read<{ child: Described | null }>(`runs/${name}`).child ?? []);
  }

  /** Kills and removes what a test that failed has left. */
  async clear(): Promise<void> {
    const runs = this.started.filter((each) => each.exitCode === null && each.signalCode === null);
    for (const each of runs) await endProcess(describeProcess(each.pid), KILL);
    for (const each of this.childrenOfAll()) await endProcess(each, { ...KILL, group: true });
    if (this.has('.')) await new LocalServices(this.local()).wipe();
  }

  private read<T>(path: string): T {
    return JSON.parse(readFileSync(this.local(path), 'utf8')) as T;
  }

  private start(script: string, args: readonly string[], options: StartOptions): Running {
    const { env = {}, uid } = options;
    const child = spawn(process.execPath, [join(this.root, 'tools/bootstrap', script), ...args], {
      env: { ...ENVIRONMENT, DATABASE_URL: '', RABBITMQ_URL: '', ...env },
      cwd: this.root,
      ...(uid === undefined ? {} : { uid, gid: uid }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.started.push(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => (output += text));
    const ended = once(child, 'close').then(([code]: unknown[]) => {
      return { code: code as number | null, output };
    });
    return {
      child,
      ended,
      says: (text) =>
        eventually(
          () => output.includes(text),
          () => output,
        ),
    };
  }

  private write(path: string, value: unknown): void {
    writeFileSync(join(this.root, path), JSON.stringify(value));
  }
}

/** Waits until `holds` does. @throws with what `seen` tells when it never does. */
export async function eventually(
  holds: () => boolean,
  seen: () => string = () => '',
): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!holds() && performance.now() < deadline) await pause(25);
  assert.ok(holds(), `waited in vain for: ${holds.toString()} ${seen()}`);
}

/** Those that still run. */
export const living = (processes: readonly Described[]): Described[] => processes.filter(isAlive);

/** The arguments of a command that runs until it is ended, and says so. */
export const FOREVER = script('console.log("I run"); setInterval(() => {}, 1000)');

/** The arguments of `run.mjs` that run a JavaScript text. */
export function script(text: string): string[] {
  return ['exec', '--', process.execPath, '-e', text];
}
