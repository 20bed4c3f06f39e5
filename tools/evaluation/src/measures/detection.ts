import type { ToldCondition } from '@ftgo/delayed-orders-domain';
import type { OrderRecord } from '../replay/order-record.js';
import { mean, quantile } from './quantile.js';
import type { Watch } from './watch.js';

/** One order and what a policy did about it. */
export interface WatchedOrder {
  readonly record: OrderRecord;
  readonly watch: Watch;
}

/**
 * How well a policy foresaw lateness. Orders cancelled before they were late are in `orders` and in
 * the notices, but in neither precision nor recall. Shares of nothing are NaN.
 */
export interface Detection {
  readonly orders: number;
  readonly late: number;
  /** Orders with a notice of risk that were late, and that were not. */
  readonly foreseen: number;
  readonly falseAlarms: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Minutes from the notice to the promise, of the foreseen. */
  readonly lead: {
    readonly mean: number;
    readonly p10: number;
    readonly p50: number;
    readonly p90: number;
  };
  /** Orders with a risk that began again after it had ended. */
  readonly flaps: number;
  /** Notices to customers per 1,000 orders, by what they told. */
  readonly noticesPerThousand: {
    readonly risk: number;
    readonly recovered: number;
    readonly late: number;
    readonly undeliverable: number;
  };
  /** Orders that never came, how many of them were given up before anybody cancelled, and others. */
  readonly undeliverable: {
    readonly inTruth: number;
    readonly foreseen: number;
    readonly wrongly: number;
  };
  /** What the notices of risk offered. */
  readonly offers: {
    readonly cents: number;
    readonly centsPerOrder: number;
    /** The share of it that went to orders that were not late. */
    readonly wastedShare: number;
  };
}

export function detectionOf(watched: readonly WatchedOrder[]): Detection {
  const flagged = watched.filter(({ watch }) => watch.leadMinutes !== undefined);
  const foreseen = flagged.filter(isLate);
  const falseAlarms = flagged.filter(({ record }) => record.ending === 'ON_TIME').length;
  const late = watched.filter(isLate).length;
  const precision = foreseen.length / (foreseen.length + falseAlarms);
  const recall = foreseen.length / late;
  const leads = foreseen.flatMap(({ watch }) => watch.leadMinutes ?? []);
  const perThousand = (condition: ToldCondition): number =>
    (1000 * watched.reduce((sum, { watch }) => sum + (watch.notices[condition] ?? 0), 0)) /
    watched.length;
  return {
    orders: watched.length,
    late,
    foreseen: foreseen.length,
    falseAlarms,
    precision,
    recall,
    f1: (2 * precision * recall) / (precision + recall),
    lead: {
      mean: mean(leads),
      p10: quantile(leads, 0.1),
      p50: quantile(leads, 0.5),
      p90: quantile(leads, 0.9),
    },
    flaps: watched.filter(({ watch }) => watch.flaps > 0).length,
    noticesPerThousand: {
      risk: perThousand('AT_RISK'),
      recovered: perThousand('RECOVERED'),
      late: perThousand('LATE'),
      undeliverable: perThousand('UNDELIVERABLE'),
    },
    undeliverable: undeliverableOf(watched),
    offers: offersOf(watched),
  };
}

function undeliverableOf(watched: readonly WatchedOrder[]): Detection['undeliverable'] {
  const givenUp = watched.filter(({ watch }) => watch.foreseenUndeliverable !== undefined);
  const foreseen = givenUp.filter(({ record }) => record.isUndelivered).length;
  return {
    inTruth: watched.filter(({ record }) => record.isUndelivered).length,
    foreseen,
    wrongly: givenUp.length - foreseen,
  };
}

function offersOf(watched: readonly WatchedOrder[]): Detection['offers'] {
  const sum = (orders: readonly WatchedOrder[]): number =>
    orders.reduce((cents, { watch }) => cents + watch.offerCents, 0);
  const cents = sum(watched);
  const wasted = sum(watched.filter((each) => !isLate(each)));
  return { cents, centsPerOrder: cents / watched.length, wastedShare: wasted / cents };
}

function isLate({ record }: WatchedOrder): boolean {
  return record.ending === 'LATE';
}
