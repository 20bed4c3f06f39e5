import type { TraceOrder } from '@ftgo/monolith-traces';
import { formatTrace, madeTrace, parseTrace, traceOf } from '@ftgo/monolith-traces';
import { SeededDraws } from '../measures/seeded-draws.js';
import { chickenVindaloo, minute } from '../testing.js';
import { alteredAfter, stagesAfter } from './altered-future.js';

/** Many futures of one order. */
function futures(order: TraceOrder, instant: Date): (TraceOrder | undefined)[] {
  const draws = new SeededDraws(1);
  return Array.from(
    { length: 60 },
    () => alteredAfter(traceOf([order], []), instant, draws).orders[0],
  );
}

describe('another future', () => {
  it('leaves an order alone that had ended', () => {
    for (const order of futures(chickenVindaloo(), minute(40))) {
      expect(order).toEqual(chickenVindaloo());
    }
  });

  it('keeps what had happened and lets anything happen after that', () => {
    const found = futures(chickenVindaloo(), minute(16));
    for (const order of found) {
      expect(order).toMatchObject({ acceptedAt: minute(3), readyAt: minute(15) });
      if (order?.pickedUpAt) expect(order.pickedUpAt > minute(16)).toBe(true);
      if (order?.deliveredAt) expect(order.deliveredAt > minute(16)).toBe(true);
    }
    const some = (test: (order: TraceOrder) => boolean): boolean =>
      found.some((order) => order !== undefined && test(order));
    expect(some(({ pickedUpAt }) => pickedUpAt === undefined)).toBe(true);
    expect(some(({ deliveredAt }) => deliveredAt === undefined)).toBe(true);
    expect(some(({ cancelledAt }) => cancelledAt !== undefined)).toBe(true);
    expect(some(({ courierId }) => courierId !== '3')).toBe(true);
  });

  it('keeps the courier who had picked up', () => {
    for (const order of futures(chickenVindaloo(), minute(20))) expect(order?.courierId).toBe('3');
  });

  it('lets an order that was not placed yet go elsewhere, or never be placed', () => {
    const found = futures(chickenVindaloo(), minute(-5));
    expect(found.some((order) => order === undefined)).toBe(true);
    for (const order of found) {
      if (order === undefined) continue;
      expect(order.area).toBe('elsewhere');
      expect(order.acceptedAt).toBeUndefined();
    }
  });

  it('is a trace that could be read from a file', () => {
    const trace = madeTrace({ orders: 200, seed: 8 });
    const altered = alteredAfter(trace, minute(90), new SeededDraws(3));
    expect(parseTrace(formatTrace(altered.orders), 'altered.csv')).toHaveLength(
      altered.orders.length,
    );
  });

  it('is the same for the same draws', () => {
    const trace = madeTrace({ orders: 50, seed: 8 });
    expect(alteredAfter(trace, minute(90), new SeededDraws(3))).toEqual(
      alteredAfter(trace, minute(90), new SeededDraws(3)),
    );
  });

  it('knows which stages lie after an instant', () => {
    expect(stagesAfter(chickenVindaloo(), minute(15))).toEqual(['pickedUpAt', 'deliveredAt']);
    expect(stagesAfter(chickenVindaloo(), minute(40))).toEqual([]);
  });
});
