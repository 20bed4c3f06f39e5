import fc from 'fast-check';
import { at, minutesAfter } from '../testing/index.js';
import type { Order } from '../order.js';
import { hasEnded } from '../order.js';
import { EstimateLearner } from './estimate-learner.js';
import type { EstimateState } from './estimate-state.js';
import { learn, newEstimateState } from './learn.js';
import { stageVisitsOf } from './stage-visits.js';
import type { LifePlan, OrderLife } from './testing/order-lives.js';
import { lessonsOfLives, lifeOf } from './testing/order-lives.js';

const maybe = (max: number): fc.Arbitrary<number | undefined> =>
  fc.option(fc.double({ min: 0, max, noNaN: true }), { nil: undefined, freq: 4 });

/** Any life: events may be missing, it may be cancelled, never end, or have no promise. */
const anyPlan: fc.Arbitrary<LifePlan> = fc.record({
  createdAfter: fc.double({ min: 0, max: 400, noNaN: true }),
  accepted: maybe(15),
  ready: maybe(20),
  pickedUp: maybe(20),
  ended: maybe(60),
  isCancelled: fc.boolean(),
  promised: maybe(70),
  restaurant: fc.integer({ min: 1, max: 4 }),
  courier: fc.integer({ min: 1, max: 3 }),
  consumer: fc.integer({ min: 1, max: 5 }),
  area: fc.constantFrom('north', 'south', undefined),
  totalCents: fc.option(fc.integer({ min: 0, max: 20_000 }), { nil: undefined }),
});

/** Some hours of a small town. */
const anyLives = (most = 30): fc.Arbitrary<OrderLife[]> =>
  fc
    .array(anyPlan, { minLength: 1, maxLength: most })
    .map((plans) => plans.map((plan, i) => lifeOf(i + 1, plan)));

/** The lives up to an instant, and then quite others. */
function withOtherFuture(
  lives: readonly OrderLife[],
  others: readonly OrderLife[],
  instant: Date,
): OrderLife[] {
  const past = (life: OrderLife) => life.steps.filter((step) => step.at <= instant);
  const future = (life: OrderLife | undefined) =>
    (life?.steps ?? []).filter((step) => step.at > instant);
  return lives.map((life, i) => {
    const known = past(life);
    const before = known.at(-1)?.order;
    // What the other life tells after the instant happens to this order instead.
    const then = future(others[i]).map(({ at: when, order }) => ({
      at: when,
      order: { ...order, ...before, ...laterThan(order, instant) },
    }));
    return { steps: before === undefined ? future(others[i]) : [...known, ...then] };
  });
}

function laterThan(order: Order, instant: Date): Partial<Order> {
  const later = Object.entries(order).filter(
    ([, value]) => value instanceof Date && value > instant,
  );
  return Object.fromEntries(later.filter(([name]) => name !== 'promisedAt'));
}

/** Every input and the state itself at an instant, by learning what had been heard by then. */
function knownAt(lives: readonly OrderLife[], instant: Date): unknown {
  const learner = new EstimateLearner();
  for (const lesson of lessonsOfLives(lives)) if (lesson.at <= instant) learner.learn(lesson);
  learner.advanceTo(instant);
  const open = lives
    .flatMap((life) => life.steps.filter((step) => step.at <= instant).at(-1)?.order ?? [])
    .filter((order) => !hasEnded(order));
  return {
    state: learner.state(),
    estimates: open.map((order) => learner.estimator.explain(order, instant)),
  };
}

const anyInstant = fc.integer({ min: 0, max: 500 }).map((m) => minutesAfter(at('12:00'), m));

