import { PostgresFeeds, PostgresQuarantineReview } from '@ftgo/delayed-orders-persistence';
import { Command } from 'commander';
import type { Surroundings } from '../surroundings.js';
import { printJson, withDatabase } from '../surroundings.js';
import { table } from '../table.js';

const NOTICES_SHOWN = 50;

/** `ops feeds`: how far each feed has been applied, how old that is, and what was odd in it. */
export function feedsCommand(around: Surroundings): Command {
  return new Command('feeds')
    .description('how far each of the monolith’s feeds has been applied, and what was odd in it')
    .option('--json', 'for scripts')
    .action(({ json }: { json?: boolean }) => showFeeds(around, json === true));
}

async function showFeeds(around: Surroundings, asJson: boolean): Promise<void> {
  const found = await withDatabase(around, async (database) => {
    const feeds = new PostgresFeeds(database, around.config.freshness);
    const [freshness, watermarks, notices, ordersWithoutRestaurant, quarantined] =
      await Promise.all([
        feeds.freshness(),
        feeds.watermarks(),
        feeds.notices(NOTICES_SHOWN),
        feeds.ordersWithoutRestaurant(),
        new PostgresQuarantineReview(database).groups(),
      ]);
    return { freshness, watermarks, notices, ordersWithoutRestaurant, quarantined };
  });
  const { output } = around;
  if (asJson) return printJson(output, found);
  const { freshness, watermarks, notices } = found;
  output.print(
    freshness.isStale
      ? `STALE: ${freshness.staleFeeds.join(', ')}. New decisions wait; see docs/runbooks/replica-stale.md\n`
      : `Fresh: everything up to ${seconds(freshness.ageMs)} ago has been applied.\n`,
  );
  output.print(
    table(
      ['feed', 'as of (business time)', 'heartbeat sent', 'last applied'],
      watermarks.map(({ feed, asOf, heardAt, appliedAt }) => [feed, asOf, heardAt, appliedAt]),
    ),
  );
  if (found.ordersWithoutRestaurant > 0) {
    output.print(`Open orders whose restaurant was never told: ${found.ordersWithoutRestaurant}\n`);
  }
  if (notices.length > 0) {
    output.print('\nNoticed in messages that were understood all the same:\n');
    output.print(
      table(
        ['feed', 'cause', 'detail', 'times', 'last'],
        notices.map(({ feed, cause, detail, times, lastHeardAt }) => [
          ...[feed, cause, detail],
          times,
          lastHeardAt,
        ]),
      ),
    );
  }
  if (found.quarantined.length > 0)
    output.print('\nSomething is quarantined: ops quarantine list\n');
}

const seconds = (ms: number | undefined): string =>
  ms === undefined ? 'an unknown time' : `${(ms / 1000).toFixed(1)} s`;
