import type { Queryable } from '@ftgo/platform-postgres';
import type { CaughtMail } from './mail-catcher.js';
import type { SimulatedOrder } from './simulator.js';

/** One notification as the ledger has it. */
export interface LedgerEntry {
  readonly orderId: number;
  readonly notificationId: string;
  readonly promiseGeneration: number;
  readonly condition: 'AT_RISK' | 'LATE' | 'UNDELIVERABLE' | 'RECOVERED';
  readonly audience: 'CUSTOMER' | 'CUSTOMER_SERVICE' | 'SUBSCRIBER';
  readonly channel: string;
  readonly reason: string;
  readonly state: string;
  readonly cause: string | null;
  /** The notification whose message told of this one, too: an incident’s. */
  readonly carriedBy: string | null;
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
const FOREVER = '2999-12-31T00:00:00Z';

/** Reads the ledger whole. */
export function readLedger(database: Queryable): Promise<LedgerEntry[]> {
  return database.query<LedgerEntry>(
    `select order_id as "orderId", notification_id as "notificationId",
       promise_generation as "promiseGeneration", condition, audience, channel, reason, state,
       cause, carried_by as "carriedBy", decided_at as "decidedAt"
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
      ...riskBreaches(order, byOrder.get(order.orderId) ?? [], evidence),
      ...lateBreaches(order, byOrder.get(order.orderId) ?? [], evidence),
      ...undeliverableBreaches(order, byOrder.get(order.orderId) ?? [], evidence),
      ...outcomeBreaches(order, evidence),
    ]),
    ...[...byOrder.values()].flatMap(recoveryBreaches),
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

/** Until the grace is over an order isn't LATE, so that long it may be said to be AT_RISK. */
function riskBreaches(
  order: SimulatedOrder,
  entries: readonly LedgerEntry[],
  { graceMinutes, slackMinutes }: Evidence,
): Breach[] {
  const slack = slackMinutes * MINUTE_MS;
  const lateAt = Date.parse(order.promisedAt ?? FOREVER) + graceMinutes * MINUTE_MS;
  return entries
    .filter(({ condition }) => condition === 'AT_RISK')
    .flatMap(({ audience, decidedAt }) => {
      const at = decidedAt.getTime() - slack;
      if (order.promisedAt === null)
        return [breach('no promise, no risk', order.orderId, `${audience} told AT_RISK`)];
      if (at > lateAt)
        return [
          breach('AT_RISK only before it is late', order.orderId, `${audience} told too late`),
        ];
      if (at > endOf(order))
        return [breach('AT_RISK only while it is open', order.orderId, 'it had ended before')];
      return [];
    });
}

/** All is well again only for whoever was told that it was not. */
function recoveryBreaches(entries: readonly LedgerEntry[]): Breach[] {
  const told = entries.filter(({ state }) => state !== 'SUPPRESSED');
  return told
    .filter(({ condition }) => condition === 'RECOVERED')
    .filter((recovery) => !told.some((entry) => isBadNewsBefore(entry, recovery)))
    .map(({ orderId, audience }) =>
      breach('RECOVERED only after bad news', orderId, `${audience} had been told nothing`),
    );
}

const isBadNewsBefore = (entry: LedgerEntry, recovery: LedgerEntry): boolean =>
  entry.condition !== 'RECOVERED' &&
  entry.audience === recovery.audience &&
  entry.decidedAt <= recovery.decidedAt;

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
  const end = endOf(order);
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
  if (!hadToBeTold || wasTold(late)) return [];
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
    if (wasTold(entry) || isWithdrawn) return [];
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
      // What is GROUPED waits for its incident’s next message.
      ...(['SENT', 'SUPPRESSED', 'UNKNOWN', 'GROUPED'].includes(state)
        ? []
        : [breach('every notification is settled', orderId, `${condition} is ${state}`)]),
    ];
  });
}

/**
 * At the mail server: each SENT notice once, each suppressed one never, an ambiguous one ≤ 2; those
 * that an incident’s message told of never by themselves, and that message once.
 */
function mailBreaches({ ledger, mails }: Evidence): Breach[] {
  const copies = new Map<string, number>();
  for (const { messageId } of mails) {
    const id = messageId.replace(/^<|@.*$/g, '');
    copies.set(id, (copies.get(id) ?? 0) + 1);
  }
  const byMail = ledger.filter(({ channel }) => channel === 'EMAIL');
  const breaches = byMail.flatMap((entry) => {
    const count = copies.get(entry.notificationId) ?? 0;
    copies.delete(entry.notificationId);
    const isAlone = entry.carriedBy === null;
    const isAmbiguous = isAlone && (entry.cause === 'sender.died' || entry.state === 'UNKNOWN');
    const [least, most] =
      entry.state === 'SENT' && isAlone ? [1, isAmbiguous ? 2 : 1] : [0, isAmbiguous ? 2 : 0];
    return count >= least && count <= most
      ? []
      : [breach('each notice arrives once', entry.orderId, `${entry.state}, ${count} copies`)];
  });
  const strangers = [...copies.keys()].map((id) =>
    breach('no mail of nobody', 0, `Message-ID ${id}`),
  );
  return [...breaches, ...strangers];
}

const endOf = ({ deliveredAt, cancelledAt }: SimulatedOrder): number =>
  Date.parse(deliveredAt ?? cancelledAt ?? FOREVER);

/** As far as anybody can know: after an ambiguous send the notice may have arrived (I5). */
const wasTold = (entry: LedgerEntry | undefined): boolean =>
  entry?.state === 'SENT' || entry?.state === 'UNKNOWN';

const stateOf = (entry: LedgerEntry | undefined): string =>
  entry === undefined ? 'missing' : `${entry.state} ${entry.cause ?? ''}`.trim();
