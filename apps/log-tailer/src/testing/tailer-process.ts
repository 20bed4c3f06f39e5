import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { testBrokerUrl } from '@ftgo/platform-rabbitmq/testing';
import type { TestMonolith } from './test-monolith.js';

const FOLDER = fileURLToPath(new URL('../..', import.meta.url));

/** The tailer, bundled as an app is built; the npm packages stay outside. */
export interface TailerProgram {
  readonly file: string;
  remove(): void;
}

export async function buildTailer(): Promise<TailerProgram> {
  mkdirSync(join(FOLDER, 'dist'), { recursive: true });
  const folder = mkdtempSync(join(FOLDER, 'dist/program-'));
  const file = join(folder, 'main.mjs');
  await build({
    entryPoints: [join(FOLDER, 'src/main.ts')],
    outfile: file,
    bundle: true,
    format: 'esm',
    platform: 'node',
    conditions: ['@ftgo/source'],
    plugins: [
      {
        name: 'npm-packages-stay-outside',
        setup({ onResolve }) {
          onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
            kind === 'entry-point' || path.startsWith('@ftgo/') ? null : { path, external: true },
          );
        },
      },
    ],
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
  });
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A tailer as a process of its own, which can be killed. */
export class TailerProcess {
  private readonly child: ChildProcess;
  private text = '';
  readonly ended: Promise<number | NodeJS.Signals | null>;

  constructor(
    { file }: TailerProgram,
    monolith: Pick<TestMonolith, 'url' | 'slot' | 'publication'>,
    exchange: string,
    environment: Readonly<Record<string, string>> = {},
  ) {
    const env = {
      MONOLITH_DATABASE_URL: monolith.url,
      RABBITMQ_URL: testBrokerUrl(),
      CDC_EXCHANGE: exchange,
      LOG_TAILER_SLOT: monolith.slot,
      LOG_TAILER_PUBLICATION: monolith.publication,
      LOG_TAILER_HEARTBEAT_MS: '100',
      SNAPSHOT_CHUNK_ROWS: '25',
      HTTP_HOST: '127.0.0.1',
      HTTP_PORT: '0',
      ...environment,
    };
    this.child = spawn(process.execPath, [file], { env, stdio: 'pipe' });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (bytes: Buffer) => (this.text += bytes.toString()));
    }
    this.ended = new Promise((resolve) =>
      this.child.once('close', (code, signal) => resolve(code ?? signal)),
    );
  }

  /** Everything that it printed so far. */
  get output(): string {
    return this.text;
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<number | NodeJS.Signals | null> {
    this.child.kill(signal);
    return this.ended;
  }

  /** What it answers; throws while it does not. */
  async get<Body>(path: string): Promise<Body> {
    const port = /"url":"http:\/\/[^"]*:(\d+)"/.exec(this.text)?.[1];
    if (port === undefined) throw new Error('it does not listen yet');
    return (await (await fetch(`http://127.0.0.1:${port}${path}`)).json()) as Body;
  }
}
