import { setTimeout as pause } from 'node:timers/promises';
import { instantOfLocalTime } from '@ftgo/delayed-orders-domain';
import type { QuarantinedContent, Selection } from '@ftgo/delayed-orders-persistence';
import { PostgresQuarantineReview, PostgresReplica } from '@ftgo/delayed-orders-persistence';
import type { Feed, ReadLocalTime, Said } from '@ftgo/monolith-contracts';
import { FEEDS, readMessage, toReplicaBatch } from '@ftgo/monolith-contracts';
import type { Database, Queryable } from '@ftgo/platform-postgres';
import { isFaultOfTheRow } from '@ftgo/platform-postgres';

/** What would become of a message, or became of it. */
export interface Reading {
  readonly key: string;
  readonly outcome: 'understood' | 'not-understood' | 'refused-by-database' | 'no-body' | 'no-feed';
  readonly detail: string;
}

export interface ReplayOptions {
  readonly selection: Selection;
  readonly limit: number;
  /** Messages a second, so that a large replay does not crowd out the feeds. */
  readonly perSecond: number;
  readonly operator: string;
  readonly zone: string;
}

const AT_ONCE = 50;

/**
 * Reads quarantined messages again and says what would become of them; changes nothing.
 */
export async function rehearseReplay(
  database: Database,
  { selection, limit, zone }: ReplayOptions,
): Promise<Reading[]> {
  const review = new PostgresQuarantineReview(database);
  const readings: Reading[] = [];
  for (let after = ''; readings.length < limit;) {
    const messages = await review.contents(
      selection,
      after,
      Math.min(AT_ONCE, limit - readings.length),
    );
    readings.push(...messages.map((message) => read(message, zoneReader(zone)).reading));
    const last = messages.at(-1);
    if (last === undefined) break;
    after = last.key;
  }
  return readings;
}

/**
 * Reads quarantined messages again and applies those that are understood now, by the upsert that
 * the feeds use: so a message replayed twice, or after newer ones, changes nothing (I1). Each is
 * marked in the transaction that applies it; what is not understood stays.
 * @param onProgress told after each portion.
 */
export async function replay(
  database: Database,
  options: ReplayOptions,
  onProgress: (done: number) => void = () => undefined,
): Promise<Reading[]> {
  const { selection, limit, perSecond, operator } = options;
  const review = new PostgresQuarantineReview(database);
  const replica = new PostgresReplica(database, undefined);
  const readings: Reading[] = [];
  for (let after = ''; readings.length < limit;) {
    const portion = Math.min(AT_ONCE, perSecond, limit - readings.length);
    // Assigned, not added to: a transaction that is repeated reads its portion again.
    let portionRead: readonly Reading[] = [];
    const { taken } = await review.settleNext(
      selection,
      { after, limit: portion },
      { state: 'REPLAYED', operator },
      async (transaction, messages) => {
        const again = messages.map((message) => read(message, zoneReader(options.zone)));
        portionRead = await applied(transaction, replica, again);
        return portionRead.filter(({ outcome }) => outcome === 'understood').map(({ key }) => key);
      },
    );
    readings.push(...portionRead);
    onProgress(readings.length);
    const last = taken.at(-1);
    if (last === undefined) break;
    after = last.key;
    await pause((taken.length / perSecond) * 1000);
  }
  return readings;
}

/** Applies what is understood, together or, where the database refuses a row, one by one (I2). */
async function applied(
  transaction: Queryable,
  replica: PostgresReplica,
  again: readonly Again[],
): Promise<Reading[]> {
  const said = again.flatMap(({ said: each }) => each ?? []);
  if (await isTaken(transaction, replica, said)) return again.map(({ reading }) => reading);
  const readings: Reading[] = [];
  for (const { reading, said: each } of again) {
    const isRefused = each !== undefined && !(await isTaken(transaction, replica, [each]));
    readings.push(isRefused ? { ...reading, ...REFUSED_BY_DATABASE } : reading);
  }
  return readings;
}

const REFUSED_BY_DATABASE = {
  outcome: 'refused-by-database',
  detail: 'a value breaks a rule of the table',
} as const;

/** @returns false, with nothing changed, when the database refuses a row. */
async function isTaken(
  transaction: Queryable,
  replica: PostgresReplica,
  said: readonly Said[],
): Promise<boolean> {
  if (said.length === 0) return true;
  await transaction.query('savepoint before_rows');
  try {
    await replica.applyWithin(transaction, toReplicaBatch(said));
    await transaction.query('release savepoint before_rows');
    return true;
  } catch (error) {
    if (!isFaultOfTheRow(error)) throw error;
    await transaction.query('rollback to savepoint before_rows');
    return false;
  }
}

interface Again {
  readonly reading: Reading;
  readonly said?: Said;
}

function read(message: QuarantinedContent, readLocalTime: ReadLocalTime): Again {
  const { key, feed, body, routingKey, headers } = message;
  const known = FEEDS.find((each) => each === feed);
  if (known === undefined) {
    return notRead(key, 'no-feed', 'it is no message of the monolith; discard it');
  }
  if (body === null)
    return notRead(key, 'no-body', 'it was too large to be kept; reconcile instead');
  const read = readMessage(
    { feed: known satisfies Feed, body, routingKey, headers },
    readLocalTime,
  );
  if (!read.understood) return notRead(key, 'not-understood', `${read.cause}: ${read.detail}`);
  const detail = read.changes.map(({ kind }) => kind).join(', ') || 'says nothing';
  return { reading: { key, outcome: 'understood', detail }, said: read };
}

const notRead = (
  key: string,
  outcome: Reading['outcome'],
  detail: string,
): { reading: Reading } => ({
  reading: { key, outcome, detail },
});

const zoneReader =
  (zone: string): ReadLocalTime =>
  (wallClockMs) =>
    instantOfLocalTime(wallClockMs, zone);
