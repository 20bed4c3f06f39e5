import type { EstimateLesson, EstimateState, OrderId } from '@ftgo/delayed-orders-domain';
import {
  ESTIMATE_STATE_FORM,
  Estimator,
  learn,
  newEstimateState,
} from '@ftgo/delayed-orders-domain';
import type { Database, Queryable } from '@ftgo/platform-postgres';
import {
  BEGIN_ESTIMATE_STATE,
  LOCK_ESTIMATE_STATE,
  READ_ESTIMATE_STATE,
  SAVE_ESTIMATE_STATE,
  SAVE_LESSONS,
  TAKE_LESSONS,
} from './queries/estimate.js';

interface StateRow {
  readonly learntUntil: Date;
  /** Null where the caller has it. */
  readonly state: EstimateState | null;
}

interface KnownState {
  readonly learntUntil: Date;
  readonly state: EstimateState;
  readonly estimator: Estimator;
}

const MINUTE_MS = 60_000;
/** Batches of lessons that are learnt in one go: after an outage there may be many. */
const MOST_BATCHES_AT_ONCE = 500;
/** Learning takes some ten milliseconds; who takes longer has stopped, and must not stop others. */
const WAIT_BRIEFLY = "set local lock_timeout = '1s'";
const LOCK_NOT_AVAILABLE = '55P03';
const KIND_ORDER = ['OPENED', 'MOVED', 'ENDED'];

/**
 * What the estimate has learnt, in one row that all scanners share. Whoever first needs it after a
 * business minute is over learns that minute's lessons, in one transaction and in an order that
 * doesn't depend on who heard them first; the others wait that long and read. So all decide by the
 * same state, each lesson is learnt exactly once, and a killed scanner leaves nothing half learnt.
 */
export class PostgresEstimate {
  private known: KnownState | undefined;

  constructor(private readonly database: Database) {}

  /** Estimates by what was heard in the business minutes that are over at `now`. */
  async estimatorAt(now: Date): Promise<Estimator> {
    const cutoff = new Date(Math.floor(now.getTime() / MINUTE_MS) * MINUTE_MS);
    const row = await this.read(this.database, READ_ESTIMATE_STATE);
    if (row !== undefined) this.remember(row);
    if (row === undefined || row.learntUntil < cutoff) await this.learnUntil(cutoff);
    if (this.known === undefined) throw new Error('the estimate has no state after it learnt');
    return this.known.estimator;
  }

  /** Without what another scanner is learning for too long, rather than not at all. */
  private async learnUntil(cutoff: Date): Promise<void> {
    try {
      this.remember(await this.learn(cutoff));
    } catch (error) {
      if (this.known === undefined || !isLockTimeout(error)) throw error;
    }
  }

  private learn(cutoff: Date): Promise<StateRow> {
    return this.database.transaction(async (transaction) => {
      await transaction.query(WAIT_BRIEFLY);
      const row = await this.lock(transaction, cutoff);
      const before = row.state ?? this.known?.state;
      if (before === undefined) throw new Error('the estimate has no state to go on from');
      if (row.learntUntil >= cutoff) return { learntUntil: row.learntUntil, state: before };
      const taken = await transaction.query<{ lessons: readonly LessonJson[] }>(TAKE_LESSONS, [
        cutoff,
        MOST_BATCHES_AT_ONCE,
      ]);
      const after = learn(before, inOrder(taken.flatMap(({ lessons }) => lessons)), cutoff);
      // What is left over is learnt with the next minute: decisions don't wait for a backlog.
      await transaction.query(SAVE_ESTIMATE_STATE, [
        ESTIMATE_STATE_FORM,
        after.revision,
        cutoff,
        JSON.stringify(after),
      ]);
      return { learntUntil: cutoff, state: after };
    });
  }

  /** Of several who begin, one does. */
  private async lock(transaction: Queryable, cutoff: Date): Promise<StateRow> {
    const row = await this.read(transaction, LOCK_ESTIMATE_STATE);
    if (row !== undefined) return row;
    const state = newEstimateState();
    const yet = new Date(cutoff.getTime() - MINUTE_MS);
    await transaction.query(BEGIN_ESTIMATE_STATE, [
      ESTIMATE_STATE_FORM,
      state.revision,
      yet,
      JSON.stringify(state),
    ]);
    const begun = await this.read(transaction, LOCK_ESTIMATE_STATE);
    if (begun === undefined) throw new Error('the state of the estimate vanished');
    return begun;
  }

  private async read(from: Queryable, sql: string): Promise<StateRow | undefined> {
    const known = this.known?.learntUntil ?? null;
    const [row] = await from.query<StateRow>(sql, [ESTIMATE_STATE_FORM, known]);
    return row;
  }

  private remember({ learntUntil, state }: StateRow): void {
    if (state === null || learntUntil.getTime() === this.known?.learntUntil.getTime()) return;
    this.known = { learntUntil, state, estimator: Estimator.of(state) };
  }
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE;
}

/**
 * Estimates by what the scanners have learnt so far, and learns nothing: for those who only look. The
 * lessons of the newest minute may be missing in it.
 */
export async function readEstimator(database: Queryable): Promise<Estimator> {
  const [row] = await database.query<StateRow>(READ_ESTIMATE_STATE, [ESTIMATE_STATE_FORM, null]);
  return Estimator.of(row?.state ?? newEstimateState());
}

/** Keeps what a batch found to be learnt, in the transaction that decided. */
export async function saveLessons(
  transaction: Queryable,
  lessons: readonly EstimateLesson[],
): Promise<void> {
  const [first] = lessons;
  if (first === undefined) return;
  await transaction.query(SAVE_LESSONS, [first.at, JSON.stringify(lessons)]);
}

/** A lesson with its instants as JSON has them. */
interface LessonJson {
  readonly kind: EstimateLesson['kind'];
  readonly at: string;
  readonly order: Readonly<Record<string, unknown>> & { readonly id: OrderId };
}

/**
 * By time, then by order and its version: the same whoever heard them, and in whatever batches; an
 * order that moves twice at one instant moves in the order of its versions. Of one version, which two
 * feeds may tell of in parts, what was kept later stays later: it is what the parts make together.
 */
function inOrder(lessons: readonly LessonJson[]): EstimateLesson[] {
  const sorted = [...lessons].sort(
    (a, b) =>
      Date.parse(a.at) - Date.parse(b.at) ||
      a.order.id - b.order.id ||
      KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind) ||
      Number(a.order['version']) - Number(b.order['version']),
  );
  return sorted.map(({ kind, at, order }) => ({ kind, at: new Date(at), order: toOrder(order) }));
}

function toOrder(json: LessonJson['order']): EstimateLesson['order'] {
  const fields = Object.entries(json).map(([name, value]) => [
    name,
    // Of an order's fields exactly the instants have names that end so.
    typeof value === 'string' && /(At|By)$/.test(name) && name !== 'cancelledBy'
      ? new Date(value)
      : value,
  ]);
  return Object.fromEntries(fields) as EstimateLesson['order'];
}
