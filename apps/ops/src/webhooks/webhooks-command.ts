import { countReplayable, recordAction, replayWebhooks } from '@ftgo/delayed-orders-persistence';
import { Command, InvalidArgumentError } from 'commander';
import type { Surroundings } from '../surroundings.js';
import { withDatabase } from '../surroundings.js';

interface Given {
  readonly since: Date;
  readonly until?: Date;
  readonly dryRun?: boolean;
}

/** `ops webhooks`: lets the subscribed system hear again of what it has missed. */
export function webhooksCommand(around: Surroundings): Command {
  const command = new Command('webhooks').description('what the subscribed system hears');
  command
    .command('replay')
    .description('sends again what was decided in a stretch of time, each with its own id')
    .requiredOption('--since <time>', 'from this instant, such as 2026-10-03T18:00:00Z', instant)
    .option('--until <time>', 'until this instant; now unless given', instant)
    .option('--dry-run', 'only counts')
    .action((given: Given) => replay(around, given));
  return command;
}

function instant(text: string): Date {
  const at = new Date(text);
  if (!/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text) || Number.isNaN(at.getTime())) {
    throw new InvalidArgumentError('must be an instant with its offset: 2026-10-03T18:00:00Z');
  }
  return at;
}

async function replay(around: Surroundings, { since, until, dryRun }: Given): Promise<void> {
  if (dryRun) {
    const count = await withDatabase(around, (each) => countReplayable(each, since, until));
    around.output.print(`${count} would be sent again; nothing was changed.\n`);
    return;
  }
  const { operator } = around.config;
  const count = await withDatabase(around, (database) =>
    database.transaction(async (transaction) => {
      const replayed = await replayWebhooks(transaction, since, until);
      const detail = { since, until, replayed };
      await recordAction(transaction, operator, 'webhooks replay', detail);
      return replayed;
    }),
  );
  around.output.print(`${count} will be sent again within a minute.\n`);
}
