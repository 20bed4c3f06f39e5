import fc from 'fast-check';
import { anOrder, at } from '../testing/index.js';
import { ESTIMATE_INPUTS } from './estimate-inputs.js';
import { EstimateLearner } from './estimate-learner.js';
import { Estimator } from './estimator.js';
import { newEstimateState } from './learn.js';
import { evening, lessonsOfLives } from './testing/order-lives.js';

const estimator = Estimator.of(newEstimateState());

describe('the explanation of an estimate', () => {
  it('adds up to the probability, for any order at any time before its promise', () => {
    const learner = new EstimateLearner();
    for (const lesson of lessonsOfLives(evening(60))) learner.learn(lesson);
    const minute = fc
      .integer({ min: 0, max: 59 })
      .map((m) => at(`18:${String(m).padStart(2, '0')}`));
    const cents = fc.option(fc.integer({ min: 0, max: 90_000 }), { nil: undefined });
    fc.assert(
      fc.property(minute, minute, cents, (acceptedAt, now, orderTotalCents) => {
        const order = anOrder({ acceptedAt, orderTotalCents });
        const found = learner.estimator.explain(order, now);
        const odds = (found?.inputs ?? []).reduce(
          (sum, { contribution }) => sum + contribution,
          found?.base ?? 0,
        );
        expect(1 / (1 + Math.exp(-odds))).toBeCloseTo(found?.probabilityLate ?? -1, 10);
        expect(found?.probabilityLate).toBe(learner.estimator.probabilityLate(order, now));
      }),
    );
  });

  it('names every input once, those that did most first', () => {
    const { inputs = [] } = estimator.explain(anOrder(), at('18:40')) ?? {};
    expect(inputs.map(({ input }) => input).toSorted()).toEqual([...ESTIMATE_INPUTS].toSorted());
    const sizes = inputs.map(({ contribution }) => Math.abs(contribution));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  });

  it('says of an unknown input that it is unknown, and that it did nothing', () => {
    const { inputs = [] } =
      estimator.explain(anOrder({ orderTotalCents: undefined }), at('18:40')) ?? {};
    expect(inputs.find(({ input }) => input === 'orderTotal')).toEqual({
      input: 'orderTotal',
      value: undefined,
      contribution: 0,
    });
  });

  it('tells the stage, and how likely it is that its next event never comes', () => {
    const order = anOrder({ acceptedAt: at('18:05') });
    expect(estimator.explain(order, at('18:40'))).toMatchObject({
      stage: 'ACCEPTED',
      missing: expect.closeTo(0.17, 5),
      version: 'S1.0',
    });
  });

  it('explains nothing without a promise', () => {
    expect(estimator.explain(anOrder({ promisedAt: undefined }), at('18:40'))).toBeUndefined();
  });
});
