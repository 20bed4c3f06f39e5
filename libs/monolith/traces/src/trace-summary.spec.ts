import { ajanta, chickenVindaloo, minute, placedOrder } from './testing.js';
import { traceOf } from './trace-of.js';
import { summarizeTrace } from './trace-summary.js';

describe('summarizeTrace', () => {
  it('counts how orders ended', () => {
    const orders = [
      chickenVindaloo({ orderId: 'in time' }),
      chickenVindaloo({ orderId: 'on the minute', deliveredAt: minute(45) }),
      chickenVindaloo({ orderId: 'late', deliveredAt: minute(46) }),
      chickenVindaloo({ orderId: 'very late', deliveredAt: minute(56) }),
      placedOrder({ orderId: 'given up', cancelledAt: minute(2) }),
      placedOrder({ orderId: 'refused', acceptedAt: minute(2), cancelledAt: minute(3) }),
      placedOrder({ orderId: 'forgotten', consumerId: '8', createdAt: minute(7) }),
    ];
    const early = { closesEarlyAnnouncedAt: minute(60), closesEarlyAt: minute(90) };
    expect(summarizeTrace(traceOf(orders, [ajanta(early)]))).toEqual({
      orders: 7,
      restaurants: 1,
      consumers: 2,
      couriers: 1,
      firstCreatedAt: minute(0),
      lastCreatedAt: minute(7),
      promised: 4,
      delivered: 4,
      late: 2,
      lateShare: 0.5,
      lateOver10MinutesShare: 0.25,
      cancelledByConsumer: 1,
      cancelledByRestaurant: 1,
      unfinished: 1,
      earlyClosings: 1,
    });
  });

  it('gives shares of 0 where nothing was promised', () => {
    expect(summarizeTrace(traceOf([placedOrder()])).lateShare).toBe(0);
  });

  it('has nothing to say about no orders', () => {
    expect(() => summarizeTrace(traceOf([]))).toThrow(RangeError);
  });
});
