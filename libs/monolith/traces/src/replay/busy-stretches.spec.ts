import fc from 'fast-check';
import { ajanta, chickenVindaloo, minute, placedOrder } from '../testing.js';
import { anyTrace } from '../testing-arbitraries.js';
import { traceOf } from '../trace-of.js';
import type { TraceOrder, TraceRestaurant } from '../trace.js';
import type { BusyStretch } from './busy-stretches.js';
import { busyStretches } from './busy-stretches.js';
import { monolithMoments } from './monolith-moments.js';

const stretchesOf = (
  orders: readonly TraceOrder[],
  restaurant: TraceRestaurant = ajanta(),
): [number, number][] =>
  busyStretches(traceOf(orders, [restaurant])).map(({ from, to }) => [since(from), since(to)]);
const since = (at: Date): number => (at.getTime() - minute(0).getTime()) / 60_000;
const contains = (stretches: readonly BusyStretch[], at: Date): boolean =>
  stretches.some(({ from, to }) => from <= at && at <= to);

/** Chicken Vindaloo that was ordered so many minutes later, and took as long. */
const vindalooAt = (minutes: number): TraceOrder => {
  const at = (after: number): Date => minute(minutes + after);
  return chickenVindaloo({
    ...{ orderId: `at ${minutes}`, createdAt: at(0), promisedAt: at(45), acceptedAt: at(3) },
    ...{ preparingAt: at(5), readyAt: at(15), pickedUpAt: at(18), deliveredAt: at(40) },
  });
};

describe('the busy stretches of a trace', () => {
  it('begin five minutes before the first order, and end ten after the last moment', () => {
    expect(stretchesOf([chickenVindaloo()])).toEqual([[-5, 50]]);
  });

  it('go on over half an hour in which nothing happens', () => {
    expect(stretchesOf([vindalooAt(0), vindalooAt(70)])).toEqual([[-5, 120]]);
  });

  it('leave out what is longer, but for a lead-in', () => {
    expect(stretchesOf([vindalooAt(0), vindalooAt(71)])).toEqual([
      [-5, 50],
      [66, 121],
    ]);
  });

  it('go on while an order is open that began before and ends after others', () => {
    const long = chickenVindaloo({ orderId: 'long', deliveredAt: minute(300) });
    expect(stretchesOf([long, vindalooAt(10), vindalooAt(280)])).toEqual([[-5, 330]]);
  });

  it('end with a cancellation as with a delivery', () => {
    const cancelled = placedOrder({ promisedAt: minute(45), cancelledAt: minute(4) });
    expect(stretchesOf([cancelled])).toEqual([[-5, 14]]);
  });

  it.each<[string, Partial<TraceOrder>, number]>([
    ['the closing, where nothing was promised', {}, 330],
    ['the closing, where the promise was earlier', { promisedAt: minute(45) }, 330],
    ['the promise, where that was later', { promisedAt: minute(400) }, 400],
  ])('watch an order that never ends until half an hour after %s', (_what, changes, decided) => {
    expect(stretchesOf([placedOrder(changes)])).toEqual([[-5, decided + 30 + 10]]);
  });

  it('watch it until its last moment, where that is later still', () => {
    expect(stretchesOf([placedOrder({ readyAt: minute(500) })])).toEqual([[-5, 510]]);
  });

  it('hear of a closing that is announced while nobody has ordered', () => {
    const early = ajanta({ closesEarlyAnnouncedAt: minute(200), closesEarlyAt: minute(230) });
    expect(stretchesOf([chickenVindaloo()], early)).toEqual([
      [-5, 50],
      [195, 210],
    ]);
  });

  it('leave out what was announced before they begin', () => {
    const early = ajanta({ closesEarlyAnnouncedAt: minute(-60), closesEarlyAt: minute(230) });
    expect(stretchesOf([chickenVindaloo()], early)).toEqual([[-5, 50]]);
  });

  it('always hold every moment of the replay', () => {
    fc.assert(
      fc.property(anyTrace, (trace) => {
        const stretches = busyStretches(trace);
        const [first] = stretches;
        for (const { at } of monolithMoments(trace)) {
          // What happened before the first order is applied at the start.
          expect(at < (first?.from ?? at) || contains(stretches, at)).toBe(true);
        }
      }),
    );
  });

  it('always come in order, never touch, and leave out at least a quarter of an hour', () => {
    fc.assert(
      fc.property(anyTrace, (trace) => {
        const stretches = busyStretches(trace);
        expect(stretches.length).toBeGreaterThan(0);
        stretches.forEach(({ from, to }, index) => {
          expect(to > from).toBe(true);
          const next = stretches[index + 1];
          if (next) expect(next.from.getTime() - to.getTime()).toBeGreaterThan(15 * 60_000);
        });
      }),
    );
  });

  it('always hold the whole life of an order in one of them', () => {
    fc.assert(
      fc.property(anyTrace, (trace) => {
        const stretches = busyStretches(trace);
        for (const { createdAt, deliveredAt, cancelledAt } of trace.orders) {
          const own = stretches.find(({ from, to }) => from <= createdAt && createdAt <= to);
          const end = deliveredAt ?? cancelledAt ?? createdAt;
          expect(own !== undefined && end <= own.to).toBe(true);
        }
      }),
    );
  });
});
