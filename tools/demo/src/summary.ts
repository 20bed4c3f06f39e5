import type { Breach, LedgerEntry, SimulatedOrder } from '@ftgo/system-stack';

/** The demo's result; what `--json` writes. */
export interface Summary {
  readonly orders: number;
  readonly delivered: number;
  readonly cancelled: number;
  readonly neverEnded: number;
  readonly lateInTruth: number;
  readonly undeliverableInTruth: number;
  readonly speed: number;
  readonly slackMinutes: number;
  readonly messages: number;
  readonly messagesPerSecond: number;
  readonly mails: number;
  readonly notifications: Readonly<Record<string, number>>;
  readonly toldLate: { readonly customers: number; readonly minutesAfterPromise: Spread | null };
  readonly toldAtRisk: {
    readonly customers: number;
    readonly minutesBeforePromise: Spread | null;
    readonly wereLate: number;
  };
  readonly toldRecovered: { readonly customers: number };
  readonly toldUndeliverable: {
    readonly customers: number;
    readonly reasons: Readonly<Record<string, number>>;
  };
  readonly offers: { readonly made: number; readonly totalCents: number };
  readonly breaches: readonly Breach[];
  readonly seconds: number;
}

export interface Spread {
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

export interface SummaryInput {
  readonly orders: readonly SimulatedOrder[];
  readonly ledger: readonly LedgerEntry[];
  readonly offers: { readonly made: number; readonly totalCents: number };
  readonly mails: number;
  readonly messages: number;
  readonly speed: number;
  readonly slackMinutes: number;
  readonly seconds: number;
  readonly breaches: readonly Breach[];
}

/** Counts; decides nothing. */
export function summarize(input: SummaryInput): Summary {
  const { orders, ledger, messages, seconds } = input;
  const sentToCustomers = (condition: LedgerEntry['condition']): LedgerEntry[] =>
    ledger.filter(
      (entry) =>
        entry.condition === condition && entry.audience === 'CUSTOMER' && entry.state === 'SENT',
    );
  const late = new Set(orders.filter(isLate).map((order) => order.orderId));
  const promises = new Map(orders.map((order) => [order.orderId, order.promisedAt]));
  const atRisk = sentToCustomers('AT_RISK');
  return {
    orders: orders.length,
    delivered: orders.filter((order) => order.deliveredAt !== null).length,
    cancelled: orders.filter((order) => order.cancelledAt !== null).length,
    neverEnded: orders.filter((o) => o.deliveredAt === null && o.cancelledAt === null).length,
    lateInTruth: late.size,
    undeliverableInTruth: orders.filter(
      (order) => order.cancelledBy === 'RESTAURANT' || order.stoppedByClosingAt !== null,
    ).length,
    speed: input.speed,
    slackMinutes: input.slackMinutes,
    messages,
    messagesPerSecond: Math.round((messages / seconds) * 10) / 10,
    mails: input.mails,
    notifications: countBy(ledger, ({ state }) => state),
    toldLate: {
      customers: sentToCustomers('LATE').length,
      minutesAfterPromise: spread(sentToCustomers('LATE'), promises, 1),
    },
    toldAtRisk: {
      customers: atRisk.length,
      minutesBeforePromise: spread(atRisk, promises, -1),
      wereLate: atRisk.filter((entry) => late.has(entry.orderId)).length,
    },
    toldRecovered: { customers: sentToCustomers('RECOVERED').length },
    toldUndeliverable: {
      customers: sentToCustomers('UNDELIVERABLE').length,
      reasons: countBy(sentToCustomers('UNDELIVERABLE'), ({ reason }) => reason),
    },
    offers: input.offers,
    breaches: input.breaches,
    seconds: Math.round(seconds * 10) / 10,
  };
}

function countBy<T>(all: readonly T[], key: (each: T) => string): Record<string, number> {
  return Object.fromEntries(
    [...Map.groupBy(all, key)].map(([name, group]) => [name, group.length]),
  );
}

function isLate({ promisedAt, deliveredAt }: SimulatedOrder): boolean {
  return promisedAt !== null && deliveredAt !== null && deliveredAt > promisedAt;
}

/** Minutes from the promise to the decision, times `sign`. */
function spread(
  entries: readonly LedgerEntry[],
  promises: ReadonlyMap<number, string | null>,
  sign: 1 | -1,
): Spread | null {
  const minutes = entries
    .flatMap(({ orderId, decidedAt }) => {
      const promisedAt = promises.get(orderId);
      return promisedAt == null
        ? []
        : [(sign * (decidedAt.getTime() - Date.parse(promisedAt))) / 60_000];
    })
    .sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round((minutes[Math.floor(share * (minutes.length - 1))] ?? 0) * 10) / 10;
  return minutes.length === 0 ? null : { least: at(0), median: at(0.5), most: at(1) };
}

/** The summary for people. */
export function describe(summary: Summary): string {
  const { toldLate, toldAtRisk, toldUndeliverable, breaches, notifications } = summary;
  const range = (spread: Spread | null): string =>
    spread === null ? '' : ` (${spread.least} / ${spread.median} / ${spread.most})`;
  const counts = (of: Readonly<Record<string, number>>): string =>
    Object.entries(of)
      .map(([name, n]) => `${name.toLowerCase().replaceAll('_', ' ')} ${n}`)
      .join(', ');
  return [
    '',
    `Orders            ${summary.orders}: delivered ${summary.delivered}, cancelled ${summary.cancelled}, never ended ${summary.neverEnded}`,
    `In truth          late ${summary.lateInTruth}, undeliverable ${summary.undeliverableInTruth}`,
    `Told of a risk    ${toldAtRisk.customers} customers, ${toldAtRisk.wereLate} of them late in the end`,
    `                  minutes before the promise, least / median / most${range(toldAtRisk.minutesBeforePromise)}`,
    `Told it is late   ${toldLate.customers} customers, minutes after the promise${range(toldLate.minutesAfterPromise)}`,
    `Told it recovered ${summary.toldRecovered.customers} customers`,
    `Told undeliverable ${toldUndeliverable.customers} customers: ${counts(toldUndeliverable.reasons)}`,
    `Offers            ${summary.offers.made}, together ${(summary.offers.totalCents / 100).toFixed(2)}`,
    `Notifications     ${counts(notifications)}; e-mails at the mail server: ${summary.mails}`,
    `Messages          ${summary.messages} in ${summary.seconds} s (${summary.messagesPerSecond}/s)`,
    '',
    ...(breaches.length === 0
      ? ['Every rule held: who had to be told was told, nobody else, and once.']
      : [
          `RULES BROKEN: ${breaches.length}`,
          ...breaches
            .slice(0, 20)
            .map(({ rule, orderId, what }) => `  order ${orderId}: ${rule}: ${what}`),
        ]),
    '',
  ].join('\n');
}
