import { setTimeout as pause } from 'node:timers/promises';
import { recordAction, recordResult } from '@ftgo/delayed-orders-persistence';
import { Command } from 'commander';
import { atLeastOne } from '../at-least-one.js';
import { ProgressBar } from '../progress-bar.js';
import { Refused } from '../refused.js';
import type { Surroundings } from '../surroundings.js';
import { printJson, withDatabase } from '../surroundings.js';
import { table } from '../table.js';
import { DeadLetterQueues, publishAgain, QUEUES_WITH_DEAD_LETTERS } from './dead-letter-queues.js';

interface Given {
  readonly limit: number;
  readonly rate: number;
  readonly why?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `ops dead-letters …`: messages that were delivered too often. */
export function deadLettersCommand(around: Surroundings): Command {
  const deadLetters = new Command('dead-letters').description(
    'messages that were delivered too often: count them, replay them, discard them',
  );
  deadLetters
    .command('list')
    .description('how many each queue has')
    .option('--json', 'for scripts')
    .action((given: Given) => list(around, given));
  for (const verb of ['replay', 'discard'] as const) {
    deadLetters
      .command(verb)
      .description(verb === 'replay' ? 'puts them back into their queue' : 'gives them up')
      .argument('<queue>', `one of ${QUEUES_WITH_DEAD_LETTERS.join(', ')}`)
      .option('--limit <n>', 'at most so many', atLeastOne, 10_000)
      .option('--rate <n>', 'messages a second', atLeastOne, 50)
      .option('--why <text>', 'for the audit')
      .option('--dry-run', 'only says what would happen')
      .option('--json', 'for scripts')
      .action((queue: string, given: Given) => move(around, verb, queue, given));
  }
  return deadLetters;
}

async function list(around: Surroundings, { json }: Given): Promise<void> {
  const counts = await withQueues(around, (queues) => queues.counts());
  if (json) return printJson(around.output, counts);
  const rows = counts.map(({ queue, messages }) => [queue, messages ?? 'never declared']);
  around.output.print(table(['queue', 'dead letters'], rows));
}

async function move(
  around: Surroundings,
  verb: 'replay' | 'discard',
  queue: string,
  given: Given,
): Promise<void> {
  if (!(QUEUES_WITH_DEAD_LETTERS as readonly string[]).includes(queue)) {
    throw new Refused(`there is no such queue; one of ${QUEUES_WITH_DEAD_LETTERS.join(', ')}`);
  }
  const { output } = around;
  const [all, moved] = await withQueues(around, async (queues) => {
    const counts = await queues.counts();
    const waiting = counts.find((each) => each.queue === queue)?.messages ?? 0;
    const total = Math.min(waiting, given.limit);
    if (given.dryRun || total === 0) return [total, 0] as const;
    return [total, await moveAll(around, queues, { verb, queue, total, given })] as const;
  });
  if (given.json) return printJson(output, { queue, selected: all, moved });
  output.print(given.dryRun ? `${all} would be moved.\n` : `${moved} moved.\n`);
}

interface Move {
  readonly verb: 'replay' | 'discard';
  readonly queue: string;
  readonly total: number;
  readonly given: Given;
}

/**
 * The audit row is there before the first message moves and is completed however the moving ends;
 * where it says nothing of how many moved, even this command was cut.
 */
async function moveAll(
  around: Surroundings,
  queues: DeadLetterQueues,
  { verb, queue, total, given }: Move,
): Promise<number> {
  const bar = new ProgressBar(around.output, verb === 'replay' ? 'replayed' : 'discarded');
  const intended = { queue, intended: total, moved: null, why: given.why ?? null };
  let actionId: number | undefined;
  let moved = 0;
  try {
    const taken = await queues.take(queue, total, async (channel, message) => {
      actionId ??= await withDatabase(around, (database) =>
        recordAction(database, around.config.operator, `dead-letters ${verb}`, intended),
      );
      await pause(1000 / given.rate);
      if (verb === 'replay') await publishAgain(channel, queue, message);
      moved += 1;
      if (!given.json) bar.show(moved, total);
    });
    if (taken === undefined) throw new Refused('another operator is moving dead letters right now');
  } finally {
    if (actionId !== undefined) await complete(around, actionId, moved);
  }
  if (!given.json) bar.end();
  return moved;
}

const complete = (around: Surroundings, actionId: number, moved: number): Promise<void> =>
  withDatabase(around, (database) => recordResult(database, actionId, { moved }));

async function withQueues<Result>(
  { config }: Surroundings,
  work: (queues: DeadLetterQueues) => Promise<Result>,
): Promise<Result> {
  if (config.rabbitmqUrl === undefined) throw new Refused('RABBITMQ_URL is not set');
  const queues = await DeadLetterQueues.open(config.rabbitmqUrl);
  try {
    return await work(queues);
  } finally {
    await queues.close();
  }
}
