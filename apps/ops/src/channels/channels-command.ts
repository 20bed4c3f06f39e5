import type { Channel } from '@ftgo/delayed-orders-domain';
import { CHANNELS } from '@ftgo/delayed-orders-domain';
import {
  pauseChannel,
  pausedChannels,
  recordAction,
  resumeChannel,
} from '@ftgo/delayed-orders-persistence';
import { Argument, Command } from 'commander';
import { Refused } from '../refused.js';
import type { Surroundings } from '../surroundings.js';
import { printJson, withDatabase } from '../surroundings.js';
import { table } from '../table.js';

/** `ops channels`: what leaves by which way; a paused one sends nothing, and nothing is lost. */
export function channelsCommand(around: Surroundings): Command {
  const command = new Command('channels').description(
    'pauses a way of sending: notices wait, and leave when it is resumed, unless they expired',
  );
  const channel = (): Argument =>
    new Argument('<channel>', 'which way').choices(CHANNELS).argRequired();
  command
    .command('list')
    .description('which are paused, by whom and why')
    .option('--json', 'for scripts')
    .action((given: { json?: boolean }) => list(around, given));
  command
    .command('pause')
    .description('lets nothing leave by it')
    .addArgument(channel())
    .requiredOption('--note <text>', 'why, for those who come after')
    .action((name: Channel, given: { note: string }) => pause(around, name, given));
  command
    .command('resume')
    .description('lets what waits leave by it')
    .addArgument(channel())
    .action((name: Channel) => resume(around, name));
  return command;
}

async function list(around: Surroundings, { json }: { json?: boolean }): Promise<void> {
  const paused = await withDatabase(around, pausedChannels);
  if (json) return printJson(around.output, paused);
  const pauseOf = new Map(paused.map((pause) => [pause.channel, pause]));
  const rows = CHANNELS.map((channel) => {
    const found = pauseOf.get(channel);
    return [
      ...[channel, found === undefined ? 'open' : 'paused'],
      ...[found?.pausedAt, found?.pausedBy, found?.note],
    ];
  });
  around.output.print(table(['channel', 'is', 'since', 'by', 'why'], rows));
}

async function pause(
  around: Surroundings,
  channel: Channel,
  { note }: { note: string },
): Promise<void> {
  const { operator } = around.config;
  await withDatabase(around, (database) =>
    database.transaction(async (transaction) => {
      const isNew = await pauseChannel(transaction, channel, { note, pausedBy: operator });
      if (!isNew) throw new Refused(`${channel} is paused already; see ops channels list`);
      await recordAction(transaction, operator, 'channels pause', { channel, note });
    }),
  );
  around.output.print(`${channel} is paused: nothing leaves by it until it is resumed.\n`);
}

async function resume(around: Surroundings, channel: Channel): Promise<void> {
  const { operator } = around.config;
  await withDatabase(around, (database) =>
    database.transaction(async (transaction) => {
      if (!(await resumeChannel(transaction, channel))) {
        throw new Refused(`${channel} is not paused`);
      }
      await recordAction(transaction, operator, 'channels resume', { channel });
    }),
  );
  around.output.print(`${channel} is open again: what waits leaves within seconds.\n`);
}
