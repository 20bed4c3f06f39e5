import { join } from 'node:path';
import { quiesce, Stack } from '@ftgo/system-stack';
import { compareTables } from './compare-tables.js';
import type { Experiment } from './experiment.js';
import { killWorkers } from './kill-workers.js';
import { beginReplay } from './replay-on-clock.js';

const KILLED = ['log-tailer', 'replica-ingestion'];
/** Six dinners of five and a half hours in three minutes. */
const SPEED = 600;
const ORDERS = 1_500;

/** I1 and I2 under kill -9 of whatever brings the log's changes to the replica. */
export const logTailerKill: Experiment = {
  name: 'log-tailer-kill',
  about: `${ORDERS} orders in three minutes told by the transaction log, while kill -9 meets two log tailers and two ingesters at random: afterwards the replica equals the monolith's tables row by row, by SQL on both databases.`,
  async run(conditions) {
    const { config, seed, say } = conditions;
    const startedAt = performance.now();
    const stack = await Stack.start({
      ...config,
      folder: join(config.folder, 'stack'),
      feeds: ['cdc'],
      workers: { 'log-tailer': 2, 'replica-ingestion': 2 },
    });
    const kills = new Map<string, number>();
    const ended = new AbortController();
    try {
      const replay = await beginReplay(stack, conditions, { orders: ORDERS, speed: SPEED });
      const among = ({ app }: { app: string }): boolean => KILLED.includes(app);
      const killing = killWorkers(stack, ended.signal, seed, kills, among);
      await replay.reached(1);
      ended.abort();
      await killing;
      const replayedFor = (performance.now() - startedAt) / 1000;
      say('no more kills; waiting until everything has been applied');
      await quiesce(stack.database, stack.simulator);
      const compared = await compareTables(stack);
      const total = [...kills.values()].reduce((sum, count) => sum + count, 0);
      return {
        figures: {
          kills: `${total} (${[...kills].map(([name, count]) => `${name} ${count}`).join(', ')})`,
          'seconds under kills': Math.round(replayedFor),
          'orders, restaurants compared': `${compared.orders}, ${compared.restaurants}`,
          'rows that differ': compared.differences.length,
        },
        broken: [
          ...compared.differences,
          ...[...kills].flatMap(([name, count]) =>
            count === 0 ? [`${name} was never killed: the run proves nothing of it`] : [],
          ),
        ],
      };
    } finally {
      ended.abort();
      await stack.stop();
    }
  },
};
