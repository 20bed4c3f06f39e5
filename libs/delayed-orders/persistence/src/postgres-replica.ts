import type {
  ClosureRowFields,
  OpeningHoursRowFields,
  OpeningInterval,
  OrderFields,
  ReplicaUpdate,
  RestaurantFields,
} from '@ftgo/delayed-orders-domain';
import { foldUpdates } from '@ftgo/delayed-orders-domain';
import type { Database, Queryable } from '@ftgo/platform-postgres';
import {
  DERIVE_OPENING_HOURS,
  LET_HOURS_SETTLE,
  LOCK_RESTAURANTS,
} from './queries/derive-opening-hours.js';
import { FORGET_WORKERS, KEEP_NOTICES, MOVE_WATERMARK } from './queries/feeds.js';
import type { Upsert } from './queries/upsert-replica.js';
import {
  UPSERT_CLOSURE_ROWS,
  UPSERT_OPENING_HOURS_ROWS,
  UPSERT_ORDERS,
  UPSERT_RESTAURANTS,
} from './queries/upsert-replica.js';

/** What a micro-batch of one feed's messages says, in any order. */
export interface ReplicaBatch {
  readonly orders: readonly ReplicaUpdate<OrderFields>[];
  readonly restaurants: readonly ReplicaUpdate<RestaurantFields>[];
  readonly openingHoursRows?: readonly ReplicaUpdate<OpeningHoursRowFields>[];
  readonly closureRows?: readonly ReplicaUpdate<ClosureRowFields>[];
  /** The newest moment (business time) that the batch tells of. */
  readonly asOf?: Date | undefined;
  /** When the newest heartbeat of the batch left the source (machine time). */
  readonly heardAt?: Date | undefined;
  /** What was noticed in messages that were understood all the same. */
  readonly notices?: readonly { readonly cause: string; readonly detail: string }[];
}

/** How many rows a batch changed; the rest was known already. */
export interface AppliedBatch {
  readonly changedOrders: number;
  readonly changedRestaurants: number;
}

interface DerivedHours {
  readonly id: number;
  readonly version: number;
  readonly position: string;
  readonly openingHours: readonly OpeningInterval[];
  readonly closures: readonly { readonly from: string; readonly to: string }[];
}

/** Long enough for the rest of a rewritten set of rows to arrive, short enough not to be felt. */
const SETTLE_MS = 1_000;

/** The replica of the monolith's orders and restaurants in PostgreSQL. */
export class PostgresReplica {
  constructor(
    private readonly database: Database,
    /** Whose progress the watermark shows; undefined for repairs, which are no feed. */
    private readonly feed: { readonly name: string; readonly worker: string } | undefined,
    private readonly settleMs = SETTLE_MS,
  ) {}

  /**
   * Applies a batch in one transaction: upserts guarded by stamp (I1), due times, watermark. Open
   * orders of restaurants with new hours become due once these have settled: see
   * `PostgresDelayedOrders.lookAtNewHours`.
   * Idempotent; safe from any number of workers at once (rows are locked in the order of ids).
   */
  apply(batch: ReplicaBatch): Promise<AppliedBatch> {
    return this.database.transaction((transaction) => this.applyWithin(transaction, batch));
  }

  /** The same within the caller's transaction. */
  async applyWithin(transaction: Queryable, batch: ReplicaBatch): Promise<AppliedBatch> {
    // Orders, rows of hours, restaurants, each by id: one order of locks everywhere, no deadlock.
    const orders = await write(transaction, UPSERT_ORDERS, batch.orders);
    const restaurantsOfRows = await applyRowsOfHours(transaction, batch);
    const restaurants = await this.applyRestaurants(transaction, batch, restaurantsOfRows);
    await this.noteFeed(transaction, batch);
    return { changedOrders: orders.length, changedRestaurants: restaurants.size };
  }

  /** Takes over what is told of restaurants, and derives hours where rows told them. */
  private async applyRestaurants(
    transaction: Queryable,
    { restaurants }: ReplicaBatch,
    ofRows: readonly number[],
  ): Promise<ReadonlySet<number>> {
    const told = restaurants.filter(({ fields }) => fields.rowVersion != null).map(idOf);
    const derivable = [...new Set([...ofRows, ...told])];
    if (derivable.length > 0) {
      await transaction.query(LOCK_RESTAURANTS, [[...restaurants.map(idOf), ...derivable]]);
    }
    const changed = new Set(idsIn(await write(transaction, UPSERT_RESTAURANTS, restaurants)));
    const derived = await deriveHours(transaction, derivable);
    await letSettle(transaction, [...changed], 0);
    await letSettle(transaction, derived, this.settleMs);
    return new Set([...changed, ...derived]);
  }

  private async noteFeed(transaction: Queryable, batch: ReplicaBatch): Promise<void> {
    if (this.feed === undefined) return;
    const { asOf, heardAt, notices = [] } = batch;
    const { name, worker } = this.feed;
    const place = [name, worker, asOf ?? null, heardAt ?? null];
    const [moved] = await transaction.query<{ isNew: boolean }>(MOVE_WATERMARK, place);
    if (moved?.isNew === true) await transaction.query(FORGET_WORKERS, [name]);
    if (notices.length > 0) await transaction.query(KEEP_NOTICES, [name, JSON.stringify(notices)]);
  }
}

/** Keeps rows of hours. @returns whose rows changed. */
async function applyRowsOfHours(transaction: Queryable, batch: ReplicaBatch): Promise<number[]> {
  const { openingHoursRows = [], closureRows = [] } = batch;
  return [
    ...idsIn(await write(transaction, UPSERT_OPENING_HOURS_ROWS, openingHoursRows)),
    ...idsIn(await write(transaction, UPSERT_CLOSURE_ROWS, closureRows)),
  ];
}

/** @returns whose hours became others. */
async function deriveHours(transaction: Queryable, ids: readonly number[]): Promise<number[]> {
  if (ids.length === 0) return [];
  const derived = await transaction.query<DerivedHours>(DERIVE_OPENING_HOURS, [ids]);
  return idsIn(await write(transaction, UPSERT_RESTAURANTS, derived.map(hoursUpdate)));
}

async function letSettle(
  transaction: Queryable,
  ids: readonly number[],
  settleMs: number,
): Promise<void> {
  if (ids.length > 0) await transaction.query(LET_HOURS_SETTLE, [ids, settleMs]);
}

type Written = Readonly<Record<string, number | null>>;

async function write<Fields>(
  transaction: Queryable,
  { sql, json }: Upsert,
  updates: readonly ReplicaUpdate<Fields>[],
): Promise<Written[]> {
  if (updates.length === 0) return [];
  const rows = foldUpdates(updates);
  return transaction.query<Written>(sql, [JSON.stringify(rows.map((row) => json(row)))]);
}

function hoursUpdate(derived: DerivedHours): ReplicaUpdate<RestaurantFields> {
  const { id, version, position, openingHours } = derived;
  const closures = derived.closures.map(({ from, to }) => ({
    from: new Date(from),
    to: new Date(to),
  }));
  return { id, version, position: BigInt(position), fields: { openingHours, closures } };
}

/** The restaurants of written rows; a deleted row of hours may belong to nobody known. */
const idsIn = (written: readonly Written[]): number[] =>
  written.flatMap((row) => row['restaurant_id'] ?? []);

const idOf = ({ id }: { readonly id: number }): number => id;
