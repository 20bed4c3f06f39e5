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
  let quarterTold = '';
  const wipe = (): void => {
    if (shown !== '' && stderr.isTTY === true) stderr.write(`\r${' '.repeat(shown.length)}\r`);
    shown = '';
  };
  const showInPlace = (line: string): void => {
    wipe();
    stderr.write(line);
    shown = line;
  };
  /** Where nobody watches, a line for each quarter is enough. */
  const tellQuarters = (what: string, share: number): void => {
    const quarter = `${what} ${Math.floor(share * 4 + 1e-9) * 25} %`;
    if (quarter !== quarterTold) stderr.write(`${quarter}\n`);
    quarterTold = quarter;
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
      if (stderr.isTTY === true) showInPlace(`${what} ${Math.round(share * 100)} %`);
      else tellQuarters(what, share);
    },
  };
}
