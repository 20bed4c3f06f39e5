import type {
  Decision,
  DelayedOrderNotification,
  DueOrder,
  Freshness,
  FreshnessPolicy,
  Offer,
  Outcome,
  RemainingTimeCount,
} from '@ftgo/delayed-orders-domain';
import { grantWithin } from '@ftgo/delayed-orders-domain';
import type { OutgoingMessage } from '@ftgo/platform-outbox';
import { enqueue } from '@ftgo/platform-outbox';
import type { Database, Queryable } from '@ftgo/platform-postgres';
import { delayedOrderRow, notificationRow, offerRow, outcomeRow } from './decision-rows.js';
import type { DelayedOrderRow, OrderRow, RestaurantRow } from './order-row.js';
import { toDelayedOrder, toOrder, toRestaurant } from './order-row.js';
import { PostgresFeeds } from './postgres-feeds.js';
import { CLAIM_DUE_ORDERS } from './queries/claim-due-orders.js';
import {
  HOURS_ARE_SETTLED,
  MAKE_ORDERS_OF_RESTAURANTS_DUE,
  SETTLED_RESTAURANTS,
} from './queries/settled-hours.js';
import {
  LEARN,
  RELEASE_EXPIRED_OFFERS,
  SAVE_DELAYED_ORDERS,
  SAVE_DUE_TIMES,
  SAVE_NOTIFICATIONS,
  SAVE_OFFERS,
  SAVE_OUTCOMES,
} from './queries/save-decisions.js';

/** What one batch wrote; what others had written before is not in it. */
export interface SavedDecisions {
  readonly assessed: number;
  readonly notifications: readonly DelayedOrderNotification[];
  readonly outcomes: readonly Outcome[];
  readonly offersGranted: number;
  readonly offersRefused: number;
  /** Present when nothing was decided because what is known is too old (I7). */
  readonly heldBy?: Freshness | undefined;
}

/** Decides about the batch; pure, and run again when the transaction is repeated. */
export type Decide = (
  due: readonly DueOrder[],
  counts: readonly RemainingTimeCount[],
  now: Date,
) => readonly Decision[];

/** The command that sends a notification on its way. */
export type ToCommand = (notification: DelayedOrderNotification) => OutgoingMessage;

const RESTAURANTS_AT_ONCE = 100;

const NOTHING: SavedDecisions = {
  assessed: 0,
  notifications: [],
  outcomes: [],
  offersGranted: 0,
  offersRefused: 0,
};

/** Due orders in, decisions out, each batch in one transaction (I4). */
export class PostgresDelayedOrders {
  constructor(
    private readonly database: Database,
    private readonly toCommand: ToCommand,
    private readonly budget: { readonly name: string; readonly limitCents: number },
    private readonly freshness: FreshnessPolicy,
  ) {}

  /** Makes sure that the budget exists with the configured limit; never below what is reserved. */
  async openBudget(): Promise<void> {
    await this.database.query(
      `insert into offer_budget as b (budget, limit_cents) values ($1, $2)
       on conflict (budget) do update set limit_cents = greatest(excluded.limit_cents, b.reserved_cents)`,
      [this.budget.name, this.budget.limitCents],
    );
  }

  /** How many orders are due now; counts no further than 10,000. */
  async countDue(): Promise<number> {
    const [row] = await this.database.query<{ due: number }>(
      `select count(*)::int as due from
         (select from order_replica where next_assessment_at <= app_now() limit 10000) as first`,
    );
    return row?.due ?? 0;
  }

  /** What is left of the budget for offers. */
  async remainingBudgetCents(): Promise<number> {
    const [row] = await this.database.query<{ cents: number }>(
      'select limit_cents - reserved_cents as cents from offer_budget where budget = $1',
      [this.budget.name],
    );
    return row?.cents ?? 0;
  }

