import { formatTrace } from '../format/format-trace.js';
import { parseTrace } from '../format/parse-trace.js';
import { cancelledByOf } from '../replay/monolith-moments.js';
import { closingAfter, isOpenAt } from '../replay/restaurant-hours.js';
import { replayClock, replayDurationMs } from '../replay/replay-clock.js';
import type { Trace, TraceOrder, TraceRestaurant } from '../trace.js';
import { traceOf } from '../trace-of.js';
import { summarizeTrace } from '../trace-summary.js';
import { MADE_TRACE_DEFAULTS, madeTrace } from './made-trace.js';
import { MADE_MISHAPS } from './mishaps.js';

const SEEDS = [1, 2, 3, 4, 5];
const MINUTE_MS = 60_000;

interface Visit {
  readonly order: TraceOrder;
  readonly restaurant: TraceRestaurant;
}

function visits({ orders, restaurants }: Trace): Visit[] {
  const byId = new Map(restaurants.map((restaurant) => [restaurant.restaurantId, restaurant]));
  return orders.flatMap((order) => {
    const restaurant = byId.get(order.restaurantId);
    return restaurant ? [{ order, restaurant }] : [];
  });
}

/** Every visit of a year of dinners by several seeds. */
const manyVisits = SEEDS.flatMap((seed) => visits(madeTrace({ seed, orders: 4_000 })));

describe('madeTrace', () => {
  it('makes the same trace from the same seed, and another from another', () => {
    expect(madeTrace({ seed: 7 })).toEqual(madeTrace({ seed: 7 }));
    expect(madeTrace({ seed: 7 })).not.toEqual(madeTrace({ seed: 8 }));
  });

  it.each([1, 7, 240, 700])('makes %d orders that a trace file can hold', (orders) => {
    const trace = madeTrace({ orders });
    expect(trace.orders).toHaveLength(orders);
    expect(parseTrace(formatTrace(trace.orders), 'made.csv')).toEqual(trace.orders);
    expect(traceOf(trace.orders, trace.restaurants)).toEqual(trace);
  });

  it('numbers orders by creation', () => {
    const ids = madeTrace({ orders: 700 }).orders.map(({ orderId }) => orderId);
    expect(ids).toEqual(Array.from({ length: 700 }, (_, index) => String(index + 1)));
  });

  it('makes one dinner from 18:00 to 21:30 in Oakland unless told otherwise', () => {
    for (const seed of SEEDS) {
      const { orders } = madeTrace({ seed });
      expect(orders).toHaveLength(MADE_TRACE_DEFAULTS.orders);
      expect(orders[0]?.createdAt.getTime()).toBeGreaterThanOrEqual(
        Date.parse('2026-10-03T01:00Z'),
      );
      expect(orders.at(-1)?.createdAt.getTime()).toBeLessThan(Date.parse('2026-10-03T04:30Z'));
    }
  });

  it('keeps to local time when summer time ends', () => {
    const { orders } = madeTrace({ from: '2026-11-02' });
    expect(orders[0]?.createdAt.toISOString()).toMatch(/^2026-11-03T02:/);
  });

  it('replays the default dinner in about 70 seconds at speed 240', () => {
    for (const seed of SEEDS) {
      const durationMs = replayDurationMs(replayClock(madeTrace({ seed }), { speed: 240 }));
      expect(durationMs).toBeGreaterThan(60_000);
      expect(durationMs).toBeLessThan(85_000);
    }
  });

  it('spreads more orders over several evenings and leaps over the days between', () => {
    const clock = replayClock(madeTrace({ orders: 1_000 }), { speed: 240 });
    expect(clock.segments).toHaveLength(4);
  });

  it('has in every default dinner what the service is there for', () => {
    for (const seed of SEEDS) {
      const summary = summarizeTrace(madeTrace({ seed }));
      expect(summary.late).toBeGreaterThan(40);
      expect(summary.cancelledByConsumer).toBeGreaterThan(0);
      expect(summary.cancelledByRestaurant).toBeGreaterThan(0);
      expect(summary.earlyClosings).toBeGreaterThan(0);
    }
  });

  it('names restaurants in Korean and in English, each its own name, Ajanta among them', () => {
    const { restaurants } = madeTrace({ orders: 4_000 });
    const names = restaurants.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('Ajanta');
    expect(names.filter((name) => /\p{Script=Hangul}/u.test(name)).length).toBeGreaterThan(50);
    expect(names.filter((name) => /[A-Za-z]/.test(name)).length).toBeGreaterThan(50);
  });

  it.each([
    [{ orders: 0 }, 'orders must be a whole number from 1, found 0'],
    [{ orders: 1.5 }, 'orders must be a whole number from 1, found 1.5'],
    [{ seed: Number.NaN }, 'seed must be a whole number, found NaN'],
    [{ from: '2026-02-30' }, 'from must be a day such as 2026-10-02, found 2026-02-30'],
  ])('refuses %j', (options, message) => {
    expect(() => madeTrace(options)).toThrow(message);
  });
});

