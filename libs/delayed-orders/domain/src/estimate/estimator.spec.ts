import fc from 'fast-check';
import { anOrder, at, minutesAfter } from '../testing/index.js';
import type { Order } from '../order.js';
import { EstimateLearner } from './estimate-learner.js';
import { DEFAULT_ESTIMATE_SETTINGS } from './estimate-settings.js';
import { Estimator } from './estimator.js';
import { newEstimateState } from './learn.js';
import { evening, lessonsOfLives } from './testing/order-lives.js';

const cold = Estimator.of(newEstimateState());

function afterAnEvening(): Estimator {
  const learner = new EstimateLearner();
  for (const lesson of lessonsOfLives(evening(180))) learner.learn(lesson);
  return Estimator.of(learner.state());
}
const warm = afterAnEvening();

const secondsAfterSix = (max: number): fc.Arbitrary<Date> =>
  fc.integer({ min: 0, max: max * 60 }).map((s) => new Date(at('18:00').getTime() + s * 1000));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const openOrder: fc.Arbitrary<Order> = fc
  .record({
    createdAt: secondsAfterSix(20),
    promised: fc.integer({ min: 15, max: 80 }),
    acceptedAt: maybe(secondsAfterSix(30)),
    readyAt: maybe(secondsAfterSix(40)),
    pickedUpAt: maybe(secondsAfterSix(50)),
    orderTotalCents: maybe(fc.integer({ min: 500, max: 30_000 })),
    area: fc.constantFrom('north', 'south', undefined),
  })
  .map(({ promised, ...fields }) =>
    anOrder({ ...fields, promisedAt: minutesAfter(fields.createdAt, promised) }),
  );
const probability = fc.double({ min: 0.01, max: 0.99, noNaN: true });
// By name: a failing property prints what it drew, and an estimator fills pages.
const KNOWN = { cold, warm } as const;
const known = fc.constantFrom('cold' as const, 'warm' as const);

describe('an estimate', () => {
  it('has a probability of lateness that grows while nothing is heard', () => {
    const order = anOrder();
    const found = ['18:10', '18:30', '18:50'].map(
      (now) => cold.probabilityLate(order, at(now)) ?? 0,
    );
    expect(found).toEqual(found.toSorted((a, b) => a - b));
    expect(found[0]).toBeLessThan(0.3);
    expect(found[2]).toBeGreaterThan(0.4);
  });

  it('has none without a promise, but still says when the meal may come', () => {
    const order = anOrder({ promisedAt: undefined });
    expect(cold.probabilityLate(order, at('18:10'))).toBeUndefined();
    expect(cold.estimate(order, at('18:10'))?.probabilityLate).toBeUndefined();
    expect(cold.estimate(order, at('18:10'))?.likelyAt.getTime()).toBeGreaterThan(
      at('18:25').getTime(),
    );
  });

  it('is nothing while nothing is known of the order’s progress', () => {
    const order = anOrder({ createdAt: undefined });
    expect(cold.probabilityLate(order, at('18:10'))).toBeUndefined();
    expect(cold.estimate(order, at('18:10'))).toBeUndefined();
    expect(cold.explain(order, at('18:10'))).toBeUndefined();
  });

  it('is certain of lateness once the promise has passed', () => {
    expect(cold.probabilityLate(anOrder(), at('19:00'))).toBe(1);
    expect(cold.probabilityLate(anOrder(), at('19:30'))).toBe(1);
  });

  it('takes for late what is later than its state was begun with', () => {
    const lenient = Estimator.of(
      newEstimateState({ ...DEFAULT_ESTIMATE_SETTINGS, lateAfterMinutes: 10 }),
    );
    const order = anOrder();
    expect(lenient.probabilityLate(order, at('19:05'))).toBeLessThan(1);
    expect(lenient.probabilityLate(order, at('19:10'))).toBe(1);
    expect(lenient.probabilityLate(order, at('18:40'))).toBeLessThan(
      cold.probabilityLate(order, at('18:40')) ?? 0,
    );
  });

  it('is between 0 and 1, and the same to the same question', () => {
    fc.assert(
      fc.property(known, openOrder, secondsAfterSix(120), (name, order, now) => {
        const each = KNOWN[name];
        const found = each.probabilityLate(order, now) ?? -1;
        expect(found).toBeGreaterThan(0);
        expect(found).toBeLessThanOrEqual(1);
        expect(each.estimate(order, now)?.probabilityLate).toBe(found);
        expect(each.estimate(order, now)).toEqual(each.estimate({ ...order }, now));
      }),
    );
  });

  it('changes at whole minutes before the promise only', () => {
    fc.assert(
      fc.property(openOrder, fc.nat(80), fc.integer({ min: 0, max: 59_999 }), (order, m, ms) => {
        const promisedMs = order.promisedAt?.getTime() ?? 0;
        const tick = new Date(promisedMs - m * 60_000);
        const within = new Date(tick.getTime() + ms);
        fc.pre(within.getTime() < promisedMs);
        expect(warm.probabilityLate(order, within)).toBe(warm.probabilityLate(order, tick));
      }),
    );
  });

  it('expects the middle half around the median, never in the past', () => {
    fc.assert(
      fc.property(known, openOrder, secondsAfterSix(200), (name, order, now) => {
        const each = KNOWN[name];
        const found = each.estimate(order, now);
        const times = [now, found?.expected.from, found?.likelyAt, found?.expected.to];
        const ms = times.map((time) => time?.getTime() ?? Number.NaN);
        expect(ms).toEqual(ms.toSorted((a, b) => a - b));
      }),
    );
  });

  it('expects the meal after the promise where lateness is likelier than not', () => {
    fc.assert(
      fc.property(known, openOrder, secondsAfterSix(90), (name, order, now) => {
        const each = KNOWN[name];
        const { probabilityLate = 0, likelyAt } = each.estimate(order, now) ?? {};
        const promisedMs = order.promisedAt?.getTime() ?? 0;
        fc.pre(now.getTime() < promisedMs - 60_000);
        // Where the curve says next to never or next to always, it is clipped and says no more.
        fc.pre(probabilityLate > 0.05 && probabilityLate < 0.95);
        const afterMs = (likelyAt?.getTime() ?? 0) - promisedMs;
        expect(probabilityLate > 0.5 ? afterMs : -afterMs).toBeGreaterThan(-1_000);
      }),
      { numRuns: 300 },
    );
  });

  it('names its model and how much it had learnt', () => {
    expect(cold.version).toBe('S1.0');
    expect(warm.version).toMatch(/^S1\.[1-9]\d+$/);
    expect(warm.estimate(anOrder(), at('18:30'))?.version).toBe(warm.version);
  });

  it('differs where much was learnt', () => {
    // That evening's meals came 24 minutes after they were ordered, more or less.
    const order = anOrder({ createdAt: at('18:00'), promisedAt: at('18:45') });
    expect(warm.probabilityLate(order, at('18:05'))).toBeLessThan(
      (cold.probabilityLate(order, at('18:05')) ?? 0) / 1.5,
    );
  });
});