  /**
   * Makes the open orders of restaurants whose new hours have settled due at once. Idempotent; any
   * number of scanners may do it. @returns true when there may be more.
   */
  async lookAtNewHours(): Promise<boolean> {
    return this.database.transaction(async (transaction) => {
      const settled = await transaction.query<{ id: number; settledAt: string }>(
        SETTLED_RESTAURANTS,
        [RESTAURANTS_AT_ONCE],
      );
      if (settled.length === 0) return false;
      const ids = settled.map(({ id }) => id);
      await transaction.query(MAKE_ORDERS_OF_RESTAURANTS_DUE, [ids]);
      await transaction.query(HOURS_ARE_SETTLED, [ids, settled.map(({ settledAt }) => settledAt)]);
      return settled.length === RESTAURANTS_AT_ONCE;
    });
  }

  /** Gives back what expired offers had reserved (I9). @returns how many were released. */
  async releaseExpiredOffers(): Promise<number> {
    const [row] = await this.database.query<{ released: number }>(RELEASE_EXPIRED_OFFERS, [
      this.budget.name,
    ]);
    return row?.released ?? 0;
  }

  /**
   * Takes up to `limit` due orders, lets `decide` decide, and saves everything. While an expected
   * feed is stale nothing is taken: the orders stay due and are decided on the caught-up state (I7).
   */
  async assessDue(limit: number, decide: Decide): Promise<SavedDecisions> {
    return this.database.transaction(async (transaction) => {
      const freshness = await new PostgresFeeds(transaction, this.freshness).freshness();
      if (freshness.isStale) return { ...NOTHING, heldBy: freshness };
      const now = await businessTime(transaction);
      const rows = await transaction.query<OrderRow>(CLAIM_DUE_ORDERS, [now, limit]);
      if (rows.length === 0) return NOTHING;
      const due = await this.withSurroundings(transaction, rows);
      const counts = await this.countsBefore(transaction, now);
      return this.save(transaction, decide(due, counts, now));
    });
  }

  private async withSurroundings(
    transaction: Queryable,
    rows: readonly OrderRow[],
  ): Promise<DueOrder[]> {
    const restaurantIds = [...new Set(rows.map((row) => row.restaurant_id))];
    const restaurants = await transaction.query<RestaurantRow>(
      `select restaurant_id, version, name, time_zone, opening_hours, closures
       from restaurant_replica where restaurant_id = any($1::bigint[])`,
      [restaurantIds],
    );
    const delayed = await transaction.query<DelayedOrderRow>(
      'select * from delayed_order where order_id = any($1::bigint[])',
      [rows.map((row) => row.order_id)],
    );
    const restaurantOf = new Map(restaurants.map((row) => [row.restaurant_id, toRestaurant(row)]));
    const delayedOf = new Map(delayed.map((row) => [row.order_id, toDelayedOrder(row)]));
    return rows.map((row) => ({
      order: toOrder(row),
      restaurant: restaurantOf.get(row.restaurant_id ?? 0),
      delayed: delayedOf.get(row.order_id),
    }));
  }

  /** An hour counts once it is over: all scanners then estimate alike, whoever learnt first. */
  private countsBefore(transaction: Queryable, now: Date): Promise<RemainingTimeCount[]> {
    return transaction.query<RemainingTimeCount>(
      `select stage, minutes, sum(count)::bigint as count from remaining_time_count
       where learnt_in < date_trunc('hour', $1::timestamptz) group by stage, minutes`,
      [now],
    );
  }

  private async save(
    transaction: Queryable,
    decisions: readonly Decision[],
  ): Promise<SavedDecisions> {
    const delayed = decisions.flatMap((decision) => decision.delayed ?? []);
    await write(transaction, SAVE_DELAYED_ORDERS, delayed.map(delayedOrderRow));
    const offers = decisions.flatMap((decision) => decision.offer ?? []);
    const granted = await this.grant(transaction, offers);
    const notifications = await this.saveNotifications(transaction, decisions, granted);
    const outcomes = await saveOutcomes(transaction, decisions);
    await write(
      transaction,
      SAVE_DUE_TIMES,
      decisions.map(({ orderId, dueAt }) => ({ order_id: orderId, due_at: dueAt })),
    );
    return {
      assessed: decisions.length,
      notifications,
      outcomes,
      offersGranted: granted.length,
      offersRefused: offers.length - granted.length,
    };
  }

