import { madeTrace, traceOf } from '@ftgo/monolith-traces';
import { chickenVindaloo, minute } from '../testing.js';
import { orderFeed } from './order-feed.js';

describe('orderFeed', () => {
  it('tells of each event when it happens, and of nothing before', () => {
    const feed = orderFeed(traceOf([chickenVindaloo()], []));
    expect(feed.map(({ at, order }) => [at, order.state])).toEqual([
      [minute(0), 'APPROVED'],
      [minute(3), 'ACCEPTED'],
      [minute(5), 'PREPARING'],
      [minute(15), 'READY_FOR_PICKUP'],
      [minute(18), 'PICKED_UP'],
      [minute(40), 'DELIVERED'],
    ]);
    const [placed, accepted] = feed;
    expect(placed?.order).toMatchObject({
      createdAt: minute(0),
      promisedAt: minute(45),
      orderTotalCents: 6170,
      area: 'Temescal',
    });
    expect(placed?.order.acceptedAt).toBeUndefined();
    expect(accepted?.order.acceptedAt).toEqual(minute(3));
    expect(accepted?.order.pickedUpAt).toBeUndefined();
  });

  it('does not tell who the courier is before the pick-up', () => {
    const feed = orderFeed(traceOf([chickenVindaloo()], []));
    expect(feed.map(({ order }) => order.courierId)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      3,
      3,
    ]);
  });

  it('leaves out an event that never came', () => {
    const { pickedUpAt: _p, readyAt: _r, preparingAt: _k, ...order } = chickenVindaloo();
    const feed = orderFeed(traceOf([order], []));
    expect(feed.map(({ order: { state } }) => state)).toEqual([
      'APPROVED',
      'ACCEPTED',
      'DELIVERED',
    ]);
  });

  it('says who cancelled', () => {
    const { deliveredAt: _, ...order } = chickenVindaloo();
    const last = orderFeed(traceOf([{ ...order, cancelledAt: minute(20) }], [])).at(-1);
    expect(last?.order).toMatchObject({
      state: 'CANCELLED',
      cancelledAt: minute(20),
      cancelledBy: 'RESTAURANT',
    });
  });

  it('is in the order of time, an order’s versions counting up', () => {
    const feed = orderFeed(madeTrace({ orders: 200, seed: 5 }));
    const times = feed.map(({ at }) => at.getTime());
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    const versions = new Map<number, number>();
    for (const { index, order } of feed) {
      expect(order.version).toBe((versions.get(index) ?? 0) + 1);
      versions.set(index, order.version);
    }
  });
});
