import { TraceError } from '@ftgo/monolith-traces';
import { CommanderError } from 'commander';
import type { ConsoleOutput } from './console-output.js';
import { evaluate } from './evaluate.js';
import { evaluateCommand } from './evaluate-command.js';
import { RefusedInput } from './input/refused-input.js';

const BAD_INPUT = 2;

/**
 * Runs `evaluate` with the arguments after its name and answers the exit code: 0; 1 when a leak was
 * found; 2 when the arguments or a file are not what they must be. Never throws for those.
 */
export async function runEvaluate(args: readonly string[], output: ConsoleOutput): Promise<number> {
  try {
    let code = 0;
    const command = evaluateCommand(output, async (options) => {
      code = await evaluate(options, output);
    });
    await command.parseAsync([...args], { from: 'user' });
    return code;
  } catch (error) {
    return exitCodeOf(error, output);
  }
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
