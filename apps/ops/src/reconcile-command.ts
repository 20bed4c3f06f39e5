import { setTimeout as pause } from 'node:timers/promises';
import type { ReconciliationRun } from '@ftgo/delayed-orders-persistence';
import { PostgresReconciliationRuns, recordAction } from '@ftgo/delayed-orders-persistence';
import { Command } from 'commander';
import { callService } from './call-service.js';
import { Refused } from './refused.js';
import type { Surroundings } from './surroundings.js';
import { printJson, withDatabase } from './surroundings.js';
import { table } from './table.js';

interface Given {
  readonly dryRun?: boolean;
  readonly list?: boolean;
  readonly json?: boolean;
}

const LOOK_EVERY_MS = 500;
/** A sweep whose process died never ends. */
const WAIT_AT_MOST_MS = 15 * 60_000;

/** `ops reconcile`: compares the replica with the monolith's tables now, and repairs what drifted. */
export function reconcileCommand(around: Surroundings): Command {
  return new Command('reconcile')
    .description('compares the replica with the monolith’s tables now, and repairs what drifted')
    .option('--dry-run', 'only counts')
    .option('--list', 'the latest sweeps instead')
    .option('--json', 'for scripts')
    .action((given: Given) => (given.list ? listRuns(around, given) : reconcile(around, given)));
}

async function reconcile(around: Surroundings, { dryRun = false, json }: Given): Promise<void> {
  const { config, output } = around;
  const begin = { dryRun };
  const { runId } = await callService<{ runId: number }>(
    'RECONCILIATION_URL',
    config.reconciliationUrl,
    'POST',
    '/reconciliation',
    begin,
  );
  if (!json) output.print(`Sweep ${runId} has begun; Ctrl-C leaves it running.\n`);
  const run = await withDatabase(around, async (database) => {
    if (!dryRun) await recordAction(database, config.operator, 'reconcile', { runId });
    return ended(new PostgresReconciliationRuns(database), runId);
  });
  if (json) return printJson(output, run);
  const verb = dryRun ? 'would be repaired' : `repaired: ${run.repaired}`;
  output.print(`Compared one by one: ${run.compared}. Drifted: ${run.drifted}, ${verb}.\n`);
}

async function ended(runs: PostgresReconciliationRuns, runId: number): Promise<ReconciliationRun> {
  for (const begun = performance.now(); performance.now() - begun < WAIT_AT_MOST_MS;) {
    const run = await runs.find(runId);
    if (run === undefined) throw new Refused('the sweep failed; the program’s log says why');
    if (run.finishedAt !== null) return run;
    await pause(LOOK_EVERY_MS);
  }
  throw new Refused(
    'the sweep does not end; is the program still running? See ops reconcile --list',
  );
}

async function listRuns(around: Surroundings, { json }: Given): Promise<void> {
  const runs = await withDatabase(around, (database) =>
    new PostgresReconciliationRuns(database).latest(20),
  );
  if (json) return printJson(around.output, runs);
  const rows = runs.map(({ runId, startedAt, finishedAt, compared, drifted, repaired, dryRun }) => [
    ...[runId, startedAt, finishedAt],
    ...[compared, drifted, repaired, dryRun ? 'dry run' : ''],
  ]);
  around.output.print(
    table(['sweep', 'began', 'ended', 'compared', 'drifted', 'repaired', ''], rows),
  );
}
