import { differences } from '@ftgo/system-stack';
import type { Experiment } from './experiment.js';
import { killWorkers } from './kill-workers.js';
import { describeBreach, runInPeace, runTrace } from './run-of-trace.js';

/** I3, I4 and I5 under kill -9. */
export const killEachWorker: Experiment = {
  name: 'kill-each-worker',
  about:
    'The same orders once in peace, once while kill -9 meets each worker in turn and then at random: the same notifications; mails twice only where a sender died during the hand-over.',
  async run(conditions) {
    const peace = await runInPeace(conditions);
    const kills = new Map<string, number>();
    const killed = await runTrace(conditions, {
      label: 'under-kill',
      beside: (stack, ended) => killWorkers(stack, ended, conditions.seed, kills),
    });
    const total = [...kills.values()].reduce((sum, count) => sum + count, 0);
    const neverKilled = [...kills].filter(([, count]) => count === 0);
    return {
      figures: {
        kills: `${total} (${[...kills].map(([name, count]) => `${name} ${count}`).join(', ')})`,
        'notifications (peace, kills)': `${peace.told.length}, ${killed.told.length}`,
        'e-mails at the server (peace, kills)': `${peace.mails}, ${killed.mails}`,
        'sends that a kill made ambiguous': killed.ambiguous,
        'seconds (peace, kills)': `${peace.seconds}, ${killed.seconds}`,
      },
      broken: [
        ...differences(peace.told, killed.told),
        ...[...peace.breaches, ...killed.breaches].map(describeBreach),
        ...neverKilled.map(([name]) => `${name} was never killed: the run proves nothing of it`),
      ],
    };
  },
};
