import type { Trace } from '@ftgo/monolith-traces';
import type { ConsoleOutput } from '../console-output.js';
import { SeededDraws } from '../measures/seeded-draws.js';
import { orderFeed } from '../replay/order-feed.js';
import type { MakeFeed } from './find-leaks.js';
import { findLeaks } from './find-leaks.js';

const INSTANTS = 8;
const SEED = 1;
const LEAKY = 1;

/** Looks for leaks at instants drawn over the trace, tells what it found, answers the exit code. */
export function checkLeaks(
  trace: Trace,
  output: ConsoleOutput,
  makeFeed: MakeFeed = orderFeed,
): number {
  const draws = new SeededDraws(SEED);
  const instants = Array.from({ length: INSTANTS }, () => drawnInstant(trace, draws));
  output.progress('altering the future', 0);
  const leaks = findLeaks(trace, instants, draws, makeFeed);
  for (const { alteredAfter, changedAt } of leaks) {
    output.print(
      `leak: what came after ${alteredAfter.toISOString()} changed an estimate or a decision at ` +
        `${changedAt.toISOString()}\n`,
    );
  }
  const verdict =
    leaks.length === 0 ? 'no estimate and no decision changed' : `${leaks.length} of them leak`;
  output.print(`Everything after ${INSTANTS} instants altered: ${verdict}.\n`);
  return leaks.length === 0 ? 0 : LEAKY;
}

/** In the middle of an order's life, where there is most to be given away. */
function drawnInstant({ orders }: Trace, draws: SeededDraws): Date {
  const order = orders[draws.below(orders.length)];
  const from = order?.createdAt.getTime() ?? 0;
  const to = (order?.deliveredAt ?? order?.promisedAt)?.getTime() ?? from;
  return new Date(from + Math.floor(draws.uniform() * Math.max(0, to - from)));
}
