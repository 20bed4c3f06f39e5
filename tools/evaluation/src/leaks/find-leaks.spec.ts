import type { Trace } from '@ftgo/monolith-traces';
import { madeTrace } from '@ftgo/monolith-traces';
import { SeededDraws } from '../measures/seeded-draws.js';
import type { FeedChange } from '../replay/order-feed.js';
import { orderFeed } from '../replay/order-feed.js';
import { minute } from '../testing.js';
import { alteredAfter, stagesAfter } from './altered-future.js';
import type { Leak, MakeFeed } from './find-leaks.js';
import { findLeaks } from './find-leaks.js';

const trace = madeTrace({ orders: 240, seed: 6 });
const instants = [70, 110, 150].map(minute);

function leaksOf(makeFeed?: MakeFeed): Leak[] {
  return findLeaks(trace, instants, new SeededDraws(1), makeFeed);
}

const byTime = (feed: FeedChange[]): FeedChange[] =>
  feed.sort((a, b) => a.at.getTime() - b.at.getTime());

/** How each order ends up, by its place in the trace: what no honest feed knows ahead. */
function endOf(feed: readonly FeedChange[]): Map<number, FeedChange> {
  return new Map(feed.map((change) => [change.index, change]));
}

describe('the leak test', () => {
  it('finds nothing in what the lab measures', () => {
    expect(leaksOf()).toEqual([]);
  });

  it('catches an order that knows its own pick-up ahead of time', () => {
    const leaks = leaksOf((given) => {
      const feed = orderFeed(given);
      const ends = endOf(feed);
      return feed.map((change) => ({
        ...change,
        order: { ...change.order, pickedUpAt: ends.get(change.index)?.order.pickedUpAt },
      }));
    });
    expect(leaks.map(({ alteredAfter: after }) => after)).toEqual(instants);
    for (const { alteredAfter: after, changedAt } of leaks) expect(changedAt <= after).toBe(true);
  });

  it('catches an order that is open only from its first known event on', () => {
    // prediction.md, leak 1: that an event never comes is itself the future.
    const leaks = leaksOf((given) => {
      const feed = orderFeed(given);
      const ends = endOf(feed);
      return feed.filter(({ index, order, at }) => {
        const isPlacing = order.state === 'APPROVED';
        const acceptedAt = ends.get(index)?.order.acceptedAt;
        return !isPlacing || acceptedAt === undefined || acceptedAt <= at;
      });
    });
    expect(leaks.length).toBeGreaterThan(0);
  });

  it('catches deliveries that are expected only of orders whose pick-up will be heard', () => {
    // prediction.md, leak 2.
    const leaks = leaksOf((given) => {
      const feed = orderFeed(given);
      const ends = endOf(feed);
      return feed.filter(({ index }) => ends.get(index)?.order.pickedUpAt !== undefined);
    });
    expect(leaks.length).toBeGreaterThan(0);
  });

  it('catches an event whose clock is wrong and that is told before it was created', () => {
    // prediction.md, leak 3.
    const leaks = leaksOf((given) =>
      byTime(
        orderFeed(given).map((change) => ({
          ...change,
          at: new Date(change.at.getTime() - 20 * 60_000),
        })),
      ),
    );
    expect(leaks.length).toBeGreaterThan(0);
  });

  it('catches a courier who is known before the pick-up', () => {
    const leaks = leaksOf((given: Trace) => {
      const feed = orderFeed(given);
      const ends = endOf(feed);
      return feed.map((change) => ({
        ...change,
        order: {
          ...change.order,
          // Known too early, and used where the pick-up is.
          courierId: ends.get(change.index)?.order.courierId,
          pickedUpAt: change.order.pickedUpAt ?? change.order.readyAt,
        },
      }));
    });
    expect(leaks.length).toBeGreaterThan(0);
  });
});

describe('the altered future', () => {
  const instant = minute(110);
  const altered = alteredAfter(trace, instant, new SeededDraws(1));

  it('leaves everything up to the instant as it was', () => {
    const before = trace.orders.filter(({ createdAt }) => createdAt <= instant);
    for (const [index, order] of before.entries()) {
      const other = altered.orders[index];
      expect(other?.orderId).toBe(order.orderId);
      expect(other?.promisedAt).toEqual(order.promisedAt);
      for (const stage of ['acceptedAt', 'readyAt', 'pickedUpAt', 'deliveredAt'] as const) {
        const [then, now] = [order[stage], other?.[stage]];
        if (then !== undefined && then <= instant) expect(now).toEqual(then);
        else if (now !== undefined) expect(now > instant).toBe(true);
      }
    }
  });

  it('alters nearly everything after it', () => {
    const open = trace.orders.filter(
      (order) => order.createdAt <= instant && stagesAfter(order, instant).length > 0,
    );
    const byId = new Map(altered.orders.map((order) => [order.orderId, order]));
    const same = open.filter(({ orderId, deliveredAt }) => {
      const other = byId.get(orderId)?.deliveredAt;
      return deliveredAt !== undefined && other?.getTime() === deliveredAt.getTime();
    });
    expect(open.length).toBeGreaterThan(20);
    expect(same.length).toBeLessThan(open.length / 10);
    expect(altered.orders.length).toBeLessThan(trace.orders.length);
  });
});
