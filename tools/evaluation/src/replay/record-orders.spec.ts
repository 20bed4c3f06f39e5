import type { TraceOrder } from '@ftgo/monolith-traces';
import { madeTrace, traceOf } from '@ftgo/monolith-traces';
import { chickenVindaloo, minute } from '../testing.js';
import type { OrderRecord } from './order-record.js';
import { recordOrders } from './record-orders.js';

function recordOf(order: TraceOrder, lateAfterMinutes = 0): OrderRecord | undefined {
  // A second order goes on until long after, so that the trace tells how the first one ends.
  const other = chickenVindaloo({ orderId: '43', createdAt: minute(1), deliveredAt: minute(200) });
  const trace = traceOf([order, other], []);
  return recordOrders(trace, { learnShare: 0.5, lateAfterMinutes }).records[0];
}

const undelivered = (changes: Partial<TraceOrder> = {}): TraceOrder => {
  const { deliveredAt: _, ...order } = chickenVindaloo();
  return { ...order, ...changes };
};

describe('the record of an order', () => {
  it('has an estimate for each whole minute of its life before the promise', () => {
    const record = recordOf(chickenVindaloo());
    expect(record?.minutes.map(({ minutesLeft }) => minutesLeft)).toEqual(
      Array.from({ length: 40 }, (_, i) => 45 - i),
    );
    expect(record?.minutes.every(({ probability }) => probability > 0 && probability < 1)).toBe(
      true,
    );
  });

  it('has checks 20, 15, 10 and 5 minutes before, as long as it had not ended', () => {
    const checks = (order: TraceOrder) => recordOf(order)?.checks.map((each) => each.minutesBefore);
    expect(checks(chickenVindaloo({ deliveredAt: minute(50) }))).toEqual([20, 15, 10, 5]);
    expect(checks(chickenVindaloo({ deliveredAt: minute(40) }))).toEqual([20, 15, 10]);
    expect(checks(chickenVindaloo({ deliveredAt: minute(29) }))).toEqual([20]);
  });

  it('tells local day and hour, total and size of restaurant', () => {
    expect(recordOf(chickenVindaloo())).toMatchObject({
      orderId: '42',
      day: '2026-10-03',
      hour: 1,
      orderTotalCents: 6170,
      isMeasured: false,
    });
  });

  it.each([
    ['ON_TIME', chickenVindaloo({ deliveredAt: minute(45) })],
    ['LATE', chickenVindaloo({ deliveredAt: minute(46) })],
    ['LATE', undelivered()],
    ['NONE', undelivered({ cancelledAt: minute(30) })],
    ['LATE', undelivered({ cancelledAt: minute(60) })],
  ] as const)('says that it ended %s', (ending, order) => {
    expect(recordOf(order)?.ending).toBe(ending);
  });

  it('calls late what is late by more than is asked for', () => {
    const late = chickenVindaloo({ deliveredAt: minute(50) });
    expect(recordOf(late, 4)?.ending).toBe('LATE');
    expect(recordOf(late, 5)?.ending).toBe('ON_TIME');
  });

  it('leaves open how an order ends after the end of the trace', () => {
    const trace = traceOf([undelivered()], []);
    const { records } = recordOrders(trace, { learnShare: 0.5, lateAfterMinutes: 0 });
    expect(records[0]?.ending).toBe('NONE');
  });

  it('says whether the delivery fell into the expected range', () => {
    const first = (deliveredAt: Date) => recordOf(chickenVindaloo({ deliveredAt }))?.checks[0];
    expect(first(minute(26))?.delivery).toBe('BEFORE');
    expect(first(minute(150))?.delivery).toBe('AFTER');
    expect(recordOf(undelivered())?.checks[0]?.delivery).toBe('NONE');
  });
});

describe('recordOrders', () => {
  it('leaves out orders without a promise', () => {
    const { promisedAt: _, ...order } = chickenVindaloo();
    const { records } = recordOrders(traceOf([order], []), {
      learnShare: 0.5,
      lateAfterMinutes: 0,
    });
    expect(records).toEqual([]);
  });

  it('learns from the first share of the orders and measures the rest', () => {
    const trace = madeTrace({ orders: 100, seed: 2 });
    const { records } = recordOrders(trace, { learnShare: 0.7, lateAfterMinutes: 0 });
    expect(records.filter(({ isMeasured }) => !isMeasured)).toHaveLength(70);
    expect(records.findIndex(({ isMeasured }) => isMeasured)).toBe(70);
  });

  it('estimates an order by what came before it, whichever part it is in', () => {
    const trace = madeTrace({ orders: 200, seed: 2 });
    const minutesOf = (learnShare: number) =>
      recordOrders(trace, { learnShare, lateAfterMinutes: 0 }).records.map(
        ({ minutes }) => minutes,
      );
    expect(minutesOf(0.3)).toEqual(minutesOf(0.7));
  });
});
