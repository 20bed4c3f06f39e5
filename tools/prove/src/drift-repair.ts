import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ReconciliationRun } from '@ftgo/delayed-orders-persistence';
import { Stack, waitUntil } from '@ftgo/system-stack';
import { compareTables } from './compare-tables.js';
import type { Experiment } from './experiment.js';
import { beginReplay } from './replay-on-clock.js';

const DROP_SHARE = 0.01;
const SPEED = 300;
const ORDERS = 800;
const LOOK_EVERY_MS = 250;
const SETTLED_AFTER_MS = 3_000;

/** Events that the producer lost are found, counted and repaired in one cycle. */
export const driftRepair: Experiment = {
  name: 'drift-repair',
  about: `${ORDERS} orders of which the producer loses 1 % of the events: one cycle of the reconciliation finds as many rows as differ, and repairs them all.`,
  async run(conditions) {
    const { config, seed, say } = conditions;
    const stack = await Stack.start({
      ...config,
      folder: join(config.folder, 'stack'),
      isReconciled: true,
    });
    try {
      await stack.simulator.setFaults({ seed, events: { dropShare: DROP_SHARE } });
      const replay = await beginReplay(stack, conditions, { orders: ORDERS, speed: SPEED });
      await replay.reached(1);
      const { injected } = await stack.simulator.injected();
      await nothingMoves(stack);
      const before = await compareTables(stack);
      say(
        `${injected.events['dropped']} events were lost; ${before.differences.length} rows differ`,
      );
      const run = await oneCycle(stack.only('replica-reconciliation').url);
      const after = await compareTables(stack);
      return {
        figures: {
          'events lost at the producer': injected.events['dropped'] ?? 0,
          'rows that differed': before.differences.length,
          'drifted, by the cycle': run.drifted,
          'repaired, by the cycle': run.repaired,
          'rows compared one by one': run.compared,
          'rows that differ afterwards': after.differences.length,
          'orders, restaurants': `${after.orders}, ${after.restaurants}`,
        },
        broken: [
          ...after.differences,
          ...(before.differences.length > 0 ? [] : ['nothing was lost: the run proves nothing']),
          ...(run.drifted === before.differences.length
            ? []
            : [`the cycle counted ${run.drifted} rows, and ${before.differences.length} differed`]),
        ],
      };
    } finally {
      await stack.stop();
    }
  },
};

/** Waits until the outbox is empty and the replica has not changed for some seconds. */
async function nothingMoves(stack: Stack): Promise<void> {
  let [last, since] = ['', performance.now()];
  await waitUntil('the last message applied', async () => {
    const { outboxBacklog } = await stack.simulator.progress();
    const [row] = await stack.database.query<{ sum: string }>(
      `select md5(string_agg(order_id || ' ' || version, ',' order by order_id)) as sum
       from order_replica`,
    );
    const now = `${row?.sum}`;
    if (now !== last || outboxBacklog > 5) [last, since] = [now, performance.now()];
    return performance.now() - since > SETTLED_AFTER_MS;
  });
}

async function oneCycle(url: string): Promise<ReconciliationRun> {
  for (;;) {
    const answer = await fetch(`${url}/reconciliation`, { method: 'POST' });
    if (answer.status !== 409) {
      const { runId } = (await answer.json()) as { runId: number };
      for (;;) {
        const run = (await (
          await fetch(`${url}/reconciliation/${runId}`)
        ).json()) as ReconciliationRun;
        if (run.finishedAt !== null) return run;
        await pause(LOOK_EVERY_MS);
      }
    }
    await pause(LOOK_EVERY_MS);
  }
}
