import { cancelledByOf } from './replay/monolith-moments.js';
import type { Trace, TraceOrder } from './trace.js';

const MINUTE_MS = 60_000;

/** A trace in numbers. Shares are of the delivered orders that had a promise; 0 where none had. */
export interface TraceSummary {
  readonly orders: number;
  readonly restaurants: number;
  readonly consumers: number;
  readonly couriers: number;
  readonly firstCreatedAt: Date;
  readonly lastCreatedAt: Date;
  readonly promised: number;
  readonly delivered: number;
  readonly late: number;
  readonly lateShare: number;
  readonly lateOver10MinutesShare: number;
  readonly cancelledByConsumer: number;
  readonly cancelledByRestaurant: number;
  /** Neither delivered nor cancelled. */
  readonly unfinished: number;
  /** Restaurants that close early. */
  readonly earlyClosings: number;
}

/** Counts a trace. Throws a RangeError for one without orders. */
export function summarizeTrace({ orders, restaurants }: Trace): TraceSummary {
  const [first, last] = [orders[0], orders.at(-1)];
  if (!first || !last) throw new RangeError('a trace without orders has no summary');
  const cancelled = orders.filter(({ cancelledAt }) => cancelledAt);
  const byConsumer = cancelled.filter((order) => cancelledByOf(order) === 'CONSUMER');
  const delivered = orders.filter(({ deliveredAt }) => deliveredAt);
  return {
    orders: orders.length,
    restaurants: restaurants.length,
    consumers: new Set(orders.map(({ consumerId }) => consumerId)).size,
    couriers: new Set(orders.flatMap(({ courierId }) => courierId ?? [])).size,
    firstCreatedAt: first.createdAt,
    lastCreatedAt: last.createdAt,
    promised: orders.filter(({ promisedAt }) => promisedAt).length,
    delivered: delivered.length,
    ...lateness(delivered),
    cancelledByConsumer: byConsumer.length,
    cancelledByRestaurant: cancelled.length - byConsumer.length,
    unfinished: orders.length - delivered.length - cancelled.length,
    earlyClosings: restaurants.filter(({ closesEarlyAt }) => closesEarlyAt).length,
  };
}

function lateness(
  delivered: readonly TraceOrder[],
): Pick<TraceSummary, 'late' | 'lateShare' | 'lateOver10MinutesShare'> {
  const minutesLate = delivered.flatMap(({ promisedAt, deliveredAt }) =>
    promisedAt && deliveredAt ? [(deliveredAt.getTime() - promisedAt.getTime()) / MINUTE_MS] : [],
  );
  const laterThan = (minutes: number): number =>
    minutesLate.filter((each) => each > minutes).length;
  const shareOf = (orders: number): number => orders / Math.max(minutesLate.length, 1);
  return {
    late: laterThan(0),
    lateShare: shareOf(laterThan(0)),
    lateOver10MinutesShare: shareOf(laterThan(10)),
  };
}
