import { anOrder, at, minutesAfter } from '../testing/index.js';
import type { Order } from '../order.js';
import { EstimateLearner } from './estimate-learner.js';
import type { EstimateLesson } from './estimate-lesson.js';
import { DEFAULT_ESTIMATE_SETTINGS } from './estimate-settings.js';
import type { EstimateState } from './estimate-state.js';
import { Estimator } from './estimator.js';
import { learn, newEstimateState } from './learn.js';
import { evening, lessonsOfLives, lifeOf } from './testing/order-lives.js';

const night = at('23:30');
const stored = (state: EstimateState): EstimateState =>
  JSON.parse(JSON.stringify(state)) as EstimateState;

describe('learn', () => {
  it('leaves the state that it is given as it was', () => {
    const before = newEstimateState();
    const copy = stored(before);
    learn(before, lessonsOfLives(evening(30)), night);
    expect(stored(before)).toEqual(copy);
  });

  it('makes the same whether quiet days pass at once or hour by hour', () => {
    const lessons = lessonsOfLives(evening(20));
    const atOnce = learn(newEstimateState(), lessons, minutesAfter(night, 5 * 1440));
    let hourly = learn(newEstimateState(), lessons, night);
    for (let hour = 1; hour <= 5 * 24; hour += 17)
      hourly = learn(hourly, [], minutesAfter(night, hour * 60));
    expect(learn(hourly, [], minutesAfter(night, 5 * 1440))).toEqual(atOnce);
  });

  it('lets a long time pass quickly', () => {
    const state = learn(newEstimateState(), lessonsOfLives(evening(20)), night);
    const nextMonth = learn(state, [], minutesAfter(night, 30 * 1440));
    expect(nextMonth.clock - state.clock).toBe(30 * 1440);
    expect(nextMonth.feed).toEqual({ open: [], delivered: 0, expected: 0 });
  });

  it('never lets time go back', () => {
    const state = learn(newEstimateState(), lessonsOfLives(evening(5)), night);
    expect(learn(state, [], at('12:00')).clock).toBe(state.clock);
  });

  it('counts every lesson in its revision', () => {
    const lessons = lessonsOfLives(evening(10));
    expect(learn(newEstimateState(), lessons, night).revision).toBe(lessons.length);
  });

  it('refuses a state of another form', () => {
    const other = { ...newEstimateState(), form: 2 } as unknown as EstimateState;
    expect(() => learn(other, [], night)).toThrow(/form 2/);
    expect(() => Estimator.of(other)).toThrow(/form 2/);
  });
});

