import fc from 'fast-check';
import { firstOrders } from './first-orders.js';
import { ajanta, chickenVindaloo, minute, placedOrder } from './testing.js';
import { anyTrace } from './testing-arbitraries.js';
import { traceOf } from './trace-of.js';

const closesEarly = { closesEarlyAnnouncedAt: minute(60), closesEarlyAt: minute(90) };
const tomorrow = minute(24 * 60);

describe('firstOrders', () => {
  it('keeps the first so many orders by creation and the restaurants that they use', () => {
    fc.assert(
      fc.property(anyTrace, fc.integer({ min: 1, max: 15 }), (trace, count) => {
        const first = firstOrders(trace, count);
        const usedIds = new Set(first.orders.map(({ restaurantId }) => restaurantId));
        expect(first.orders).toEqual(trace.orders.slice(0, count));
        expect(new Set(first.restaurants.map(({ restaurantId }) => restaurantId))).toEqual(usedIds);
      }),
    );
  });

  it('keeps an early closing that a kept order waits through', () => {
    const orders = [placedOrder(), chickenVindaloo({ createdAt: tomorrow })];
    const trace = traceOf(orders, [ajanta(closesEarly)]);
    expect(firstOrders(trace, 1).restaurants).toEqual([ajanta(closesEarly)]);
  });

  it('forgets an early closing that comes when every kept order there has ended', () => {
    const orders = [chickenVindaloo(), placedOrder({ createdAt: minute(50) })];
    const trace = traceOf(orders, [ajanta(closesEarly)]);
    expect(firstOrders(trace, 1).restaurants).toEqual([ajanta()]);
  });

  it('leaves a trace as it is that has no more orders', () => {
    const trace = traceOf([placedOrder()], [ajanta(closesEarly)]);
    expect(firstOrders(trace, 1)).toBe(trace);
  });
});
