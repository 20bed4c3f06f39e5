import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { madeTrace, readTrace, speedFor, TraceError, writeTrace } from '@ftgo/monolith-traces';
import type { Trace } from '@ftgo/monolith-traces';
import type { Feed } from '@ftgo/system-stack';
import { findBreaches, quiesce, readLedger, readOutcomes, Stack } from '@ftgo/system-stack';
import type { DemoConfig } from './demo.config.js';
import { loadDemoConfig } from './demo.config.js';
import { explain, tellingOrders } from './explain-one.js';
import type { ServiceFigures } from './live-view.js';
import { LiveView } from './live-view.js';
import type { DemoOptions } from './options.js';
import { readOptions } from './options.js';
import type { Summary } from './summary.js';
import { describe, summarize } from './summary.js';

const MADE_ORDERS = 240;
const REPLAY_TARGET_MS = 65_000;
/** Faster than this, a message's way through the real parts takes too many business minutes. */
const FASTEST = 300;
/** How long a message may be under way on a busy small machine. */
const UNDER_WAY_MS = 2_500;
const GRACE_MINUTES = 2;

/** A trace and the file that the simulator reads it from. */
interface Replay {
  readonly trace: Trace;
  readonly file: string;
  readonly speed: number;
}

async function main(): Promise<number> {
  const config = loadDemoConfig();
  const options = readOptions(process.argv.slice(2), config.calledFrom);
  rmSync(config.folder, { recursive: true, force: true });
  mkdirSync(config.folder, { recursive: true });
  const replay = await prepareReplay(config, options);
  if (replay === undefined) return 2;
  const stack = await startStack(config, options);
  const ended = endOnSignal(stack);
  try {
    process.stdout.write(`E-mails appear at ${stack.mail.pageUrl}\n`);
    process.stdout.write(`getDelayedOrders(): ${stack.apiUrl}/delayed-orders\n\n`);
    const summary = await run(stack, replay);
    process.stdout.write(describe(summary));
    await explainSome(stack, config.root);
    if (options.json !== undefined) {
      writeFileSync(options.json, `${JSON.stringify(summary, null, 2)}\n`);
    }
    if (options.keep) await keep(stack, options, ended);
    return summary.breaches.length === 0 ? 0 : 1;
  } finally {
    await stack.stop();
  }
}

async function prepareReplay(
  config: DemoConfig,
  options: DemoOptions,
): Promise<Replay | undefined> {
  const file = options.trace ?? join(config.folder, 'made.csv');
  if (options.trace === undefined) {
    await writeTrace(file, madeTrace({ orders: options.orders ?? MADE_ORDERS }));
  }
  try {
    const trace = await readTrace(
      file,
      options.orders === undefined ? {} : { limit: options.orders },
    );
    const speed = options.speed ?? speedFor(trace, REPLAY_TARGET_MS, FASTEST);
    return { trace, file, speed };
  } catch (error) {
    if (!(error instanceof TraceError)) throw error;
    process.stderr.write(`${error.message}\nNothing was replayed.\n`);
    return undefined;
  }
}

function startStack(config: DemoConfig, { feed }: DemoOptions): Promise<Stack> {
  const startedAt = performance.now();
  return Stack.start({
    ...config,
    feeds: [feed],
    isReconciled: true,
    onProgress: (what) => {
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      process.stdout.write(`${seconds.padStart(5)} s  starting ${what}\n`);
    },
  });
}

/** Resolves when the user wants to end; before a summary that ends the process at once. */
function endOnSignal(stack: Stack): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      resolve();
      void stack.stop().finally(() => process.exit(130));
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, end);
  });
}

