import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { eventually } from '@ftgo/platform-observability/testing';
import { freePort } from '@ftgo/system-stack';
import { BARE_ENVIRONMENT } from './test-servers.config.js';

export interface AppProcessOptions {
  /** The folder with the built `main.js`. */
  readonly folder: string;
  /** The program's whole configuration but HTTP_HOST and HTTP_PORT. */
  readonly environment: Readonly<Record<string, string>>;
}

/** How a process ended. */
export interface Ending {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A built program as a process of its own, on a port that stays the same over restarts. */
export class AppProcess {
  private child: ChildProcess | undefined;
  private ended: Promise<Ending> = Promise.resolve({ exitCode: null, signal: null });
  private printed = '';

  private constructor(
    private readonly options: AppProcessOptions,
    private readonly port: number,
  ) {}

  /** Starts the program; it need not be ready yet. */
  static async start(options: AppProcessOptions): Promise<AppProcess> {
    const app = new AppProcess(options, await freePort());
    app.launch();
    return app;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Everything printed so far on both streams, over all starts. */
  get output(): string {
    return this.printed;
  }

  /** The JSON lines among it. */
  get logLines(): Record<string, unknown>[] {
    return this.printed
      .split('\n')
      .filter((line) => line.startsWith('{') && line.endsWith('}'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  get isRunning(): boolean {
    return this.child?.exitCode === null && this.child.signalCode === null;
  }

  /** Waits until `/readyz` answers 200. @throws with its last answer and the output when it does not. */
  async untilReady(withinMs = 30_000): Promise<void> {
    await eventually(
      async () => {
        const answer = await this.get('/readyz').catch((error: unknown) => String(error));
        if (typeof answer !== 'string' && answer.status === 200) return;
        const said = typeof answer === 'string' ? answer : await answer.text();
        throw new Error(`not ready: ${said}\n${this.printed.slice(-4_000)}`);
      },
      { withinMs },
    );
  }

  get(path: string): Promise<Response> {
    return fetch(`${this.url}${path}`, { signal: AbortSignal.timeout(5_000) });
  }

  /** Waits for the end that comes by itself. */
  untilEnded(): Promise<Ending> {
    return this.ended;
  }

  /** Asks it to end (SIGTERM), as an orchestrator does, and waits. */
  async stop(): Promise<Ending> {
    this.child?.kill('SIGTERM');
    return this.ended;
  }

  /** Ends it without a word (SIGKILL), and waits. */
  async kill(): Promise<Ending> {
    this.child?.kill('SIGKILL');
    return this.ended;
  }

  /** Starts it again after it ended, with the same configuration on the same port. */
  restart(): void {
    if (this.isRunning) throw new Error('it still runs; stop or kill it first');
    this.launch();
  }

  private launch(): void {
    const child = spawn(process.execPath, ['main.js'], {
      cwd: this.options.folder,
      env: {
        ...BARE_ENVIRONMENT,
        ...this.options.environment,
        HTTP_HOST: '127.0.0.1',
        HTTP_PORT: String(this.port),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.on('data', (text: Buffer) => (this.printed += text.toString()));
    child.stderr.on('data', (text: Buffer) => (this.printed += text.toString()));
    this.ended = new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (exitCode, signal) => resolve({ exitCode, signal }));
    });
    this.child = child;
  }
}
