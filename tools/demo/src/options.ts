import { resolve } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { Feed } from '@ftgo/system-stack';
import { FEEDS } from '@ftgo/system-stack';

export interface DemoOptions {
  readonly orders: number | undefined;
  readonly speed: number | undefined;
  readonly trace: string | undefined;
  readonly json: string | undefined;
  readonly keep: boolean;
  readonly feed: Feed;
}

/** Reads the command line; prints help or what is wrong with it and ends. */
export function readOptions(argv: readonly string[], calledFrom: string): DemoOptions {
  const program = new Command('npm run demo --')
    .description('Replays a dinner of orders through the whole service and shows who is told what.')
    .option(
      '--orders <n>',
      'how many orders (default: the whole trace; 240 of the made one)',
      whole,
    )
    .option(
      '--speed <x>',
      'business seconds per second (default: fits in about a minute)',
      positive,
    )
    .option('--trace <file>', 'a trace of your own (see: npm run traces -- check FILE)')
    .option('--json <file>', 'writes the summary as JSON')
    .addOption(
      new Option('--feed <way>', 'how the monolith publishes').choices(FEEDS).default('events'),
    )
    .option('--keep', 'stays up afterwards, until Ctrl-C')
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
  program.parse([...argv], { from: 'user' });
  const given = program.opts<Partial<DemoOptions>>();
  return {
    orders: given.orders,
    speed: given.speed,
    trace: given.trace === undefined ? undefined : resolve(calledFrom, given.trace),
    json: given.json === undefined ? undefined : resolve(calledFrom, given.json),
    keep: given.keep ?? false,
    feed: given.feed ?? 'events',
  };
}

function whole(text: string): number {
  const value = positive(text);
  if (!Number.isInteger(value)) throw new InvalidArgumentError('must be a whole number');
  return value;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value)) throw new InvalidArgumentError('must be above 0');
  return value;
}
