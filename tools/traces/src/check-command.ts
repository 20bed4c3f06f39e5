import { readTrace } from '@ftgo/monolith-traces';
import { Command } from 'commander';
import type { ConsoleOutput } from './console-output.js';
import { summaryText } from './summary-text.js';

/** `traces check FILE`: says what is in a trace, or everything that is wrong with it. */
export function checkCommand(output: ConsoleOutput): Command {
  return new Command('check')
    .description('read a trace as a replay would and print what is in it')
    .argument('<file>', 'trace to read, such as orders.csv')
    .addHelpText('after', '\nExample:\n  traces check orders.csv')
    .action(async (file: string) => {
      output.print(summaryText(file, await readTrace(file)));
    });
}