async function run(stack: Stack, { trace, file, speed }: Replay): Promise<Summary> {
  const startedAt = performance.now();
  const begun = await stack.simulator.replay({
    traceFile: file,
    limit: trace.orders.length,
    speed,
  });
  await stack.clock.follow(new Date(begun.startsAt), begun.clock?.segments ?? []);
  const timeZone = trace.restaurants[0]?.timeZone ?? 'UTC';
  const view = new LiveView(process.stdout, timeZone);
  for (;;) {
    const progress = await stack.simulator.progress();
    view.show(progress, await figuresOf(stack));
    if (progress.state === 'finished' && progress.businessNow >= begun.endsAt) break;
    await pause(500);
  }
  await quiesce(stack.database, stack.simulator);
  view.show(await stack.simulator.progress(), await figuresOf(stack));
  const seconds = (performance.now() - startedAt) / 1000;
  return judge(stack, speed, seconds);
}

/** Why some of the customers were told: by the command that operators have for it. */
async function explainSome(stack: Stack, root: string): Promise<void> {
  const [orders, ledger] = await Promise.all([
    stack.simulator.orders(),
    readLedger(stack.database),
  ]);
  for (const orderId of tellingOrders(orders, ledger)) {
    process.stdout.write(`npm run ops -- why ${orderId}\n`);
    process.stdout.write(`${await explain(root, stack.databaseUrl, orderId)}\n`);
  }
}

async function judge(stack: Stack, speed: number, seconds: number): Promise<Summary> {
  const slackMinutes = (UNDER_WAY_MS / 60_000) * speed;
  const [orders, ledger, mails, outcomes, progress] = await Promise.all([
    stack.simulator.orders(),
    readLedger(stack.database),
    stack.mail.mails(),
    readOutcomes(stack.database),
    stack.simulator.progress(),
  ]);
  const evidence = { orders, ledger, mails, outcomes, graceMinutes: GRACE_MINUTES, slackMinutes };
  const [offers] = await stack.database.query<{ made: number; totalCents: number }>(
    'select count(*)::int as made, coalesce(sum(amount_cents), 0)::int as "totalCents" from offer',
  );
  return summarize({
    orders,
    ledger,
    offers: offers ?? { made: 0, totalCents: 0 },
    mails: mails.length,
    messages: progress.versions,
    speed,
    slackMinutes,
    seconds,
    breaches: findBreaches(evidence),
  });
}

async function figuresOf(stack: Stack): Promise<ServiceFigures> {
  const [row] = await stack.database.query<ServiceFigures>(
    `select (count(distinct order_id) filter (where condition = 'AT_RISK'))::int as "atRisk",
       (count(distinct order_id) filter (where condition = 'LATE'))::int as late,
       (count(distinct order_id) filter (where condition = 'UNDELIVERABLE'))::int as undeliverable,
       (count(distinct order_id) filter (where state = 'SENT' and audience = 'CUSTOMER'))::int as told,
       (count(*) filter (where state = 'SUPPRESSED'))::int as suppressed,
       (count(*) filter (where state = 'SENT'))::int as mails
     from delayed_order_notification`,
  );
  return row ?? { atRisk: 0, late: 0, undeliverable: 0, told: 0, suppressed: 0, mails: 0 };
}

async function keep(stack: Stack, { feed }: DemoOptions, ended: Promise<void>): Promise<void> {
  writeFileSync(join(stack.folder, 'ops.json'), `${JSON.stringify(opsEnvironment(stack, feed))}\n`);
  const pages = stack.apps.map(({ name, url }) => `  ${name.padEnd(26)} ${url}`);
  process.stdout.write(
    `Everything stays up until Ctrl-C; npm run ops -- --help acts on it.\n${pages.join('\n')}\n`,
  );
  await ended;
}

/** What `npm run ops` needs to find this demo's parts. */
function opsEnvironment(stack: Stack, feed: Feed): Record<string, string> {
  return {
    DATABASE_URL: stack.databaseUrl,
    RABBITMQ_URL: stack.rabbitmqUrl,
    RECONCILIATION_URL: stack.only('replica-reconciliation').url,
    EXPECTED_FEEDS: feed,
    ...(feed === 'cdc' ? { LOG_TAILER_URL: stack.only('log-tailer').url } : {}),
  };
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
