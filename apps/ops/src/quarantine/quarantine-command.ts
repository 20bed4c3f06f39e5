import type { Selection } from '@ftgo/delayed-orders-persistence';
import { PostgresQuarantineReview } from '@ftgo/delayed-orders-persistence';
import { Command } from 'commander';
import { atLeastOne } from '../at-least-one.js';
import { ProgressBar } from '../progress-bar.js';
import { Refused } from '../refused.js';
import type { Surroundings } from '../surroundings.js';
import { printJson, withDatabase } from '../surroundings.js';
import { table } from '../table.js';
import { printMessage } from './print-message.js';
import type { Reading, ReplayOptions } from './replay.js';
import { rehearseReplay, replay } from './replay.js';

interface Given {
  readonly key?: string;
  readonly cause?: string;
  readonly feed?: string;
  readonly all?: boolean;
  readonly limit: number;
  readonly rate: number;
  readonly why?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const DISCARDED_AT_ONCE = 50;

/** `ops quarantine …`: what could not be understood, and what becomes of it. */
export function quarantineCommand(around: Surroundings): Command {
  const quarantine = new Command('quarantine').description(
    'messages that could not be understood: look at them, replay them, discard them',
  );
  quarantine
    .command('list')
    .description('what waits, grouped by cause; with --cause, --feed or --all each message')
    .option('--cause <cause>', 'messages of this cause')
    .option('--feed <feed>', 'messages of this feed')
    .option('--all', 'every message')
    .option('--limit <n>', 'at most so many', atLeastOne, 100)
    .option('--json', 'for scripts')
    .action((given: Given) => list(around, given));
  quarantine
    .command('show')
    .description('one message, whole')
    .argument('<key>', 'as list prints it')
    .option('--json', 'for scripts')
    .action((key: string, given: Given) => printMessage(around, key, given.json === true));
  selecting(quarantine.command('replay'))
    .description('reads messages again and applies what is understood now; the rest stays')
    .option('--rate <n>', 'messages a second', atLeastOne, 50)
    .action((given: Given) => replaySelected(around, given));
  selecting(quarantine.command('discard'))
    .description('gives messages up; they stay on record as discarded')
    .option('--why <text>', 'for the audit')
    .action((given: Given) => discard(around, given));
  return quarantine;
}

function selecting(command: Command): Command {
  return command
    .option('--key <key>', 'this message')
    .option('--cause <cause>', 'messages of this cause')
    .option('--feed <feed>', 'messages of this feed')
    .option('--all', 'every message')
    .option('--limit <n>', 'at most so many', atLeastOne, 100_000)
    .option('--dry-run', 'only says what would happen')
    .option('--json', 'for scripts');
}

async function list(around: Surroundings, given: Given): Promise<void> {
  const { output } = around;
  const isGrouped = !given.all && given.cause === undefined && given.feed === undefined;
  await withDatabase(around, async (database) => {
    const review = new PostgresQuarantineReview(database);
    if (isGrouped) {
      const groups = await review.groups();
      if (given.json) return printJson(output, groups);
      if (groups.length === 0) return output.print('Nothing is quarantined.\n');
      const rows = groups.map(({ feed, cause, messages, times, oldest, newest }) => [
        ...[feed, cause, messages, times],
        ...[oldest, newest],
      ]);
      return output.print(table(['feed', 'cause', 'messages', 'times', 'oldest', 'newest'], rows));
    }
    const entries = await review.list(given, given.limit);
    if (given.json) return printJson(output, entries);
    const rows = entries.map(({ key, feed, cause, detail, times, quarantinedAt }) => [
      ...[key, feed, cause, times],
      ...[quarantinedAt, detail],
    ]);
    output.print(table(['key', 'feed', 'cause', 'times', 'since', 'detail'], rows));
  });
}

async function replaySelected(around: Surroundings, given: Given): Promise<void> {
  const { config, output } = around;
  const options: ReplayOptions = {
    selection: selected(given),
    limit: given.limit,
    perSecond: given.rate,
    operator: config.operator,
    zone: config.monolithTimeZone,
  };
  const readings = await withDatabase(around, async (database) => {
    if (given.dryRun) return rehearseReplay(database, options);
    const total = await waiting(new PostgresQuarantineReview(database), given);
    const bar = new ProgressBar(output, 'replayed');
    const done = await replay(database, options, (n) => given.json || bar.show(n, total));
    if (!given.json) bar.end();
    return done;
  });
  if (given.json) return printJson(output, readings);
  output.print(summary(readings, given.dryRun === true));
}

function summary(readings: readonly Reading[], isRehearsal: boolean): string {
  const understood = readings.filter(({ outcome }) => outcome === 'understood').length;
  const stuck = readings.filter(({ outcome }) => outcome !== 'understood');
  const verb = isRehearsal ? 'would be applied' : 'applied';
  const rows = stuck.slice(0, 20).map(({ key, outcome, detail }) => [key, outcome, detail]);
  return `${understood} ${verb}, ${stuck.length} stay.\n${
    stuck.length === 0 ? '' : table(['key', 'why', 'detail'], rows)
  }`;
}

async function discard(around: Surroundings, given: Given): Promise<void> {
  const { config, output } = around;
  const selection = selected(given);
  const count = await withDatabase(around, async (database) => {
    const review = new PostgresQuarantineReview(database);
    if (given.dryRun) return (await review.list(selection, given.limit)).length;
    return discardInPortions(review, selection, { ...given, operator: config.operator });
  });
  if (given.json)
    return printJson(output, { discarded: given.dryRun ? 0 : count, selected: count });
  output.print(`${count} ${given.dryRun ? 'would be discarded' : 'discarded'}.\n`);
}

/** Bodies of up to 1 MiB come with the rows: never all of them at once (I11). */
async function discardInPortions(
  review: PostgresQuarantineReview,
  selection: Selection,
  { limit, operator, why }: { limit: number; operator: string; why?: string | undefined },
): Promise<number> {
  const as = { state: 'DISCARDED' as const, operator, ...(why === undefined ? {} : { why }) };
  let discarded = 0;
  for (let after = ''; discarded < limit;) {
    const { taken } = await review.settleNext(
      selection,
      { after, limit: Math.min(DISCARDED_AT_ONCE, limit - discarded) },
      as,
      (_, messages) => Promise.resolve(messages.map(({ key }) => key)),
    );
    const last = taken.at(-1);
    if (last === undefined) break;
    discarded += taken.length;
    after = last.key;
  }
  return discarded;
}

/** Nothing is done to everything by mistake. */
function selected({ key, cause, feed, all }: Given): Selection {
  if (key === undefined && cause === undefined && feed === undefined && !all) {
    throw new Refused('say which: --key, --cause, --feed or --all');
  }
  return { key, cause, feed };
}

async function waiting(review: PostgresQuarantineReview, given: Given): Promise<number> {
  const groups = await review.groups();
  const meant = groups
    .filter(({ cause }) => given.cause === undefined || given.cause === cause)
    .filter(({ feed }) => given.feed === undefined || given.feed === feed)
    .reduce((sum, { messages }) => sum + messages, 0);
  return Math.min(given.limit, given.key === undefined ? meant : 1);
}
