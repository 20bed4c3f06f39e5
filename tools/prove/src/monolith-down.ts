import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Stack, waitUntil } from '@ftgo/system-stack';
import type { Conditions, Experiment } from './experiment.js';
import type { Outage } from './monolith-down/monolith-gate.js';
import { MonolithGate } from './monolith-down/monolith-gate.js';
import { oneDinner } from './monolith-down/one-dinner.js';
import type { WaitingNotice } from './monolith-down/waiting-notices.js';
import { idsOfWaiting, overtakers, readNotices } from './monolith-down/waiting-notices.js';
import { beginReplay } from './replay-on-clock.js';

const SPEED = 60;
const DOWN_AT_SHARE = 0.35;
const OUTAGES: readonly Outage[] = ['hang', 'refuse', 'unavailable'];
const EACH_MS = 20_000;
const BOUND = 4;
const OUT_WITHIN_MS = 30_000;
/** Notices are sent several at a time, each as long as its connections take. */
const SLACK_MS = 1_000;
/** A check just before the use-by time and a send just after it, on a busy small machine. */
const SENDING_MS = 1_500;

const CONDITIONS = ['UNDELIVERABLE', 'LATE', 'AT_RISK', 'RECOVERED'];

/** The monolith's contact endpoint is down in three ways, one after the other, for a minute. */
export const monolithDown: Experiment = {
  name: 'monolith-down',
  orders: 1_500,
  about: `The monolith's contact endpoint hangs, refuses and says 503, for a minute of the machine's time in the middle of dinner (an hour of business time): never more than ${BOUND} calls at once there; within ${OUT_WITHIN_MS / 1000} s of its return all that still holds is sent, the worst news first, and what does not is suppressed with its cause.`,
  async run(conditions) {
    const gate = await MonolithGate.open();
    try {
      const stack = await Stack.start({
        ...conditions.config,
        folder: join(conditions.config.folder, 'stack'),
        monolithUrl: gate.url,
        environment: { CONTACT_CONCURRENCY: String(BOUND) },
      });
      try {
        gate.leadTo(stack.only('monolith-simulator').url);
        return await experiment(stack, gate, conditions);
      } finally {
        await stack.stop();
      }
    } finally {
      await gate.close();
    }
  },
};

async function experiment(
  stack: Stack,
  gate: MonolithGate,
  conditions: Conditions,
): ReturnType<Experiment['run']> {
  const { say, orders, seed } = conditions;
  const trace = oneDinner(seed, orders);
  const replay = await beginReplay(stack, conditions, { orders, speed: SPEED, trace });
  await replay.reached(DOWN_AT_SHARE);
  for (const outage of OUTAGES) {
    say(`the monolith is down (${outage}) for ${EACH_MS / 1000} s`);
    await gate.fail(outage);
    await pause(EACH_MS);
  }
  const ids = await idsOfWaiting(stack.database);
  await gate.recover();
  const returnedAt = await machineNow(stack);
  say(`the monolith is back; ${ids.length} customers' notices wait`);
  const isOver = async (): Promise<boolean> =>
    (await readNotices(stack.database, ids)).every(({ settledAt }) => settledAt !== null);
  await waitUntil('every notice that waited is settled', isOver, { everyMs: 250 });
  return reportOf(await readNotices(stack.database, ids), returnedAt, gate);
}

function reportOf(
  notices: readonly WaitingNotice[],
  returnedAt: Date,
  gate: MonolithGate,
): Awaited<ReturnType<Experiment['run']>> {
  const sent = notices.filter(({ state }) => state === 'SENT');
  const suppressed = notices.filter(({ state }) => state === 'SUPPRESSED');
  const tookMs = ({ settledAt }: WaitingNotice): number =>
    (settledAt?.getTime() ?? Infinity) - returnedAt.getTime();
  const slowest = Math.max(0, ...sent.map(tookMs));
  const expired = sent.filter(
    ({ settledInBusiness, useBy }) =>
      (settledInBusiness?.getTime() ?? Infinity) > useBy.getTime() + SENDING_MS * SPEED,
  );
  const charged = notices.filter(({ failures, ambiguousSends }) => failures + ambiguousSends > 0);
  const early = overtakers(sent, SLACK_MS);
  const { seen } = gate;
  return {
    figures: {
      'calls at the monolith, most at once': `${seen.total}, ${seen.mostAtOnce} of ${BOUND}`,
      'connections to it, most at once': seen.mostConnections,
      'notices that waited': notices.length,
      ...Object.fromEntries(
        CONDITIONS.map((each) => [`${each}, sent after`, range(sent, each, tookMs)]),
      ),
      'the last left after, ms': slowest,
      'suppressed, by cause': counts(suppressed),
      'left before worse news that waited too': early.length,
    },
    broken: [
      ...(seen.mostAtOnce <= BOUND ? [] : [`${seen.mostAtOnce} calls at once`]),
      ...(slowest <= OUT_WITHIN_MS ? [] : [`the last left after ${slowest} ms`]),
      ...(sent.length > 0 ? [] : ['nothing waited that could be sent: the run proves nothing']),
      ...(suppressed.length > 0 ? [] : ['nothing expired: the run proves nothing of that']),
      ...lines(expired, 'was sent though expired'),
      ...lines(
        suppressed.filter(({ cause }) => cause === null),
        'was suppressed without a cause',
      ),
      ...lines(charged, 'was charged with failures for waiting'),
      ...lines(early, 'left before worse news'),
      ...lines(
        notices.filter(({ state }) => state !== 'SENT' && state !== 'SUPPRESSED'),
        'is neither sent nor suppressed',
      ),
    ],
  };
}

const lines = (notices: readonly WaitingNotice[], what: string): string[] =>
  notices.map(({ orderId, condition }) => `order ${orderId}: ${condition} ${what}`);

function range(
  sent: readonly WaitingNotice[],
  condition: string,
  tookMs: (notice: WaitingNotice) => number,
): string {
  const times = sent.filter((each) => each.condition === condition).map(tookMs);
  if (times.length === 0) return 'none';
  return `${Math.min(...times)} to ${Math.max(...times)} ms (${times.length})`;
}

function counts(notices: readonly WaitingNotice[]): string {
  const byCause = Map.groupBy(notices, ({ cause }) => cause ?? 'no cause');
  return [...byCause].map(([cause, { length }]) => `${cause} ${length}`).join(', ') || 'none';
}

async function machineNow({ database }: Stack): Promise<Date> {
  const [row] = await database.query<{ now: Date }>('select clock_timestamp() as now');
  return row?.now ?? new Date(0);
}
