import { generateKeyPairSync } from 'node:crypto';
import { ScriptedSmtpServer } from '@ftgo/delayed-orders-notifications/testing';
import type { NotificationKey } from '@ftgo/delayed-orders-persistence';
import { waitUntil } from '@ftgo/system-stack';
import { DispatcherUnderTest } from './dispatcher-under-test/dispatcher-under-test.js';
import type { LedgerLine } from './dispatcher-under-test/due-notices.js';
import { endPause, readLines, writeDueNotices } from './dispatcher-under-test/due-notices.js';
import type { Conditions, Experiment } from './experiment.js';
import type { OutcomeRow } from './smtp-outcomes/outcome-rows.js';
import { outcomeRows } from './smtp-outcomes/outcome-rows.js';

const TIMEOUTS = { SMTP_TIMEOUT_MS: '400', SMTP_ATTEMPT_MS: '1200', DISPATCHER_LEASE_MS: '5000' };
const SETTLED_WITHIN_MS = 15_000;

/** What the ledger said and how many copies the relay had. */
interface Seen {
  readonly first: string;
  readonly cause: string;
  readonly copiesThen: number;
  readonly last: string;
  readonly copies: number;
  readonly messageIds: number;
}

/** I5, at the wire: the ledger knows of every end of a conversation what it means. */
export const smtpOutcomes: Experiment = {
  name: 'smtp-outcomes',
  about:
    'A relay that refuses, resets, closes, hangs or drips at every stage from the greeting to after the dot, and the built dispatcher: the ledger has the right state after the first attempt and at the end, and the relay as many copies as it must.',
  async run(conditions) {
    const relay = await ScriptedSmtpServer.start();
    try {
      const dispatcher = await DispatcherUnderTest.start(conditions.config, {
        smtpPort: relay.port,
        environment: { ...TIMEOUTS, ...signing() },
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

/** Mails are signed, as they are where it matters, so that a signature changes none of the outcomes. */
function signing(): Record<string, string> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const DKIM_KEY = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { DKIM_DOMAIN: 'ftgo.example', DKIM_SELECTOR: 'prove', DKIM_KEY };
}

async function experiment(
  dispatcher: DispatcherUnderTest,
  relay: ScriptedSmtpServer,
  { say }: Conditions,
): ReturnType<Experiment['run']> {
  const rows = outcomeRows();
  const keys = await writeDueNotices(dispatcher.database, 1, rows.length);
  say(line('stage', 'relay does', 'ledger', 'copies', 'ends as', 'copies', 'cause', ''));
  const broken: string[] = [];
  let [right, copies, twice] = [0, 0, 0];
  for (const [index, row] of rows.entries()) {
    const key = keys[index];
    if (key === undefined) throw new Error('a notice is missing');
    const seen = await tryRow(dispatcher, relay, row, key);
    const isRight = agrees(row, seen);
    right += isRight ? 1 : 0;
    copies += seen.copies;
    twice += seen.copies > 1 ? 1 : 0;
    if (!isRight)
      broken.push(`${row.stage}, ${row.name}: ${told(seen)}, not ${told(row.expected)}`);
    const { first, copiesThen, last, cause } = seen;
    const verdict = isRight ? 'as expected' : `EXPECTED ${told(row.expected)}`;
    say(line(row.stage, row.name, first, copiesThen, last, seen.copies, cause, verdict));
  }
  say('');
  const signed = relay.kept.filter(({ source }) => source.startsWith('DKIM-Signature:')).length;
  if (signed !== copies) broken.push(`${copies - signed} copies without a signature`);
  return {
    figures: {
      outcomes: rows.length,
      'as expected': right,
      'copies at the relay, signed': `${copies}, ${signed}`,
      'taken twice, with one Message-ID': twice,
    },
    broken,
  };
}

/** One notice through the relay's bad moment and, where it comes again, through what follows. */
async function tryRow(
  dispatcher: DispatcherUnderTest,
  relay: ScriptedSmtpServer,
  { stage, actions }: OutcomeRow,
  key: NotificationKey,
): Promise<Seen> {
  const { database } = dispatcher;
  const seenBefore = relay.kept.length;
  const copiesNow = (): number => relay.kept.length - seenBefore;
  // A kept connection would pass the greeting by.
  await relay.dropConnections();
  relay.at(stage, ...actions);
  await dispatcher.command([key]);
  const first = await settledAfter(dispatcher, key, 0);
  const copiesThen = copiesNow();
  let last = first;
  while (!last.isSettled) {
    await endPause(database, key);
    last = await settledAfter(dispatcher, key, last.attempt);
  }
  const ids = relay.kept
    .slice(seenBefore)
    .map(({ source }) => /^message-id: (.*)$/im.exec(source)?.[1]);
  return {
    ...{ first: first.state, cause: first.cause ?? '', copiesThen },
    ...{ last: last.state, copies: copiesNow(), messageIds: new Set(ids).size },
  };
}

/** How the ledger stands once an attempt after the given one has been settled. */
async function settledAfter(
  { database }: DispatcherUnderTest,
  { orderId }: NotificationKey,
  attempt: number,
): Promise<LedgerLine> {
  let found: LedgerLine | undefined;
  await waitUntil(
    `the notice of order ${orderId} settled`,
    async () => {
      found = (await readLines(database)).find((each) => Number(each.orderId) === Number(orderId));
      return found !== undefined && found.attempt > attempt && !OPEN.has(found.state);
    },
    { withinMs: SETTLED_WITHIN_MS, everyMs: 20 },
  );
  return found as LedgerLine;
}

const OPEN = new Set(['PENDING', 'SENDING']);

function agrees({ expected }: OutcomeRow, seen: Seen): boolean {
  return told(expected) === told(seen) && seen.messageIds <= 1;
}

const told = ({ first, copiesThen, last, copies }: Omit<Seen, 'cause' | 'messageIds'>): string =>
  `${first} ${copiesThen}, ${last} ${copies}`;

const WIDTHS = [9, 12, 8, 7, 8, 7, 24, 0];
const line = (...cells: readonly (string | number)[]): string =>
  cells.map((cell, index) => String(cell).padEnd(WIDTHS[index] ?? 0)).join(' ');