describe('when the probability reaches a threshold if nothing is heard', () => {
  /** The first instant by evaluating minute by minute. */
  function byBruteForce(
    each: Estimator,
    order: Order,
    from: Date,
    until: Date,
    isReached: (found: number) => boolean,
  ): Date | undefined {
    const promisedMs = order.promisedAt?.getTime() ?? 0;
    const ticks = [from];
    for (let m = 400; m >= 0; m--) {
      const tick = new Date(promisedMs - m * 60_000);
      if (tick > from) ticks.push(tick);
    }
    return ticks.find((now) => now < until && isReached(each.probabilityLate(order, now) ?? -1));
  }

  it('is exactly what evaluating it minute by minute finds', () => {
    const drawn = [
      known,
      openOrder,
      probability,
      secondsAfterSix(60),
      secondsAfterSix(120),
    ] as const;
    fc.assert(
      fc.property(...drawn, (name, order, threshold, from, until) => {
        const each = KNOWN[name];
        expect(each.whenReaches(order, threshold, from, until)).toEqual(
          byBruteForce(each, order, from, until, (found) => found >= threshold),
        );
        expect(each.whenFallsBelow(order, threshold, from, until)).toEqual(
          byBruteForce(each, order, from, until, (found) => found >= 0 && found < threshold),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('is now where it has been reached', () => {
    expect(cold.whenReaches(anOrder(), 0.01, at('18:40'), at('19:00'))).toEqual(at('18:40'));
  });

  it('is the promise itself for what is never reached before', () => {
    expect(cold.whenReaches(anOrder(), 1, at('18:40'), at('19:30'))).toEqual(at('19:00'));
    expect(cold.whenReaches(anOrder(), 1, at('18:40'), at('19:00'))).toBeUndefined();
  });

  it('is never without a promise, or of an order of which nothing is known', () => {
    const until = at('23:00');
    const ask = (order: Order): Date | undefined =>
      cold.whenReaches(order, 0.5, at('18:40'), until);
    expect(ask(anOrder({ promisedAt: undefined }))).toBeUndefined();
    expect(ask(anOrder({ createdAt: undefined }))).toBeUndefined();
  });
});
