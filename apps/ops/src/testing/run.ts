import { loadOpsConfig } from '../ops.config.js';
import { runOps } from '../run-ops.js';

/** What a run of `ops` printed, and its exit code. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs `ops` as an operator does, with this environment; on a terminal when it is said so. */
export async function run(
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
  { isTerminal = false } = {},
): Promise<Ran> {
  let [out, err] = ['', ''];
  const output = {
    print: (text: string) => void (out += text),
    printError: (text: string) => void (err += text),
    isTerminal,
  };
  const code = await runOps(args, output, () => loadOpsConfig(environment));
  return { code, out, err };
}

/** The same for scripts: what `--json` prints, parsed. */
export async function runForJson(
  environment: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<unknown> {
  const { out, err } = await run(environment, [...args, '--json']);
  if (out === '') throw new Error(`nothing was printed but ${err}`);
  return JSON.parse(out) as unknown;
}