describe('what is yet to come', () => {
  it('changes nothing that was learnt or estimated before, whatever it is', () => {
    fc.assert(
      fc.property(
        anyLives(20),
        fc.array(anyPlan, { maxLength: 20 }),
        anyInstant,
        (lives, plans, now) => {
          const others = plans.map((plan, i) => lifeOf(i + 1, plan));
          expect(knownAt(withOtherFuture(lives, others, now), now)).toEqual(knownAt(lives, now));
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('learning', () => {
  const night = at('23:30');
  const stored = (state: EstimateState): EstimateState =>
    JSON.parse(JSON.stringify(state)) as EstimateState;

  it('makes the same of the same history, to the last digit', () => {
    fc.assert(
      fc.property(anyLives(), (lives) => {
        const lessons = lessonsOfLives(lives);
        expect(learn(newEstimateState(), lessons, night)).toEqual(
          learn(newEstimateState(), lessons, night),
        );
      }),
      { numRuns: 5 },
    );
  });

  it('makes the same in one go and in pieces that were stored between', () => {
    fc.assert(
      fc.property(anyLives(), fc.array(fc.nat(100), { maxLength: 3 }), (lives, cuts) => {
        const lessons = lessonsOfLives(lives);
        let state = newEstimateState();
        let from = 0;
        for (const to of [...cuts.map((cut) => cut % (lessons.length + 1)), lessons.length].sort(
          (a, b) => a - b,
        )) {
          const piece = lessons.slice(from, to);
          state = stored(learn(state, piece, piece.at(-1)?.at ?? at('12:00')));
          from = to;
        }
        const inOneGo = learn(newEstimateState(), lessons, night);
        expect(learn(state, [], night)).toEqual(stored(inOneGo));
      }),
      { numRuns: 8 },
    );
  });
});

describe('the counters, recounted by brute force from the whole history,', () => {
  const recounted = (lives: readonly OrderLife[], now: Date) => {
    const heard = lives.map(({ steps }) =>
      steps.filter((step) => step.at <= now).map((s) => s.order),
    );
    const known = heard.flatMap((orders) => orders.at(-1) ?? []);
    return {
      open: known.filter((order) => !hasEnded(order) && isYoung(order, now)),
      delivered: known.filter((order) => order.deliveredAt !== undefined),
    };
  };
  const isYoung = ({ createdAt = at('00:00') }: Order, now: Date): boolean =>
    minuteOf(now) - minuteOf(createdAt) < 180;
  const minuteOf = (instant: Date): number => Math.floor(instant.getTime() / 60_000);
  const openIn = (speed: EstimateState['feed']): number =>
    speed.open.reduce((sum, [, count]) => sum + count, 0);
  const learntAt = (lives: readonly OrderLife[], now: Date): EstimateState =>
    learn(
      newEstimateState(),
      lessonsOfLives(lives).filter((lesson) => lesson.at <= now),
      now,
    );

  it('are the open orders, everywhere and by area', () => {
    fc.assert(
      fc.property(anyLives(), anyInstant, (lives, now) => {
        const { open } = recounted(lives, now);
        const state = learntAt(lives, now);
        expect(openIn(state.feed)).toBe(open.length);
        for (const [area, { speed }] of state.areas) {
          expect(openIn(speed)).toBe(open.filter((order) => order.area === area).length);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('are the delivered orders that the curves were made of', () => {
    fc.assert(
      fc.property(anyLives(), anyInstant, (lives, now) => {
        const { delivered } = recounted(lives, now);
        const { curves } = learntAt(lives, now);
        const visits = delivered.flatMap((order) => stageVisitsOf(order));
        expect(curves.fresh).toHaveLength(visits.length);
        const total = (of: readonly { stage: number; total: number }[], stage: number): number[] =>
          of
            .filter((visit) => visit.stage === stage)
            .map((visit) => visit.total)
            .toSorted();
        const fresh = curves.fresh.map(([stage, , minutes]) => ({ stage, total: minutes }));
        for (const stage of [0, 1, 2, 3]) expect(total(fresh, stage)).toEqual(total(visits, stage));
      }),
      { numRuns: 25 },
    );
  });

  it('are the means of restaurants, couriers and customers', () => {
    fc.assert(
      fc.property(anyLives(), anyInstant, (lives, now) => {
        const { delivered } = recounted(lives, now);
        const state = learntAt(lives, now);
        const inOrder = delivered.toSorted(
          (a, b) => (a.deliveredAt?.getTime() ?? 0) - (b.deliveredAt?.getTime() ?? 0),
        );
        const faded = (minutes: readonly number[]): number =>
          minutes.reduce((sum, value) => sum * 0.985 + value, 0);
        const minutesOf = (orders: readonly Order[], stage: number): number[] =>
          orders.flatMap((order) =>
            stageVisitsOf(order)
              .filter((visit) => visit.stage === stage)
              .map((visit) => visit.minutes),
          );
        for (const [id, [count = 0, sum = 0]] of state.restaurants) {
          const own = inOrder.filter((order) => order.restaurantId === id);
          expect(sum).toBeCloseTo(faded(minutesOf(own, 0)), 1);
          expect(count).toBeCloseTo(faded(own.map(() => 1)), 1);
        }
        for (const [id, { sum }] of state.couriers) {
          const own = inOrder.filter((order) => order.courierId === id);
          expect(sum).toBeCloseTo(faded(minutesOf(own, 3)), 1);
        }
        for (const [id, { sum }] of state.customers) {
          const own = inOrder.filter((order) => order.consumerId === id);
          expect(sum).toBeCloseTo(faded(minutesOf(own, 3)), 1);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('are the orders that are being tracked: open, promised, and not late yet', () => {
    fc.assert(
      fc.property(anyLives(), anyInstant, (lives, now) => {
        const { open } = recounted(lives, now);
        const minute = new Date(minuteOf(now) * 60_000);
        const expected = open
          .filter(({ promisedAt }) => promisedAt !== undefined && promisedAt >= minute)
          .map(({ id }) => id);
        const tracked = learntAt(lives, now).tracked.map(({ id }) => id);
        expect(tracked.toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 25 },
    );
  });
});
