import type { ConsoleOutput } from './console-output.js';

const WIDTH = 30;
const PLAIN_EVERY_SHARE = 0.1;

/** Shows how far something is: one line that is drawn over on a terminal, else a line each tenth. */
export class ProgressBar {
  private lastShare = -1;

  constructor(
    private readonly output: ConsoleOutput,
    private readonly what: string,
  ) {}

  show(done: number, total: number): void {
    const share = total === 0 ? 1 : Math.min(1, done / total);
    const line = `${this.what} ${bar(share)} ${done} of ${total}`;
    if (this.output.isTerminal) this.output.print(`\r\u001b[2K${line}`);
    else if (share - this.lastShare >= PLAIN_EVERY_SHARE || (share === 1 && this.lastShare < 1)) {
      this.lastShare = share;
      this.output.print(`${line}\n`);
    }
  }

  /** Ends the line. */
  end(): void {
    if (this.output.isTerminal) this.output.print('\n');
  }
}

function bar(share: number): string {
  const filled = Math.round(share * WIDTH);
  return `[${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)}] ${Math.floor(share * 100)} %`;
}
