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

/** Runs one proof; see {@link runProofs}. */
export async function runProof(
  config: WholeConfig,
  name: string,
  options: readonly string[],
): Promise<ProofReport> {
  return run<ProofReport>(config, [name], options);
}

/**
 * Runs proofs to their end, one after the other, in a folder of their own.
 * @throws Error with all that they said when one fails
 */
export async function runProofs(
  config: WholeConfig,
  names: readonly string[],
  options: readonly string[],
): Promise<readonly ProofReport[]> {
  return run<ProofReport[]>(config, names, options);
}

async function run<Written>(
  config: WholeConfig,
  names: readonly string[],
  options: readonly string[],
): Promise<Written> {
  const folder = mkdtempSync(join(tmpdir(), 'ftgo-proof-'));
  try {
    const args = [...names, ...options, '--json', 'report.json'];
    const { code, output } = await runTool(config, 'tools/prove', folder, args);
    if (code !== 0) throw new Error(`${names.join(', ')} ended with ${code}:\n${output}`);
    return JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Written;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
