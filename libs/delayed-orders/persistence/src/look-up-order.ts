import type {
  Decider,
  DecisionRecord,
  DelayedOrderNotification,
  DueOrder,
  NotificationState,
  Receipt,
} from '@ftgo/delayed-orders-domain';
import type { Database, Queryable } from '@ftgo/platform-postgres';
import type { DueOrderRow } from './due-order-rows.js';
import { loadDueOrders } from './load-due-orders.js';
import { decisionsAbout } from './postgres-decision-records.js';
import { readEstimator } from './postgres-estimate.js';
import { PostgresPolicies } from './postgres-policies.js';
import { LOOK_UP_NOTICES, LOOK_UP_OFFER, LOOK_UP_ORDER } from './queries/look-up-order.js';

/** A notice with what became of it. */
export interface KnownNotice extends Pick<
  DelayedOrderNotification,
  'promiseGeneration' | 'condition' | 'audience' | 'channel' | 'reason' | 'decidedAt' | 'useBy'
> {
  readonly state: NotificationState;
  /** Why it was not sent, or not yet; a code, never an address (I8). */
  readonly cause: string | null;
  readonly attempt: number;
  /** What the provider said afterwards. */
  readonly receipt: Receipt | null;
  readonly retryAt: Date | null;
  readonly settledAt: Date | null;
}

export interface KnownOffer {
  readonly amountCents: number;
  readonly currency: string;
  readonly expiresAt: Date;
  readonly acceptedAt: Date | null;
  readonly releasedAt: Date | null;
}

/** Everything that is known of an order, as it was at one instant. */
export interface KnownOrder {
  /** What a scanner would be handed, were the order due… */
  readonly due: DueOrder;
  /** …and by what it would decide now. */
  readonly decider: Decider;
  /** When it is looked at again; undefined: only when something is heard. */
  readonly dueAt: Date | undefined;
  readonly decisions: readonly DecisionRecord[];
  readonly notices: readonly KnownNotice[];
  readonly offer: KnownOffer | undefined;
}

/** @returns undefined where no message told of the order. Changes nothing and locks nothing. */
export function lookUpOrder(database: Database, orderId: number): Promise<KnownOrder | undefined> {
  return database.transaction(async (transaction) => {
    // One snapshot: or a notice could be seen whose decision is not.
    await transaction.query('set transaction isolation level repeatable read, read only');
    const [row] = await transaction.query<LookedUpRow>(LOOK_UP_ORDER, [orderId]);
    if (row === undefined) return undefined;
    const [due] = await loadDueOrders(transaction, [row], true);
    if (due === undefined) throw new Error('a claimed order is not loaded');
    const policies = await new PostgresPolicies(database).inForce(transaction);
    const estimator = await readEstimator(transaction);
    return {
      due,
      decider: { ...policies, estimator, now: row.now },
      dueAt: row.next_assessment_at ?? undefined,
      decisions: await decisionsAbout(transaction, orderId),
      ...(await whatWasTold(transaction, orderId)),
    };
  });
}

interface LookedUpRow extends DueOrderRow {
  readonly next_assessment_at: Date | null;
  readonly now: Date;
}

async function whatWasTold(
  transaction: Queryable,
  orderId: number,
): Promise<Pick<KnownOrder, 'notices' | 'offer'>> {
  const notices = await transaction.query<KnownNotice>(LOOK_UP_NOTICES, [orderId]);
  const [offer] = await transaction.query<KnownOffer>(LOOK_UP_OFFER, [orderId]);
  return { notices, offer };
}
