import type { TraceOrder } from '@ftgo/monolith-traces';
import type { ConsoleOutput } from './console-output.js';
import type { Check, MinuteEstimate, OrderRecord } from './replay/order-record.js';

/** The instant `minutes` after 18:00 in Oakland on the evening that these mothers tell of. */
export function minute(minutes: number): Date {
  return new Date(Date.parse('2026-10-03T01:00:00Z') + minutes * 60_000);
}

/** Consumer 7's Chicken Vindaloo from Ajanta, delivered in time. */
export function chickenVindaloo(changes: Partial<TraceOrder> = {}): TraceOrder {
  return {
    orderId: '42',
    restaurantId: 'ajanta',
    consumerId: '7',
    courierId: '3',
    area: 'Temescal',
    orderTotalCents: 6170,
    createdAt: minute(0),
    promisedAt: minute(45),
    acceptedAt: minute(3),
    preparingAt: minute(5),
    readyAt: minute(15),
    pickedUpAt: minute(18),
    deliveredAt: minute(40),
    ...changes,
  };
}

/** What was estimated minute by minute from so many minutes before the promise on. */
export function estimatedFrom(minutesLeft: number, ...probabilities: number[]): MinuteEstimate[] {
  return probabilities.map((probability, i) => ({
    minutesLeft: minutesLeft - i,
    probability,
    expectedLateMinutes: 40 * probability - 15,
  }));
}

/** A check with nothing known of the range. */
export const check = (minutesBefore: number, probability: number): Check => ({
  minutesBefore,
  probability,
  delivery: 'NONE',
});

/** An order of a measured evening that came in time and was never thought late. */
export function aRecord(changes: Partial<OrderRecord> = {}): OrderRecord {
  return {
    orderId: '42',
    day: '2026-10-02',
    hour: 18,
    restaurantSize: 'middle',
    orderTotalCents: 6170,
    ending: 'ON_TIME',
    isMeasured: true,
    checks: [],
    minutes: estimatedFrom(20, 0.1, 0.1, 0.1),
    watches: [],
    isUndelivered: false,
    ...changes,
  };
}

/** Keeps what a command says. */
export class HeardOutput implements ConsoleOutput {
  out = '';
  err = '';
  readonly shares: number[] = [];

  print(text: string): void {
    this.out += text;
  }

  printError(text: string): void {
    this.err += text;
  }

  progress(_what: string, share: number): void {
    this.shares.push(share);
  }
}
