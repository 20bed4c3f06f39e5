import { latestActions } from '@ftgo/delayed-orders-persistence';
import { Command } from 'commander';
import { atLeastOne } from './at-least-one.js';
import type { Surroundings } from './surroundings.js';
import { printJson, withDatabase } from './surroundings.js';
import { table } from './table.js';

/** `ops audit`: what operators did. */
export function auditCommand(around: Surroundings): Command {
  return new Command('audit')
    .description('what operators did, newest first')
    .option('--limit <n>', 'at most so many', atLeastOne, 50)
    .option('--json', 'for scripts')
    .action(async ({ limit, json }: { limit: number; json?: boolean }) => {
      const actions = await withDatabase(around, (database) => latestActions(database, limit));
      if (json) return printJson(around.output, actions);
      const rows = actions.map(({ actedAt, operator, action, detail }) => [
        ...[actedAt, operator, action],
        JSON.stringify(detail).slice(0, 120),
      ]);
      around.output.print(table(['when', 'who', 'did', 'what'], rows));
    });
}
