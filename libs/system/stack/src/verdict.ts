import type { Queryable } from '@ftgo/platform-postgres';
import type { CaughtMail } from './mail-catcher.js';
import type { SimulatedOrder } from './simulator.js';

/** One notification as the ledger has it. */
export interface LedgerEntry {
  readonly orderId: number;
  readonly notificationId: string;
  readonly promiseGeneration: number;
  readonly condition: 'AT_RISK' | 'LATE' | 'UNDELIVERABLE';
  readonly audience: 'CUSTOMER' | 'CUSTOMER_SERVICE';
  readonly channel: string;
  readonly reason: string;
  readonly state: string;
  readonly cause: string | null;
  readonly decidedAt: Date;
}

/** One broken rule. */
export interface Breach {
  readonly rule: string;
  readonly orderId: number;
  readonly what: string;
}

export interface Evidence {
  /** What really happened, as the monolith knows it. */
  readonly orders: readonly SimulatedOrder[];
  readonly ledger: readonly LedgerEntry[];
  readonly mails: readonly CaughtMail[];
  /** Orders with an outcome. */
  readonly outcomes: ReadonlySet<number>;
  readonly graceMinutes: number;
  /**
   * Business minutes that pass while a message is under way: events that close upon a limit may
   * rightly be seen on either side of it.
   */
  readonly slackMinutes: number;
}

const MINUTE_MS = 60_000;

/** Reads the ledger whole. */
export function readLedger(database: Queryable): Promise<LedgerEntry[]> {
  return database.query<LedgerEntry>(
    `select order_id as "orderId", notification_id as "notificationId",
       promise_generation as "promiseGeneration", condition, audience, channel, reason, state,
       cause, decided_at as "decidedAt"
     from delayed_order_notification order by order_id, decided_at, audience`,
  );
}

/** Which orders have an outcome. */
export async function readOutcomes(database: Queryable): Promise<Set<number>> {
  const rows = await database.query<{ order_id: number }>('select order_id from order_outcome');
  return new Set(rows.map((row) => row.order_id));
}

/**
 * Holds what was told against what happened: every order that had to be told was, nobody was
 * told what was not true, and each notice was accepted exactly once by the mail server (I3, I5).
 */
export function findBreaches(evidence: Evidence): Breach[] {
  const byOrder = Map.groupBy(evidence.ledger, (entry) => entry.orderId);
  return [
    ...evidence.orders.flatMap((order) => [
      ...lateBreaches(order, byOrder.get(order.orderId) ?? [], evidence),
      ...undeliverableBreaches(order, byOrder.get(order.orderId) ?? [], evidence),
      ...outcomeBreaches(order, evidence),
    ]),
    ...ledgerBreaches(evidence.ledger),
    ...mailBreaches(evidence),
  ];
}

const breach = (rule: string, orderId: number, what: string): Breach => ({ rule, orderId, what });

function told(
  entries: readonly LedgerEntry[],
  condition: LedgerEntry['condition'],
): LedgerEntry | undefined {
  return entries.find((entry) => entry.condition === condition && entry.audience === 'CUSTOMER');
}

function lateBreaches(
  order: SimulatedOrder,
  entries: readonly LedgerEntry[],
  { graceMinutes, slackMinutes }: Evidence,
): Breach[] {
  const late = told(entries, 'LATE');
  if (order.promisedAt === null) {
    return late === undefined
      ? []
      : [breach('no promise, no lateness', order.orderId, 'told LATE')];
  }
  const limit = Date.parse(order.promisedAt) + graceMinutes * MINUTE_MS;
  const slack = slackMinutes * MINUTE_MS;
  const end = Date.parse(order.deliveredAt ?? order.cancelledAt ?? '2999-12-31T00:00:00Z');
  const undeliverable = told(entries, 'UNDELIVERABLE');
  if (late !== undefined) {
    const decidedAt = late.decidedAt.getTime();
    if (decidedAt < limit)
      return [breach('LATE only after the promise', order.orderId, 'too soon')];
    if (end < decidedAt - slack) {
      return [breach('LATE only while it is true', order.orderId, 'it had ended before')];
    }
  }
  const hadToBeTold = end > limit + slack && undeliverable === undefined;
  if (!hadToBeTold || late?.state === 'SENT') return [];
  return [breach('every late order is told', order.orderId, `LATE is ${stateOf(late)}`)];
}

