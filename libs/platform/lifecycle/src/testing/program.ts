import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const FOLDER = fileURLToPath(new URL('../..', import.meta.url));

/** Bundles a program of this folder as an app is built; the npm packages stay outside. */
export async function buildProgram(source: string): Promise<string> {
  mkdirSync(join(FOLDER, 'dist'), { recursive: true });
  const outfile = join(mkdtempSync(join(FOLDER, 'dist/program-')), 'main.mjs');
  await build({
    entryPoints: [join(FOLDER, 'src/testing', source)],
    outfile,
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
  return outfile;
}

/** A program as a process of its own, with only the environment that a test gives it. */
export class RunningProgram {
  private readonly child: ChildProcess;
  private text = '';
  /** The exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;

  constructor(file: string, environment: Readonly<Record<string, string>>) {
    this.child = spawn(process.execPath, [file], { env: { ...environment }, stdio: 'pipe' });
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

  /** Its address, once it has printed that it started. */
  get url(): string | undefined {
    const port = /"url":"http:\/\/[^"]*:(\d+)"/.exec(this.text)?.[1];
    return port === undefined ? undefined : `http://127.0.0.1:${port}`;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}
