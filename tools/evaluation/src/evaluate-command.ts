import { Command, InvalidArgumentError } from 'commander';
import type { ConsoleOutput } from './console-output.js';

/** What the user asked for. */
export interface EvaluateOptions {
  readonly trace?: string;
  readonly policy: readonly string[];
  readonly json?: string;
  readonly chart?: string;
  readonly learnShare: number;
  readonly lateAfter: number;
  readonly aimPrecision: number;
  readonly orders: number;
  readonly seed: number;
  readonly outage: boolean;
  readonly checkLeaks: boolean;
  readonly bench: boolean;
}

/** Twenty evenings, as published. */
const MADE_ORDERS = 5_300;
const MOST_POLICIES = 2;

/** Reads the command line and hands on what it asks for. */
export function evaluateCommand(
  output: ConsoleOutput,
  run: (options: EvaluateOptions) => Promise<void>,
): Command {
  return new Command('evaluate')
    .description(
      'Replays a trace in virtual time through the code that estimates lateness, and measures it.',
    )
    .option('--trace <file>', 'a trace, or a published set; without it the made trace')
    .option('--policy <file>', 'a policy in JSON; twice to compare two', upToTwo, [])
    .option('--json <file>', 'writes everything that was measured')
    .option('--chart <file>', 'writes charts: .html (all) or .svg')
    .option('--learn-share <share>', 'this share of the orders is learnt from', share, 0.7)
    .option('--late-after <minutes>', 'late is later than this after the promise', number, 0)
    .option('--aim-precision <share>', 'of the policy chosen on the learning days', share, 0.68)
    .option('--outage', 'measures again with the pick-up events of measured days deleted', false)
    .option('--check-leaks', 'alters what comes after an instant; nothing before may change', false)
    .option('--bench', 'counts assessments a second on one core, and does nothing else', false)
    .option('--orders <n>', 'orders of the made trace', number, MADE_ORDERS)
    .option('--seed <n>', 'draws the made trace', number, 1)
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .showHelpAfterError('(--help tells more)')
    .configureOutput({
      writeOut: (text) => output.print(text),
      writeErr: (text) => output.printError(text),
    })
    .action(run);
}

function upToTwo(file: string, before: readonly string[]): readonly string[] {
  if (before.length === MOST_POLICIES) throw new InvalidArgumentError('Two at most.');
  return [...before, file];
}

function number(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(text);
}

function share(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError('Expected a share such as 0.7.');
  return value;
}

const EXAMPLES = `
A policy is a JSON object as ops policy set takes it; what it leaves out is as shipped:
  {"all": {"riskWindowMinutes": 25, "riskEnterProbability": 0.55, "riskLeaveProbability": 0.35}}

Examples:
  npm run evaluate                                        the made trace
  npm run evaluate -- --trace orders.csv --chart chart.html
  npm run evaluate -- --trace orders.csv.gz --policy ours.json --policy theirs.json
  npm run evaluate -- --trace orders.csv --late-after 10 --json report.json
  npm run evaluate -- --bench

Exit codes: 0 done; 1 a leak was found; 2 bad arguments or a file that is not what it must be.`;
