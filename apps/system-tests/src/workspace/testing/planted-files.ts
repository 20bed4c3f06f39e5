import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { WORKSPACE_ROOT } from '../../testing/workspace-root.js';
import { toolEnvironment } from './tool-environment.config.js';

const run = promisify(execFile);

/** What lint says of one line. */
export interface LintMessage {
  readonly ruleId: string | null;
  readonly message: string;
  readonly severity: number;
}

interface LintResult {
  readonly filePath: string;
  readonly messages: readonly LintMessage[];
}

/**
 * Puts files into the workspace, lints them all in one run, and takes them away whatever
 * happens. Keys are paths from the root, values the files' text.
 * @returns what lint said, by path.
 */
export async function lintPlanted(
  files: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, readonly LintMessage[]>> {
  const paths = Object.keys(files);
  try {
    for (const [path, text] of Object.entries(files)) {
      writeFileSync(join(WORKSPACE_ROOT, path), text, { flag: 'wx' });
    }
    await nxGraph();
    const results = await eslint(paths);
    return new Map(
      results.map(({ filePath, messages }) => [filePath.slice(WORKSPACE_ROOT.length), messages]),
    );
  } finally {
    paths.forEach((path) => rmSync(join(WORKSPACE_ROOT, path), { force: true }));
  }
}

/** Without a project graph the boundary rule is skipped and lint says that all is well. */
async function nxGraph(): Promise<void> {
  await program('nx', ['show', 'projects']);
}

async function eslint(paths: readonly string[]): Promise<LintResult[]> {
  const output = await program('eslint', ['--format', 'json', ...paths]).catch(
    // It exits 1 when it found something: that is what the files are for.
    (error: { readonly stdout?: string }) => {
      if (!error.stdout?.startsWith('[')) throw error;
      return error.stdout;
    },
  );
  return JSON.parse(output) as LintResult[];
}

/** Runs a program of the workspace and returns what it printed. */
export async function program(name: string, parameters: readonly string[]): Promise<string> {
  const file = join(WORKSPACE_ROOT, 'node_modules/.bin', name);
  const { stdout } = await run(file, parameters, {
    cwd: WORKSPACE_ROOT,
    env: toolEnvironment(),
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}
