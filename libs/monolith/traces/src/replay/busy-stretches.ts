import type { Trace, TraceOrder, TraceRestaurant } from '../trace.js';
import { LEAD_IN_MINUTES, replayStart } from './replay-start.js';
import { closingAfter } from './restaurant-hours.js';

const MINUTE_MS = 60_000;
const IDLE_MINUTES = 30;
const UNFINISHED_MINUTES = 30;
const SETTLE_MINUTES = 10;

/** A stretch of business time in which something happens or some order is open. */
export interface BusyStretch {
  readonly from: Date;
  readonly to: Date;
}

/**
 * The stretches of business time that a replay must live through, in order, not touching. Between
 * two of them lie more than 30 minutes without an open order or a moment, less 5 minutes before the
 * next stretch's first moment and 10 after the last one of a stretch, in which workers catch up.
 */
export function busyStretches(trace: Trace): BusyStretch[] {
  const start = replayStart(trace);
  const spans = [
    { from: start, to: start },
    ...openSpans(trace),
    ...announcements(trace.restaurants, start),
  ].sort((a, b) => a.from.getTime() - b.from.getTime());
  return merge(spans).map(({ from, to }, index) => ({
    from: index === 0 ? from : new Date(from.getTime() - LEAD_IN_MINUTES * MINUTE_MS),
    to: new Date(to.getTime() + SETTLE_MINUTES * MINUTE_MS),
  }));
}

function openSpans({ orders, restaurants }: Trace): BusyStretch[] {
  const byId = new Map(restaurants.map((restaurant) => [restaurant.restaurantId, restaurant]));
  return orders.map((order) => ({
    from: order.createdAt,
    to: endOf(order, byId.get(order.restaurantId)),
  }));
}

function announcements(restaurants: readonly TraceRestaurant[], start: Date): BusyStretch[] {
  return restaurants.flatMap(({ closesEarlyAnnouncedAt: at }) =>
    at && at > start ? [{ from: at, to: at }] : [],
  );
}

// An order that never ends is watched until both the promise and the restaurant's closing are past.
function endOf(order: TraceOrder, restaurant: TraceRestaurant | undefined): Date {
  const ended = order.deliveredAt ?? order.cancelledAt;
  if (ended) return ended;
  const { createdAt, acceptedAt, preparingAt, readyAt, pickedUpAt } = order;
  const lastMoment = latest([createdAt, acceptedAt, preparingAt, readyAt, pickedUpAt]);
  const closing = restaurant && closingAfter(restaurant, createdAt);
  const decided = latest([order.promisedAt, closing, createdAt]);
  return latest([lastMoment, new Date(decided.getTime() + UNFINISHED_MINUTES * MINUTE_MS)]);
}

function latest(instants: readonly (Date | undefined)[]): Date {
  return new Date(Math.max(...instants.map((instant) => instant?.getTime() ?? 0)));
}

function merge(sorted: readonly BusyStretch[]): BusyStretch[] {
  const stretches: BusyStretch[] = [];
  for (const span of sorted) {
    const last = stretches.at(-1);
    if (last && span.from.getTime() - last.to.getTime() <= IDLE_MINUTES * MINUTE_MS) {
      const to = span.to > last.to ? span.to : last.to;
      stretches[stretches.length - 1] = { from: last.from, to };
    } else {
      stretches.push(span);
    }
  }
  return stretches;
}
