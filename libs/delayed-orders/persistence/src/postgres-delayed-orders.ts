import type {
  Decider,
  Decision,
  DelayedOrderNotification,
  DueOrder,
  Freshness,
  FreshnessPolicy,
  Offer,
  Outcome,
  PolicyRole,
} from '@ftgo/delayed-orders-domain';
import { grantWithin } from '@ftgo/delayed-orders-domain';
import type { OutgoingMessage } from '@ftgo/platform-outbox';
import { enqueue } from '@ftgo/platform-outbox';
import type { Database, Queryable } from '@ftgo/platform-postgres';
import {
  decisionRecordRow,
  delayedOrderRow,
  estimateCheckRow,
  notificationRow,
  offerRow,
  outcomeRow,
} from './decision-rows.js';
import type { DueOrderRow } from './due-order-rows.js';
import { loadDueOrders } from './load-due-orders.js';
import { PostgresEstimate, saveLessons } from './postgres-estimate.js';
import { PostgresFeeds } from './postgres-feeds.js';
import { PostgresPolicies } from './postgres-policies.js';
import { CLAIM_DUE_ORDERS } from './queries/claim-due-orders.js';
import {
  HOURS_ARE_SETTLED,
  MAKE_ORDERS_OF_RESTAURANTS_DUE,
  SETTLED_RESTAURANTS,
} from './queries/settled-hours.js';
import {
  RELEASE_EXPIRED_OFFERS,
  SAVE_DECISION_RECORDS,
  SAVE_DELAYED_ORDERS,
  SAVE_DUE_TIMES,
  SAVE_ESTIMATE_CHECKS,
  SAVE_NOTIFICATIONS,
  SAVE_OFFERS,
  SAVE_OUTCOMES,
  SAVE_SHADOW_DELAYED_ORDERS,
} from './queries/save-decisions.js';

/** What one batch wrote; what others had written before is not in it. */
export interface SavedDecisions {
  readonly assessed: number;
  readonly notifications: readonly DelayedOrderNotification[];
  readonly outcomes: readonly Outcome[];
  readonly offersGranted: number;
  readonly offersRefused: number;
  /** Changes of condition, by each policy. */
  readonly changes: readonly { readonly role: PolicyRole; readonly condition: string }[];
  /** Present when nothing was decided because what is known is too old (I7). */
  readonly heldBy?: Freshness | undefined;
}

/** Decides about the batch; pure, and run again when the transaction is repeated. */
export type Decide = (due: readonly DueOrder[], decider: Decider) => readonly Decision[];

/** The command that sends a notification on its way. */
export type ToCommand = (notification: DelayedOrderNotification) => OutgoingMessage;

const RESTAURANTS_AT_ONCE = 100;

const NOTHING: SavedDecisions = {
  assessed: 0,
  notifications: [],
  outcomes: [],
  offersGranted: 0,
  offersRefused: 0,
  changes: [],
};

/** Due orders in, decisions out, each batch in one transaction (I4). */
export class PostgresDelayedOrders {
  private readonly estimate: PostgresEstimate;
  private readonly policies: PostgresPolicies;

  constructor(
    private readonly database: Database,
    private readonly toCommand: ToCommand,
    private readonly budget: { readonly name: string; readonly limitCents: number },
    private readonly freshness: FreshnessPolicy,
  ) {
    this.estimate = new PostgresEstimate(database);
    this.policies = new PostgresPolicies(database);
  }

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

  /** The same after a policy has been put into force, some orders at a time. */
  lookAtNewPolicy(): Promise<boolean> {
    return this.policies.lookAtNewPolicy();
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
      const rows = await transaction.query<DueOrderRow>(CLAIM_DUE_ORDERS, [now, limit]);
      if (rows.length === 0) return NOTHING;
      const { live, shadow } = await this.policies.inForce(transaction);
      const due = await loadDueOrders(transaction, rows, shadow !== undefined);
      const estimator = await this.estimate.estimatorAt(now);
      return this.save(transaction, decide(due, { estimator, live, shadow, now }));
    });
  }

  /** Offers and what depends on them come last: the budget's row is what all batches share. */
  private async save(
    transaction: Queryable,
    decisions: readonly Decision[],
  ): Promise<SavedDecisions> {
    const records = decisions.flatMap((decision) => decision.records);
    await write(transaction, SAVE_DELAYED_ORDERS, rowsOf(decisions, 'delayed', delayedOrderRow));
    await write(
      transaction,
      SAVE_SHADOW_DELAYED_ORDERS,
      rowsOf(decisions, 'shadow', delayedOrderRow),
    );
    await write(transaction, SAVE_ESTIMATE_CHECKS, rowsOf(decisions, 'check', estimateCheckRow));
    await write(transaction, SAVE_DECISION_RECORDS, records.map(decisionRecordRow));
    const outcomes = await saveOutcomes(transaction, decisions);
    await saveLessons(
      transaction,
      decisions.flatMap(({ lessons }) => lessons),
    );
    await write(
      transaction,
      SAVE_DUE_TIMES,
      decisions.map(({ orderId, dueAt, taught }) => ({ order_id: orderId, due_at: dueAt, taught })),
    );
    const offers = decisions.flatMap((decision) => decision.offer ?? []);
    const granted = await this.grant(transaction, offers);
    const notifications = await this.saveNotifications(transaction, decisions, granted);
    return {
      assessed: decisions.length,
      notifications,
      outcomes,
      offersGranted: granted.length,
      offersRefused: offers.length - granted.length,
      changes: records
        .filter((record) => record.condition !== record.conditionBefore)
        .map(({ role, condition }) => ({ role, condition })),
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
  return ended.filter((outcome) => fresh.has(outcome.orderId));
}

/** The rows of what some decisions have and others have not. */
function rowsOf<Part extends 'delayed' | 'shadow' | 'check'>(
  decisions: readonly Decision[],
  part: Part,
  toRow: (value: NonNullable<Decision[Part]>) => object,
): object[] {
  return decisions.flatMap((decision) => {
    const value = decision[part];
    return value === undefined || value === null ? [] : [toRow(value)];
  });
}

function write<Row extends object>(
  transaction: Queryable,
  sql: string,
  rows: readonly object[],
): Promise<Row[]> {
  if (rows.length === 0) return Promise.resolve([]);
  return transaction.query<Row>(sql, [JSON.stringify(rows)]);
}
