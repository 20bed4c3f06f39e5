import { setTimeout as pause } from 'node:timers/promises';
import { addressOf } from './dispatcher-under-test/contact-desk.js';
import { DispatcherUnderTest } from './dispatcher-under-test/dispatcher-under-test.js';
import { readLines, writeDueNotices } from './dispatcher-under-test/due-notices.js';
import type { Conditions, Experiment } from './experiment.js';
import type { Account, Finding } from './mail-once/copies.js';
import { judge } from './mail-once/copies.js';
import { FlakyRelay } from './mail-once/flaky-relay.js';
import { killInTurn } from './mail-once/kill-in-turn.js';
import { seededRandom } from './seeded-random.js';

/** One works while the other starts again. */
const DISPATCHERS = 2;
const ENVIRONMENT = { DISPATCHER_LEASE_MS: '1500', SMTP_TIMEOUT_MS: '3000' };
const WITHIN_MS = 900_000;
const LOOK_EVERY_MS = 250;
const SAY_EVERY_MS = 5_000;
/** Half a minute before a repeat serves the receiver; here it would only be waited for. */
const SHORTEN_PAUSES = `
update delayed_order_notification set retry_at = clock_timestamp() + interval '3 seconds'
where state = 'UNKNOWN' and retry_at > clock_timestamp() + interval '4 seconds'`;
const MESSAGE_ID = /^message-id: (.*)$/im;

/** I5 under kill -9 and a relay with whims, counted at the relay. */
export const mailOnce: Experiment = {
  name: 'mail-once',
  orders: 2_000,
  about: `As many due notices as orders, two built dispatchers, one of which is killed by kill -9 every 1.5 s, and a relay that refuses, drops before and after the dot, and is slow: at the relay each notice exactly once; twice only where the relay or a kill left doubt, with one Message-ID; never lost but as UNKNOWN.`,
  async run(conditions) {
    const relay = await FlakyRelay.start(seededRandom(conditions.seed));
    try {
      const dispatcher = await DispatcherUnderTest.start(conditions.config, {
        smtpPort: relay.port,
        processes: DISPATCHERS,
        environment: ENVIRONMENT,
      });
      try {
        return await experiment(dispatcher, relay, conditions);
      } finally {
        await dispatcher.stop();
      }
    } finally {
      await relay.stop();
    }
  },
};

async function experiment(
  dispatcher: DispatcherUnderTest,
  relay: FlakyRelay,
  { orders, say }: Conditions,
): ReturnType<Experiment['run']> {
  const keys = await writeDueNotices(dispatcher.database, 1, orders);
  await dispatcher.command(keys);
  const startedAt = performance.now();
  const over = new AbortController();
  const kills: number[] = [];
  const killing = killInTurn(dispatcher.apps, over.signal, kills);
  try {
    await settled(dispatcher, relay, kills, say);
  } finally {
    over.abort();
    await killing;
  }
  const accounts = await accountsOf(dispatcher, relay);
  const findings = accounts.map((account) => judge(account, kills));
  const count = (finding: Finding): number => findings.filter((each) => each === finding).length;
  const broken = findings.flatMap((each) => (typeof each === 'string' ? [] : [each.broken]));
  const states = Map.groupBy(accounts, ({ line }) => line.state);
  return {
    figures: {
      notices: accounts.length,
      'kills, seconds': `${kills.length}, ${Math.round((performance.now() - startedAt) / 1000)}`,
      "the relay's whims": listed(relay.done),
      'copies at the relay': relay.kept.length,
      'exactly once': count('exactly once'),
      'twice by injection': count('twice by injection'),
      'twice by a kill': count('twice by a kill'),
      'never, and UNKNOWN after its repeat': count('never, and UNKNOWN after its repeat'),
      'lost or unexplained': broken.length,
      ledger: listed([...states].map(([state, { length }]) => [state, length] as const)),
    },
    broken: [...broken, ...(kills.length > 0 ? [] : ['nobody was killed: the run proves nothing'])],
  };
}

/** Resolves once nothing waits any more. @throws Error when that takes too long */
async function settled(
  { database }: DispatcherUnderTest,
  relay: FlakyRelay,
  kills: readonly number[],
  say: Conditions['say'],
): Promise<void> {
  const deadline = performance.now() + WITHIN_MS;
  for (let saidAt = 0; ; await pause(LOOK_EVERY_MS)) {
    const [row] = await database.query<{ open: number }>(
      `select count(*)::int as open from delayed_order_notification where settled_at is null`,
    );
    if (row?.open === 0) return;
    await database.query(SHORTEN_PAUSES);
    if (performance.now() > deadline) throw new Error(`${row?.open} notices still wait`);
    if (performance.now() < saidAt + SAY_EVERY_MS) continue;
    saidAt = performance.now();
    say(`${row?.open} wait, ${relay.kept.length} copies at the relay, ${kills.length} kills`);
  }
}

async function accountsOf(
  { database }: DispatcherUnderTest,
  relay: FlakyRelay,
): Promise<Account[]> {
  const byAddress = Map.groupBy(relay.kept, ({ recipients }) => recipients[0] ?? '');
  return (await readLines(database)).map((line) => {
    const address = addressOf(line.orderId);
    const copies = (byAddress.get(address) ?? []).map(({ atMs, source }) => {
      return { atMs, messageId: MESSAGE_ID.exec(source)?.[1] ?? '' };
    });
    const messageId = `<${line.notificationId}@ftgo.example>`;
    return { line, messageId, copies, doubts: relay.doubtsAbout(address) };
  });
}

const listed = (counts: Iterable<readonly [string, number]>): string =>
  [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
