import { setTimeout as pause } from 'node:timers/promises';
import type { Queryable } from '@ftgo/platform-postgres';
import type { Lsn } from '../log/lsn.js';
import { lsnOf } from '../log/lsn.js';

/** A place in the log, and the newest transaction that may have a commit before it. */
interface Mark {
  readonly lsn: Lsn;
  readonly newestTransaction: bigint;
  readonly takenAt: number;
}

const LONGEST_POLL_MS = 100;

/**
 * Finds places in the log up to which every commit is in every snapshot that is taken from now on.
 *
 * "Where the log ends now" is no such place. A transaction writes its commit into the log first
 * and becomes visible afterwards, with a synchronous standby much later; between the two a
 * snapshot does not have it, though its commit is in the log. A row read by such a snapshot would
 * pass for newer than the commit, and the change would be lost on it for ever.
 *
 * So a mark is taken: the end of the log that is safely on disk (what was not would be written
 * again after a crash, by others), and then a transaction number. Every transaction with a commit
 * before the mark has a smaller number. Once all smaller ones have ended, by their commit being
 * visible or not at all, the place is found, and stays one for ever. (The server's list of running
 * transactions, `pg_current_snapshot()`, is not enough: it leaves out those that are newer than
 * the newest that has ended.)
 *
 * A transaction that is held open delays that, for hours perhaps. So after a while the last place
 * that was found is told instead: it is older, and so still true.
 */
export class VisibleLsn {
  private pending: Mark | undefined;

  /** @param found a place that was found before */
  constructor(
    private readonly database: Queryable,
    private found: Lsn,
    private readonly waitMs = 10_000,
  ) {}

  /**
   * The newest such place. Waits for the transactions that run now, but no longer than the limit
   * since the first of the calls that waited for the same ones.
   */
  async newest(): Promise<Lsn> {
    this.pending ??= await takeMark(this.database);
    const { lsn, newestTransaction, takenAt } = this.pending;
    const deadline = takenAt + this.waitMs;
    if (await allEnd(this.database, newestTransaction, () => performance.now() < deadline)) {
      this.found = lsn > this.found ? lsn : this.found;
      this.pending = undefined;
    }
    return this.found;
  }
}

/** Such a place that is newer than now, however long it takes. @throws when `signal` is raised */
export async function awaitVisibleLsn(database: Queryable, signal: AbortSignal): Promise<Lsn> {
  const { lsn, newestTransaction } = await takeMark(database);
  await allEnd(database, newestTransaction, () => {
    signal.throwIfAborted();
    return true;
  });
  return lsn;
}

/** Two statements, the log's end first: in one, the snapshot would be the older of the two. */
async function takeMark(database: Queryable): Promise<Mark> {
  const [end] = await database.query<{ lsn: string }>(
    'select pg_current_wal_flush_lsn()::text as lsn',
  );
  const [own] = await database.query<{ transaction: string }>(
    'select pg_current_xact_id()::text as transaction',
  );
  return {
    lsn: lsnOf(end?.lsn ?? '0/0'),
    newestTransaction: BigInt(own?.transaction ?? 0),
    takenAt: performance.now(),
  };
}

/** Whether every transaction up to `newest` has ended; looks again while `mayWait`. */
async function allEnd(
  database: Queryable,
  newest: bigint,
  mayWait: () => boolean,
): Promise<boolean> {
  for (let pauseMs = 5; ; pauseMs = Math.min(pauseMs * 2, LONGEST_POLL_MS)) {
    const [oldest] = await database.query<{ running: string }>(
      'select pg_snapshot_xmin(pg_current_snapshot())::text as running',
    );
    if (BigInt(oldest?.running ?? 0) > newest) return true;
    if (!mayWait()) return false;
    await pause(pauseMs);
  }
}