function undeliverableBreaches(
  order: SimulatedOrder,
  entries: readonly LedgerEntry[],
  { slackMinutes }: Evidence,
): Breach[] {
  const entry = told(entries, 'UNDELIVERABLE');
  const isUndeliverable = order.cancelledBy === 'RESTAURANT' || order.stoppedByClosingAt !== null;
  if (isUndeliverable) {
    const isWithdrawn = entry?.cause === 'CANCELLED' && order.cancelledBy === 'CONSUMER';
    if (entry?.state === 'SENT' || isWithdrawn) return [];
    return [
      breach(
        'every undeliverable order is told',
        order.orderId,
        `UNDELIVERABLE is ${stateOf(entry)}`,
      ),
    ];
  }
  if (entry === undefined || order.pickedUpAt === null) return [];
  const pickedUpBefore =
    Date.parse(order.pickedUpAt) < entry.decidedAt.getTime() - slackMinutes * MINUTE_MS;
  return pickedUpBefore
    ? [breach('UNDELIVERABLE only before the pick-up', order.orderId, 'it was picked up before')]
    : [];
}

function outcomeBreaches(order: SimulatedOrder, { outcomes }: Evidence): Breach[] {
  const hasEnded = order.deliveredAt !== null || order.cancelledAt !== null;
  return hasEnded === outcomes.has(order.orderId)
    ? []
    : [breach('one outcome for each ended order', order.orderId, 'outcome missing or too early')];
}

function ledgerBreaches(ledger: readonly LedgerEntry[]): Breach[] {
  const keys = new Set<string>();
  return ledger.flatMap((entry) => {
    const { orderId, promiseGeneration, condition, audience, channel, state } = entry;
    const key = [orderId, promiseGeneration, condition, audience, channel].join(' ');
    const isSecond = keys.has(key);
    keys.add(key);
    return [
      ...(isSecond ? [breach('one notification per effect key', orderId, key)] : []),
      ...(['SENT', 'SUPPRESSED', 'UNKNOWN'].includes(state)
        ? []
        : [breach('every notification is settled', orderId, `${condition} is ${state}`)]),
    ];
  });
}

/** At the mail server: each SENT notice once, each suppressed one never, an ambiguous one ≤ 2. */
function mailBreaches({ ledger, mails }: Evidence): Breach[] {
  const copies = new Map<string, number>();
  for (const { messageId } of mails) {
    const id = messageId.replace(/^<|@.*$/g, '');
    copies.set(id, (copies.get(id) ?? 0) + 1);
  }
  const breaches = ledger.flatMap((entry) => {
    const count = copies.get(entry.notificationId) ?? 0;
    copies.delete(entry.notificationId);
    const isAmbiguous = entry.cause === 'sender.died' || entry.state === 'UNKNOWN';
    const [least, most] =
      entry.state === 'SENT' ? [1, isAmbiguous ? 2 : 1] : [0, isAmbiguous ? 2 : 0];
    return count >= least && count <= most
      ? []
      : [breach('each notice arrives once', entry.orderId, `${entry.state}, ${count} copies`)];
  });
  const strangers = [...copies.keys()].map((id) =>
    breach('no mail of nobody', 0, `Message-ID ${id}`),
  );
  return [...breaches, ...strangers];
}

const stateOf = (entry: LedgerEntry | undefined): string =>
  entry === undefined ? 'missing' : `${entry.state} ${entry.cause ?? ''}`.trim();