describe('what is learnt', () => {
  it('is how long deliveries take, where and by whom', () => {
    const slow = evening(120).map((life, i) =>
      i % 4 === 0 ? lifeOf(i + 1, { createdAfter: i * 2, ended: 70, restaurant: 9 }) : life,
    );
    const estimator = Estimator.of(learn(newEstimateState(), lessonsOfLives(slow), night));
    const at9 = anOrder({ restaurantId: 9 as Order['restaurantId'] });
    expect(estimator.probabilityLate(at9, at('18:30'))).toBeGreaterThan(
      estimator.probabilityLate(anOrder(), at('18:30')) ?? 1,
    );
  });

  it('is that lateness is common, when it is', () => {
    const late = evening(150, { ended: 50, promised: 45 });
    const inTime = evening(150, { ended: 10, promised: 45 });
    const [ofLate, ofInTime] = [late, inTime].map((lives) => {
      const { weights } = learn(newEstimateState(), lessonsOfLives(lives), night);
      return (weights.weights.at(-1) ?? 0) + weights.surprise / (weights.certainty + 60);
    });
    expect(ofLate).toBeGreaterThan((ofInTime ?? 0) + 0.5);
  });

  it('is nothing of lateness from an order that was cancelled in time', () => {
    const cancelled = evening(40, { ended: 10, isCancelled: true });
    const { weights } = learn(newEstimateState(), lessonsOfLives(cancelled), night);
    expect(weights.weights).toEqual(newEstimateState().weights.weights);
    expect(weights.surprise).toBe(0);
  });

  it('is lateness as soon as the promise has passed, though the meal is still on its way', () => {
    const order = lifeOf(1, { createdAfter: 0, accepted: 3, promised: 40 });
    const [before, after] = [39, 42].map((minutes) =>
      learn(newEstimateState(), lessonsOfLives([order]), minutesAfter(at('12:00'), minutes)),
    );
    expect(before?.tracked).toHaveLength(1);
    expect(before?.weights.surprise).toBe(0);
    expect(after?.tracked).toHaveLength(0);
    expect(after?.weights.surprise).toBeGreaterThan(0);
  });

  it('has a row for every second minute until 10 minutes before the promise', () => {
    const order = lifeOf(1, { createdAfter: 0, promised: 40 });
    const state = learn(newEstimateState(), lessonsOfLives([order]), at('12:39'));
    expect(state.tracked[0]?.rows).toBe(15);
  });

  it('begins anew with the rows of an order that is promised for another time', () => {
    const first = anOrder({ createdAt: at('18:00'), promisedAt: at('18:40') });
    const later: Order = { ...first, promisedAt: at('19:10') };
    const lessons: EstimateLesson[] = [
      { kind: 'OPENED', at: at('18:00'), order: first },
      { kind: 'MOVED', at: at('18:20'), order: later },
    ];
    const state = learn(newEstimateState(), lessons, at('18:26'));
    expect(state.tracked[0]?.rows).toBe(3);
  });

  it('is soon half forgotten if it is not learnt again', () => {
    const state = learn(newEstimateState(), lessonsOfLives(evening(120)), night);
    const later = learn(state, [], minutesAfter(night, 40 * 1440));
    const sum = (of: EstimateState): number =>
      (of.curves.stages[0]?.totals ?? []).reduce((total, [, count]) => total + count, 0);
    expect(sum(later)).toBeLessThan(0.51 * sum(state));
    expect(sum(later)).toBeGreaterThan(0.3 * sum(state));
  });
});

describe('the state', () => {
  it('has room for so many of each and no more, and stays small', () => {
    const room = { restaurants: 20, couriers: 20, customers: 30, areas: 5, trackedOrders: 10 };
    const learner = new EstimateLearner({ lateAfterMinutes: 0, room });
    const lives = Array.from({ length: 600 }, (_, i) =>
      lifeOf(i + 1, {
        createdAfter: i / 2,
        accepted: 3,
        pickedUp: 9,
        ended: 20,
        promised: 60,
        restaurant: i + 1,
        courier: i + 1,
        consumer: i + 1,
        area: `area ${i}`,
      }),
    );
    for (const lesson of lessonsOfLives(lives)) learner.learn(lesson);
    const state = learner.state();
    expect(state.restaurants).toHaveLength(20);
    expect(state.couriers).toHaveLength(20);
    expect(state.customers).toHaveLength(30);
    expect(state.areas).toHaveLength(5);
    expect(state.tracked.length).toBeLessThanOrEqual(10);
  });

  it('is a few hundred kB at most, every room full', () => {
    const learner = new EstimateLearner();
    const lives = Array.from({ length: 4_000 }, (_, i) =>
      lifeOf(i + 1, {
        createdAfter: i / 20,
        accepted: (i * 7) % 31,
        pickedUp: (i * 11) % 43,
        ended: 3 + ((i * 13) % 53),
        promised: 60,
        restaurant: 1 + (i % 2_100),
        courier: 1 + (i % 2_200),
        consumer: i + 1,
        area: `area ${i % 310}`,
        totalCents: 1_000 + i,
      }),
    );
    for (const lesson of lessonsOfLives(lives)) learner.learn(lesson);
    const bytes = JSON.stringify(learner.state()).length;
    expect(bytes).toBeGreaterThan(150_000);
    expect(bytes).toBeLessThan(500_000);
  });

  it('keeps the settings that it was begun with', () => {
    const settings = { ...DEFAULT_ESTIMATE_SETTINGS, lateAfterMinutes: 10 };
    const state = learn(newEstimateState(settings), [], night);
    expect(state.settings).toEqual(settings);
  });
});
