import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from './run-tool.js';
import type { WholeConfig } from './whole.config.js';

/** What a proof writes with `--json`. */
export interface ProofReport {
  readonly experiment: string;
  readonly seed: number;
  readonly orders: number;
  readonly figures: Readonly<Record<string, unknown>>;
  readonly broken: readonly string[];
}

/** Runs a proof to its end, in a folder of its own. @throws Error with all that it said when it fails */
export async function runProof(
  config: WholeConfig,
  name: string,
  options: readonly string[],
): Promise<ProofReport> {
  const folder = mkdtempSync(join(tmpdir(), 'ftgo-proof-'));
  try {
    const args = [name, ...options, '--json', 'report.json'];
    const { code, output } = await runTool(config, 'tools/prove', folder, args);
    if (code !== 0) throw new Error(`${name} ended with ${code}:\n${output}`);
    return JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as ProofReport;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
