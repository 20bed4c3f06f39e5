import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { WholeConfig } from './whole.config.js';
import { toolEnvironment } from './whole.config.js';

export interface ToolRun {
  readonly code: number | null;
  readonly output: string;
}

/** Runs a built tool, such as `tools/demo`, to its end. */
export function runTool(
  config: WholeConfig,
  tool: string,
  localFolder: string,
  args: readonly string[],
): Promise<ToolRun> {
  const main = join(config.root, 'dist', tool, 'main.js');
  const child = spawn(process.execPath, ['--enable-source-maps', main, ...args], {
    env: toolEnvironment(config, localFolder),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })));
}
