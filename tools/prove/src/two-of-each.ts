import { differences } from '@ftgo/system-stack';
import type { Experiment } from './experiment.js';
import { describeBreach, runInPeace, runTrace } from './run-of-trace.js';

/** I3 with several workers: sharing the work changes nothing of what is told. */
export const twoOfEach: Experiment = {
  name: 'two-of-each',
  about:
    'The same orders once with one ingester, scanner and dispatcher, once with two of each: the same notifications.',
  async run(conditions) {
    const one = await runInPeace(conditions);
    const two = await runTrace(conditions, {
      label: 'two-of-each',
      workers: { 'replica-ingestion': 2, 'delay-scanner': 2, 'notification-dispatcher': 2 },
    });
    return {
      figures: {
        'events published (one, two)': `${one.events}, ${two.events}`,
        'notifications (one, two)': `${one.told.length}, ${two.told.length}`,
        'e-mails at the server (one, two)': `${one.mails}, ${two.mails}`,
        'seconds (one, two)': `${one.seconds}, ${two.seconds}`,
      },
      broken: [
        ...differences(one.told, two.told),
        ...[...one.breaches, ...two.breaches].map(describeBreach),
      ],
    };
  },
};
