import type { ConsoleOutput } from './console-output.js';

/** A stream that may be a terminal. */
export interface Outlet {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** Writes to the terminal: results to standard output, complaints and progress to standard error. */
export function terminalOutput(
  stdout: Outlet = process.stdout,
  stderr: Outlet = process.stderr,
): ConsoleOutput {
  let shown = '';
  const wipe = (): void => {
    if (shown !== '' && stderr.isTTY === true) stderr.write(`\r${' '.repeat(shown.length)}\r`);
    shown = '';
  };
  return {
    print: (text) => {
      wipe();
      stdout.write(text);
    },
    printError: (text) => {
      wipe();
      stderr.write(text);
    },
    progress: (what, share) => {
      const line = `${what} ${Math.round(share * 100)} %`;
      if (stderr.isTTY === true) {
        wipe();
        stderr.write(line);
        shown = line;
      } else if (isQuarter(share) && line !== shown) {
        stderr.write(`${line}\n`);
        shown = line;
      }
    },
  };
}

/** Where nobody watches, four lines are enough. */
function isQuarter(share: number): boolean {
  return Math.round(share * 100) % 25 === 0;
}
