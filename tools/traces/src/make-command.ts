import { MADE_TRACE_DEFAULTS, madeTrace, writeTrace } from '@ftgo/monolith-traces';
import { Command, InvalidArgumentError } from 'commander';
import type { ConsoleOutput } from './console-output.js';
import { summaryText } from './summary-text.js';

interface MakeOptions {
  readonly seed: number;
  readonly orders: number;
  readonly day: string;
  readonly to: string;
}

/** `traces make`: writes a made trace, the same one for the same options. */
export function makeCommand(output: ConsoleOutput): Command {
  return new Command('make')
    .description('make a trace of dinners, drawn to fit published figures of real deliveries')
    .requiredOption('--to <file>', 'trace to write; its restaurants go beside it')
    .option('--orders <n>', 'how many orders', positiveNumber, MADE_TRACE_DEFAULTS.orders)
    .option(
      '--seed <n>',
      'the same seed makes the same trace',
      wholeNumber,
      MADE_TRACE_DEFAULTS.seed,
    )
    .option(
      '--day <YYYY-MM-DD>',
      'local day of the first dinner',
      calendarDay,
      MADE_TRACE_DEFAULTS.from,
    )
    .addHelpText('after', '\nExample:\n  traces make --orders 2000 --seed 7 --to week.csv')
    .action(async ({ to, seed, orders, day }: MakeOptions) => {
      const trace = madeTrace({ seed, orders, from: day });
      await writeTrace(to, trace);
      output.print(summaryText(to, trace));
    });
}

function positiveNumber(value: string): number {
  const number = wholeNumber(value);
  if (number < 1) throw new InvalidArgumentError('Expected a whole number from 1.');
  return number;
}

function wholeNumber(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(value);
}

function calendarDay(value: string): string {
  const midnight = new Date(`${value}T00:00:00Z`);
  const valid = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(value);
  if (!valid) throw new InvalidArgumentError('Expected a day such as 2026-10-02.');
  return value;
}