  /** Reserves what the budget can bear; its row is locked last, after all order rows (I9). */
  private async grant(transaction: Queryable, offers: readonly Offer[]): Promise<Offer[]> {
    if (offers.length === 0) return [];
    const made = await transaction.query<{ order_id: number }>(
      'select order_id from offer where order_id = any($1::bigint[])',
      [offers.map((offer) => offer.orderId)],
    );
    const hasOne = new Set(made.map((row) => row.order_id));
    const [budget] = await transaction.query<{ remaining: number }>(
      'select limit_cents - reserved_cents as remaining from offer_budget where budget = $1 for update',
      [this.budget.name],
    );
    const asked = offers.filter((offer) => !hasOne.has(offer.orderId));
    const granted = grantWithin(budget?.remaining ?? 0, asked);
    const reservedCents = granted.reduce((sum, offer) => sum + offer.amountCents, 0);
    await transaction.query(
      'update offer_budget set reserved_cents = reserved_cents + $2 where budget = $1',
      [this.budget.name, reservedCents],
    );
    await write(transaction, SAVE_OFFERS, granted.map(offerRow));
    return granted;
  }

  private async saveNotifications(
    transaction: Queryable,
    decisions: readonly Decision[],
    granted: readonly Offer[],
  ): Promise<DelayedOrderNotification[]> {
    const grantedIds = new Set(granted.map((offer) => offer.id));
    const wanted = decisions
      .flatMap((decision) => decision.notifications)
      .map((notification) => {
        const hasOffer = notification.offerId !== undefined && grantedIds.has(notification.offerId);
        return hasOffer ? notification : { ...notification, offerId: undefined };
      });
    const written = await write<{ notification_id: string }>(
      transaction,
      SAVE_NOTIFICATIONS,
      wanted.map(notificationRow),
    );
    const writtenIds = new Set(written.map((row) => row.notification_id));
    const saved = wanted.filter((notification) => writtenIds.has(notification.id));
    await enqueue(transaction, saved.map(this.toCommand));
    return saved;
  }
}

/** The business clock of the service's database (I10). */
export async function businessTime(database: Queryable): Promise<Date> {
  const [row] = await database.query<{ now: Date }>('select app_now() as now');
  if (row === undefined) throw new Error('app_now() gave no row');
  return row.now;
}

async function saveOutcomes(
  transaction: Queryable,
  decisions: readonly Decision[],
): Promise<Outcome[]> {
  const ended = decisions.flatMap((decision) => decision.outcome ?? []);
  const written = await write<{ order_id: number }>(
    transaction,
    SAVE_OUTCOMES,
    ended.map(outcomeRow),
  );
  const fresh = new Set(written.map((row) => row.order_id));
  await write(transaction, LEARN, lessonRows(decisions.filter((d) => fresh.has(d.orderId))));
  return ended.filter((outcome) => fresh.has(outcome.orderId));
}

/** Added up and sorted, so that no statement touches a row twice and no two deadlock. */
function lessonRows(decisions: readonly Decision[]): object[] {
  const rows = new Map<
    string,
    { stage: string; minutes: number; learnt_in: Date; count: number }
  >();
  for (const { lessons, outcome } of decisions) {
    if (outcome === undefined) continue;
    const hour = new Date(Math.floor(outcome.endedAt.getTime() / 3_600_000) * 3_600_000);
    for (const { stage, minutes, count } of lessons) {
      const key = `${stage} ${String(minutes).padStart(6, '0')} ${hour.toISOString()}`;
      const row = rows.get(key) ?? { stage, minutes, learnt_in: hour, count: 0 };
      rows.set(key, { ...row, count: row.count + count });
    }
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function write<Row extends object>(
  transaction: Queryable,
  sql: string,
  rows: readonly object[],
): Promise<Row[]> {
  if (rows.length === 0) return Promise.resolve([]);
  return transaction.query<Row>(sql, [JSON.stringify(rows)]);
}
