import fc from 'fast-check';
import { ajanta, chickenVindaloo, minute, placedOrder } from '../testing.js';
import { anyTrace } from '../testing-arbitraries.js';
import { traceOf } from '../trace-of.js';
import { cancelledByOf, monolithMoments } from './monolith-moments.js';
import { replayStart } from './replay-start.js';

describe('monolithMoments', () => {
  it('tells an order’s life stage by stage, after its restaurant', () => {
    expect(monolithMoments(traceOf([chickenVindaloo()]))).toEqual([
      { at: minute(-5), kind: 'restaurant-created', restaurantId: 'ajanta' },
      { at: minute(0), kind: 'created', orderId: '42' },
      { at: minute(3), kind: 'accepted', orderId: '42' },
      { at: minute(5), kind: 'preparing', orderId: '42' },
      { at: minute(15), kind: 'ready', orderId: '42' },
      { at: minute(18), kind: 'picked-up', orderId: '42' },
      { at: minute(40), kind: 'delivered', orderId: '42' },
    ]);
  });

  it('tells nothing of a stage whose event never came', () => {
    const { pickedUpAt: _, ...order } = chickenVindaloo();
    const kinds = monolithMoments(traceOf([order])).map(({ kind }) => kind);
    expect(kinds).not.toContain('picked-up');
    expect(kinds).toContain('delivered');
  });

  it('keeps the stages’ order when they fall on one instant', () => {
    const at = minute(0);
    const order = chickenVindaloo({
      acceptedAt: at,
      preparingAt: at,
      readyAt: at,
      pickedUpAt: at,
      deliveredAt: at,
    });
    expect(monolithMoments(traceOf([order])).map(({ kind }) => kind)).toEqual([
      'restaurant-created',
      'created',
      'accepted',
      'preparing',
      'ready',
      'picked-up',
      'delivered',
    ]);
  });

  it('tells of an early closing when it is announced, with when the restaurant opens again', () => {
    const early = { closesEarlyAnnouncedAt: minute(60), closesEarlyAt: minute(90) };
    expect(monolithMoments(traceOf([placedOrder()], [ajanta(early)])).at(-1)).toEqual({
      at: minute(60),
      kind: 'closing-early',
      restaurantId: 'ajanta',
      closesAt: minute(90),
      reopensAt: new Date('2026-10-03T18:00:00Z'),
    });
  });

  it('announces at the start what was announced before it, after the restaurant is there', () => {
    const early = { closesEarlyAnnouncedAt: minute(-60), closesEarlyAt: minute(90) };
    const moments = monolithMoments(traceOf([placedOrder()], [ajanta(early)]));
    expect(moments.map(({ kind, at }) => [kind, at])).toEqual([
      ['restaurant-created', minute(-5)],
      ['closing-early', minute(-5)],
      ['created', minute(0)],
    ]);
  });

  it('is sorted, begins at the replay’s start and has every time of the trace', () => {
    fc.assert(
      fc.property(anyTrace, (trace) => {
        const moments = monolithMoments(trace);
        const times = moments.map(({ at }) => at.getTime());
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        expect(moments[0]?.at).toEqual(replayStart(trace));
        const stageTimes = trace.orders.flatMap(({ promisedAt: _, ...order }) =>
          Object.values(order).filter((value) => value instanceof Date),
        );
        const ofOrders = moments.filter((moment) => 'orderId' in moment);
        expect(ofOrders).toHaveLength(stageTimes.length);
      }),
    );
  });
});

describe('cancelledByOf', () => {
  it('is the consumer while the restaurant has not taken the order on', () => {
    expect(cancelledByOf(placedOrder({ cancelledAt: minute(2) }))).toBe('CONSUMER');
  });

  it.each(['acceptedAt', 'preparingAt', 'readyAt', 'pickedUpAt'])(
    'is the restaurant once there is %s, even where an earlier event never came',
    (stage) => {
      const order = placedOrder({ [stage]: minute(1), cancelledAt: minute(2) });
      expect(cancelledByOf(order)).toBe('RESTAURANT');
    },
  );
});
