import { replayClock, replayDurationMs, summarizeTrace, type Trace } from '@ftgo/monolith-traces';

/** The lines in which a trace is described to the user, the last one ended. */
export function summaryText(file: string, trace: Trace): string {
  const summary = summarizeTrace(trace);
  const busyMinutes = Math.round(replayDurationMs(replayClock(trace, { speed: 1 })) / 60_000);
  const lines: readonly (readonly [string, string])[] = [
    ['orders', `${summary.orders} of ${summary.consumers} consumers`],
    ['restaurants', `${summary.restaurants}, ${summary.earlyClosings} closing early`],
    ['couriers', `${summary.couriers}`],
    [
      'created',
      `${summary.firstCreatedAt.toISOString()} to ${summary.lastCreatedAt.toISOString()}`,
    ],
    ['with a promise', `${summary.promised}`],
    ['delivered', `${summary.delivered}`],
    ['late', `${summary.late} (${percent(summary.lateShare)} of the delivered with a promise)`],
    ['over 10 min late', percent(summary.lateOver10MinutesShare)],
    [
      'cancelled',
      `${summary.cancelledByConsumer} by consumers, ${summary.cancelledByRestaurant} by restaurants`,
    ],
    ['never ended', `${summary.unfinished}`],
    ['replay', `${busyMinutes} min of business time, idle hours skipped`],
  ];
  const table = lines.map(([name, value]) => `  ${name.padEnd(18)}${value}\n`).join('');
  return `${file}\n${table}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
