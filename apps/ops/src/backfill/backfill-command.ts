import { setTimeout as pause } from 'node:timers/promises';
import { recordAction } from '@ftgo/delayed-orders-persistence';
import { Command, InvalidArgumentError } from 'commander';
import { atLeastOne } from '../at-least-one.js';
import type { ConsoleOutput } from '../console-output.js';
import { ProgressBar } from '../progress-bar.js';
import type { Surroundings } from '../surroundings.js';
import { printJson, withDatabase } from '../surroundings.js';
import { table } from '../table.js';
import type { BackfillTable, Snapshot } from './snapshots.js';
import { BACKFILL_TABLES, Snapshots } from './snapshots.js';

interface Given {
  readonly since?: string;
  readonly restaurant?: number;
  readonly follow: boolean;
  readonly json?: boolean;
}

const NAMES = Object.keys(BACKFILL_TABLES) as BackfillTable[];
const LOOK_EVERY_MS = 500;

/** `ops backfill …`: the source reads a table again, beside the stream, which goes on. */
export function backfillCommand(around: Surroundings): Command {
  const snapshots = new Snapshots(() => around.config.logTailerUrl);
  const backfill = new Command('backfill').description(
    'asks the log tailer to read a table, or a part of it, again; the stream goes on meanwhile',
  );
  for (const name of NAMES) {
    const command = backfill
      .command(name)
      .description(`reads the monolith’s ${BACKFILL_TABLES[name]} again`)
      .option('--restaurant <id>', 'what belongs to this restaurant', atLeastOne)
      .option('--no-follow', 'does not wait for the end')
      .option('--json', 'for scripts');
    if (name === 'orders' || name === 'courier-actions') {
      command.option(
        '--since <instant>',
        'orders placed from then on (2026-10-03T00:00:00Z)',
        instant,
      );
    }
    command.action((given: Given) => request(around, snapshots, name, given));
  }
  backfill
    .command('list')
    .description('what was asked for, and how far it is')
    .option('--json', 'for scripts')
    .action((given: Given) => list(around, snapshots, given));
  for (const verb of ['pause', 'resume', 'cancel'] as const) {
    backfill
      .command(verb)
      .description(`${verb}s one`)
      .argument('<id>', 'as list prints it')
      .option('--json', 'for scripts')
      .action((id: string, given: Given) => bring(around, snapshots, verb, { id, ...given }));
  }
  backfill
    .command('follow')
    .description('shows how far one is until it ends; Ctrl-C leaves it running')
    .argument('<id>', 'as list prints it')
    .action((id: string) => follow(around.output, snapshots, id));
  return backfill;
}

async function request(
  around: Surroundings,
  snapshots: Snapshots,
  name: BackfillTable,
  { since, restaurant, follow: isFollowed, json }: Given,
): Promise<void> {
  const { config, output } = around;
  const scope = { table: BACKFILL_TABLES[name], since, restaurantId: restaurant };
  const { ids } = await snapshots.request({ ...scope, requestedBy: config.operator });
  await withDatabase(around, (database) =>
    recordAction(database, config.operator, 'backfill', { ...scope, ids }),
  );
  if (json) return printJson(output, { ids });
  for (const id of ids) {
    output.print(`Backfill ${id} has begun; Ctrl-C leaves it running.\n`);
    if (isFollowed) await follow(output, snapshots, id);
  }
}

async function follow(output: ConsoleOutput, snapshots: Snapshots, id: string): Promise<void> {
  const bar = new ProgressBar(output, 'rows');
  for (;;) {
    const snapshot = await snapshots.find(id);
    bar.show(snapshot.rowsDone, Math.max(snapshot.rowsDone, snapshot.rowsTotal ?? 0));
    if (snapshot.state !== 'running') {
      bar.end();
      output.print(`It is ${snapshot.state}.\n`);
      return;
    }
    await pause(LOOK_EVERY_MS);
  }
}

async function list(
  { output }: Surroundings,
  snapshots: Snapshots,
  { json }: Given,
): Promise<void> {
  const all = await snapshots.list();
  if (json) return printJson(output, all);
  const row = (each: Snapshot) => [
    ...[each.id, each.table, each.state],
    `${each.rowsDone} of ${each.rowsTotal ?? '?'}`,
    ...[each.requestedBy, each.requestedAt, each.trouble],
  ];
  output.print(table(['id', 'table', 'state', 'rows', 'asked by', 'at', 'trouble'], all.map(row)));
}

async function bring(
  around: Surroundings,
  snapshots: Snapshots,
  verb: 'pause' | 'resume' | 'cancel',
  { id, json }: { id: string; json?: boolean },
): Promise<void> {
  const snapshot = await snapshots.bring(id, verb);
  await withDatabase(around, (database) =>
    recordAction(database, around.config.operator, `backfill ${verb}`, { id }),
  );
  if (json) return printJson(around.output, snapshot);
  around.output.print(`It is ${snapshot.state}: ${snapshot.rowsDone} rows are done.\n`);
}

function instant(text: string): string {
  if (Number.isNaN(Date.parse(text)) || !/T.*(Z|[+-]\d\d:\d\d)$/.test(text)) {
    throw new InvalidArgumentError('must be an instant such as 2026-10-03T00:00:00Z');
  }
  return new Date(text).toISOString();
}