describe('what goes wrong in a made trace', () => {
  it('is cancelled by consumers and by restaurants as often as the shares say', () => {
    const cancelled = manyVisits.filter(({ order }) => order.cancelledAt);
    const byConsumers = cancelled.filter(({ order }) => cancelledByOf(order) === 'CONSUMER');
    const { cancelledByConsumerShare, cancelledByRestaurantShare } = MADE_MISHAPS;
    const shareOf = (visited: number): number => visited / manyVisits.length;
    expect(shareOf(byConsumers.length)).toBeCloseTo(cancelledByConsumerShare, 2);
    const byRestaurants = cancelled.length - byConsumers.length;
    expect(shareOf(byRestaurants)).toBeGreaterThan(cancelledByRestaurantShare - 0.005);
    expect(shareOf(byRestaurants)).toBeLessThan(cancelledByRestaurantShare + 0.02);
  });

  it('strands at least one order at every restaurant that closes early', () => {
    const early = new Set<TraceRestaurant>();
    const stranding = new Set<TraceRestaurant>();
    for (const { order, restaurant } of manyVisits) {
      if (restaurant.closesEarlyAt) early.add(restaurant);
      if (isStranded({ order, restaurant })) stranding.add(restaurant);
    }
    expect(early.size).toBeGreaterThan(50);
    expect(stranding).toEqual(early);
  });

  it('cancels about half of the stranded orders soon after, and leaves the others open', () => {
    const stranded = manyVisits.filter(isStranded).map(({ order }) => order);
    const cancelled = stranded.filter(({ cancelledAt }) => cancelledAt).length / stranded.length;
    expect(stranded.every(({ pickedUpAt, deliveredAt }) => !pickedUpAt && !deliveredAt)).toBe(true);
    expect(cancelled).toBeGreaterThan(0.35);
    expect(cancelled).toBeLessThan(0.65);
  });
});

describe('what a made trace never has', () => {
  it('an order that ends neither way though its restaurant stays open', () => {
    const open = manyVisits.filter(({ order }) => !order.deliveredAt && !order.cancelledAt);
    expect(open.every(isStranded)).toBe(true);
  });

  it('an order placed at a closed restaurant, or at one about to close early', () => {
    const wrong = manyVisits.filter(({ order: { createdAt }, restaurant }) => {
      const { closesEarlyAnnouncedAt: announced, closesEarlyAt: closes } = restaurant;
      const aboutToClose = announced && closes && announced <= createdAt && createdAt < closes;
      return aboutToClose || !isOpenAt(restaurant, createdAt);
    });
    expect(wrong).toEqual([]);
  });

  it('a delivered order that looks stranded: picked up, or delivered unseen, as its restaurant closes', () => {
    const wrong = manyVisits.filter(({ order, restaurant }) => {
      const { createdAt, pickedUpAt, deliveredAt } = order;
      const closing = closingAfter(restaurant, createdAt);
      if (!closing || !deliveredAt) return false;
      const leftAt = pickedUpAt ?? deliveredAt;
      return leftAt.getTime() > closing.getTime() - 15 * MINUTE_MS;
    });
    expect(wrong).toEqual([]);
  });

  it('a courier for an order that nobody accepted', () => {
    const wrong = manyVisits.filter(
      ({ order }) => Boolean(order.acceptedAt) !== Boolean(order.courierId),
    );
    expect(wrong).toEqual([]);
  });
});

/** Placed before its restaurant announced that it closes early, and not out of the door when it did. */
function isStranded({ order, restaurant }: Visit): boolean {
  const { closesEarlyAnnouncedAt: announcedAt, closesEarlyAt: closesAt } = restaurant;
  if (!announcedAt || !closesAt || order.createdAt >= announcedAt) return false;
  const endedAt = order.pickedUpAt ?? order.deliveredAt ?? order.cancelledAt;
  const sameEvening = closesAt.getTime() - order.createdAt.getTime() < 6 * 60 * MINUTE_MS;
  return sameEvening && (endedAt === undefined || endedAt >= closesAt);
}
