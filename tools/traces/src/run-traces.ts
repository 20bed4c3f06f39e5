import { TraceError } from '@ftgo/monolith-traces';
import { Command, CommanderError } from 'commander';
import { checkCommand } from './check-command.js';
import type { ConsoleOutput } from './console-output.js';
import { importCommand } from './import-command.js';
import { makeCommand } from './make-command.js';
import { RefusedInput } from './refused-input.js';

const BAD_INPUT = 2;

/**
 * Runs `traces` with the arguments after its name and answers the exit code: 0, or 2 when the
 * arguments or a file are not what they must be. Never throws for those.
 */
export async function runTraces(args: readonly string[], output: ConsoleOutput): Promise<number> {
  try {
    await program(output).parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    return exitCodeOf(error, output);
  }
}

function program(output: ConsoleOutput): Command {
  const traces = new Command('traces')
    .description('Make, import and check traces: the orders that the demo replays.')
    .addHelpText('after', EXAMPLES);
  for (const command of [importCommand(output), makeCommand(output), checkCommand(output)]) {
    traces.addCommand(command);
  }
  for (const command of [traces, ...traces.commands]) {
    command
      .exitOverride()
      .showHelpAfterError('(--help tells more)')
      .configureOutput({ writeOut: output.print, writeErr: output.printError });
  }
  return traces;
}

function exitCodeOf(error: unknown, output: ConsoleOutput): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : BAD_INPUT;
  if (error instanceof TraceError || error instanceof RefusedInput || isFileError(error)) {
    output.printError(`${error.message}\n`);
    return BAD_INPUT;
  }
  throw error;
}

// What the operating system says about a file (ENOENT, EACCES, ENOSPC …) names the file already.
function isFileError(error: unknown): error is NodeJS.ErrnoException {
  return typeof error === 'object' && error !== null && 'syscall' in error;
}

const EXAMPLES = `
A trace is two files: orders.csv, and beside it orders.restaurants.csv (names, opening hours and
restaurants that close early; it may be missing).

Examples:
  traces make --to dinner.csv                     one dinner, 240 orders
  traces make --orders 2000 --seed 7 --to week.csv
  traces import wolt --from wolt/orders.csv.gz --to wolt.csv
  traces check wolt.csv
  npm run demo -- --trace wolt.csv --orders 500   replays it

Exit codes: 0 done; 2 bad arguments, or a file that is no trace (each problem by line and column).`;
