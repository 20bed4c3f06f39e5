import { lookUpOrder, PostgresFeeds } from '@ftgo/delayed-orders-persistence';
import type { Freshness } from '@ftgo/delayed-orders-domain';
import type { KnownOrder } from '@ftgo/delayed-orders-persistence';
import { Command } from 'commander';
import { atLeastOne } from '../at-least-one.js';
import { Refused } from '../refused.js';
import type { Surroundings } from '../surroundings.js';
import { printJson, withDatabase } from '../surroundings.js';
import { presentAnswers } from './present-answers.js';
import { whyText } from './why-text.js';

/** `ops why`: how one order stands, what was decided about it and why, and what would be now. */
export function whyCommand(around: Surroundings): Command {
  return new Command('why')
    .description('why an order stands as it does, and who was told what; changes nothing')
    .argument('<order-id>', 'the monolith’s number of the order', atLeastOne)
    .option('--json', 'for scripts')
    .addHelpText('after', EXAMPLES)
    .action((orderId: number, { json }: { json?: boolean }) =>
      explain(around, orderId, json === true),
    );
}

async function explain(around: Surroundings, orderId: number, asJson: boolean): Promise<void> {
  const { config, output } = around;
  const { known, freshness } = await withDatabase(around, async (database) => ({
    known: await lookUpOrder(database, orderId),
    freshness: await new PostgresFeeds(database, config.freshness).freshness(),
  }));
  if (known === undefined) {
    throw new Refused(`no message ever told of order ${orderId}; how far the feeds are: ops feeds`);
  }
  const present = presentAnswers(known);
  if (asJson) return printJson(output, { ...forScripts(known, freshness), ifLookedAtNow: present });
  output.print(whyText(known, freshness, present));
}

function forScripts(known: KnownOrder, freshness: Freshness): object {
  const { due, decider, dueAt, decisions, notices, offer } = known;
  const { order, restaurant, delayed, shadow } = due;
  const { live, shadow: watching, estimator, now } = decider;
  const policies = { live: live.version, shadow: watching?.version };
  return {
    ...{ now, order, restaurant, delayed, shadow, dueAt, freshness },
    ...{ policies, estimate: estimator.version, decisions, notices, offer },
  };
}

const EXAMPLES = `
Tells how the order stands, each decision with what it saw and who was told or not, what became of
each notice, and what would be decided now. Decisions of a policy in the shadow are marked, and
where they differ from the live one's. There is no contact data in it.

Examples:
  ops why 42
  ops why 42 --json | jq '.decisions[] | {decidedAt, role, condition, reasons}'`;
