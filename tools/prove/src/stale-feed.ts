import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { LedgerEntry, SimulatedOrder } from '@ftgo/system-stack';
import { findBreaches, quiesce, readLedger, readOutcomes, Stack } from '@ftgo/system-stack';
import type { Conditions, Experiment } from './experiment.js';
import { beginReplay } from './replay-on-clock.js';
import { describeBreach } from './run-of-trace.js';
import { untrueNotices } from './untrue-notices.js';

const SPEED = 60;
const STOPPED_FOR_MS = 120_000;
const STALE_AFTER_MS = 3_000;
/** How long a message is under way on a busy small machine. */
const UNDER_WAY_MS = 2_500;
const SLACK_MINUTES = ((STALE_AFTER_MS + UNDER_WAY_MS) / 60_000) * SPEED;
const STOPPED_AT_SHARE = 0.35;
const GRACE_MINUTES = 2;

interface Window {
  /** When the feed had been silent for longer than its limit (machine time). */
  readonly from: Date;
  readonly to: Date;
}

/** I7 and I6: a feed that is silent for two minutes of dinner, and comes back with its backlog. */
export const staleFeed: Experiment = {
  name: 'stale-feed',
  about: `The feed stops for two minutes (${(STOPPED_FOR_MS / 60_000) * SPEED} of business time) in the middle of dinner and resumes with its backlog: meanwhile nothing is decided, and no notice is sent that was not true when it was sent.`,
  async run(conditions) {
    const stack = await Stack.start({
      ...conditions.config,
      folder: join(conditions.config.folder, 'stack'),
      environment: { FEED_STALE_AFTER_MS: String(STALE_AFTER_MS) },
    });
    try {
      return await experiment(stack, conditions);
    } finally {
      await stack.stop();
    }
  },
};

async function experiment(stack: Stack, conditions: Conditions): ReturnType<Experiment['run']> {
  const { say, orders: count } = conditions;
  const replay = await beginReplay(stack, conditions, { orders: count, speed: SPEED });
  await replay.reached(STOPPED_AT_SHARE);
  const { window, sawHeld, sawStale } = await stopFeed(stack, say);
  await replay.reached(1);
  await quiesce(stack.database, stack.simulator);
  const [orders, ledger, mails, outcomes] = await Promise.all([
    stack.simulator.orders(),
    readLedger(stack.database),
    stack.mail.mails(),
    readOutcomes(stack.database),
  ]);
  const sent = await sentAt(stack);
  const untrue = untrueNotices(orders, ledger, sent, SLACK_MINUTES);
  const during = ledger.filter((entry) => isWithin(entry, window));
  const breaches = findBreaches({
    ...{ orders, ledger, mails, outcomes },
    graceMinutes: GRACE_MINUTES,
    slackMinutes: SLACK_MINUTES,
  }).filter(({ rule, orderId }) => !endedUnseen(rule, orderId, orders, window));
  return {
    figures: {
      orders: orders.length,
      'notices sent': ledger.filter(({ state }) => state === 'SENT').length,
      'notices suppressed': ledger.filter(({ state }) => state === 'SUPPRESSED').length,
      'decided while the feed was stale': during.length,
      'sent though no longer true': untrue.length,
      'slack, business minutes': SLACK_MINUTES,
      'scanner said that it holds, API that it is stale': `${sawHeld}, ${sawStale}`,
    },
    broken: [
      ...untrue,
      ...during.map(({ orderId, condition }) => `order ${orderId}: ${condition} decided meanwhile`),
      ...breaches.map(describeBreach),
      ...(sawHeld && sawStale ? [] : ['nobody said that the feed was stale']),
    ],
  };
}

/** Stops what leaves the monolith, and looks whether the service says so. */
async function stopFeed(
  stack: Stack,
  say: (line: string) => void,
): Promise<{ window: Window; sawHeld: boolean; sawStale: boolean }> {
  say(`the feed stops for ${STOPPED_FOR_MS / 1000} s`);
  await stack.simulator.setFaults({ events: { stopped: true } });
  await pause(STALE_AFTER_MS + UNDER_WAY_MS);
  const from = await businessNow(stack);
  await pause(STOPPED_FOR_MS - STALE_AFTER_MS - UNDER_WAY_MS);
  const metrics = await (await fetch(`${stack.only('delay-scanner').url}/metrics`)).text();
  const page = (await (await fetch(`${stack.apiUrl}/delayed-orders`)).json()) as {
    freshness: { isStale: boolean };
  };
  const to = await businessNow(stack);
  await stack.simulator.setFaults({});
  say('the feed resumes, with its backlog');
  return {
    window: { from, to },
    sawHeld: /^delay_scanner_held(\{[^}]*\})? 1$/m.test(metrics),
    sawStale: page.freshness.isStale,
  };
}

async function businessNow({ database }: Stack): Promise<Date> {
  const [row] = await database.query<{ now: Date }>('select app_now() as now');
  return row?.now ?? new Date(0);
}

/** When each notice was settled, on the business clock. */
async function sentAt({ database }: Stack): Promise<ReadonlyMap<string, Date>> {
  const rows = await database.query<{ id: string; at: Date }>(
    `select notification_id as id, app_time(settled_at) as at from delayed_order_notification
     where state = 'SENT'`,
  );
  return new Map(rows.map(({ id, at }) => [id, at]));
}

const isWithin = ({ decidedAt }: LedgerEntry, { from, to }: Window): boolean =>
  decidedAt >= from && decidedAt < to;

/** Whoever was late and ended while nobody could know of it had to be told nothing. */
function endedUnseen(
  rule: string,
  orderId: number,
  orders: readonly SimulatedOrder[],
  { from, to }: Window,
): boolean {
  if (!rule.startsWith('every ')) return false;
  const order = orders.find((each) => each.orderId === orderId);
  const end = Date.parse(order?.deliveredAt ?? order?.cancelledAt ?? '2999-01-01T00:00:00Z');
  const slackMs = SLACK_MINUTES * 60_000;
  return end >= from.getTime() - slackMs && end <= to.getTime() + slackMs;
}
