import { anOrder, at, minutesAfter } from '../testing/index.js';
import { EstimateLearner } from './estimate-learner.js';
import { Estimator } from './estimator.js';
import { evening, lessonsOfLives } from './testing/order-lives.js';

describe('EstimateLearner', () => {
  it('estimates by what it has just learnt, exactly as one who reads its state', () => {
    const learner = new EstimateLearner();
    const order = anOrder({ createdAt: at('12:00'), promisedAt: at('13:00') });
    for (const [i, lesson] of lessonsOfLives(evening(70)).entries()) {
      learner.learn(lesson);
      const open = { ...order, createdAt: lesson.at, promisedAt: minutesAfter(lesson.at, 40) };
      // Asked before and after, of the same order: nothing that was known before may linger.
      const before = learner.estimator.probabilityLate(open, minutesAfter(lesson.at, 10));
      if (i % 40 !== 0) continue;
      const reader = Estimator.of(learner.state());
      expect(reader.probabilityLate(open, minutesAfter(lesson.at, 10))).toBe(before);
      expect(reader.explain(open, minutesAfter(lesson.at, 10))).toEqual(
        learner.estimator.explain(open, minutesAfter(lesson.at, 10)),
      );
    }
  });

  it('goes on where a state was left', () => {
    const lessons = lessonsOfLives(evening(40));
    const one = new EstimateLearner();
    for (const lesson of lessons) one.learn(lesson);
    const half = new EstimateLearner();
    for (const lesson of lessons.slice(0, 60)) half.learn(lesson);
    const other = EstimateLearner.from(half.state());
    for (const lesson of lessons.slice(60)) other.learn(lesson);
    expect(other.state()).toEqual(one.state());
  });

  it('takes it for news that nothing happens', () => {
    const learner = new EstimateLearner();
    const lessons = lessonsOfLives(evening(40)).filter(({ kind }) => kind === 'OPENED');
    for (const lesson of lessons) learner.learn(lesson);
    const order = anOrder({ createdAt: at('13:15'), promisedAt: at('14:30') });
    const before = learner.estimator.explain(order, at('13:40'));
    learner.advanceTo(at('14:00'));
    const after = learner.estimator.explain(order, at('13:40'));
    const speed = (explained: typeof before): number =>
      explained?.inputs.find(({ input }) => input === 'feedSpeed')?.value ?? 0;
    expect(speed(after)).toBeLessThan(speed(before) - 0.3);
    expect(after?.probabilityLate).toBeGreaterThan(before?.probabilityLate ?? 1);
  });

  it('hands out states in which nothing changes any more', () => {
    const learner = new EstimateLearner();
    const lessons = lessonsOfLives(evening(30));
    for (const lesson of lessons.slice(0, 50)) learner.learn(lesson);
    const state = learner.state();
    const copy = JSON.stringify(state);
    for (const lesson of lessons.slice(50)) learner.learn(lesson);
    expect(JSON.stringify(state)).toBe(copy);
  });

  it('counts its version up with every lesson', () => {
    const learner = new EstimateLearner();
    const [first, second] = lessonsOfLives(evening(2));
    expect(learner.estimator.version).toBe('S1.0');
    for (const lesson of [first, second]) if (lesson !== undefined) learner.learn(lesson);
    expect(learner.estimator.version).toBe('S1.2');
  });
});
