import type { Feed } from '@ftgo/system-stack';
import { differences } from '@ftgo/system-stack';
import type { Experiment } from './experiment.js';
import type { RunOfTrace } from './run-of-trace.js';
import { describeBreach, runInPeace, runTrace } from './run-of-trace.js';

/** I1 and I3 whatever way the monolith publishes, one after the other and two at once. */
export const feedsAgree: Experiment = {
  name: 'feeds-agree',
  about:
    'The same orders told by domain events, by row changes out of the log, by Tram events, and by events and row changes at once: the same notifications, row by row.',
  async run(conditions) {
    const runs = new Map<string, RunOfTrace>([['events', await runInPeace(conditions)]]);
    for (const feeds of [['cdc'], ['tram'], ['events', 'cdc']] satisfies Feed[][]) {
      const label = feeds.join('-and-');
      runs.set(label, await runTrace(conditions, { label, feeds }));
    }
    const [[firstLabel, first] = raise(), ...others] = [...runs];
    const figure = (of: (run: RunOfTrace) => number): string =>
      [...runs].map(([label, run]) => `${label} ${of(run)}`).join(', ');
    return {
      figures: {
        notifications: figure((run) => run.told.length),
        'e-mails at the server': figure((run) => run.mails),
        seconds: figure((run) => run.seconds),
      },
      broken: [
        ...others.flatMap(([label, run]) =>
          differences(first.told, run.told).map((line) => `${firstLabel} and ${label}: ${line}`),
        ),
        ...[...runs.values()].flatMap((run) => run.breaches.map(describeBreach)),
      ],
    };
  },
};

function raise(): never {
  throw new Error('no feed was tried');
}
