import { anOrder, at } from '@ftgo/delayed-orders-domain/testing';
import type { Estimator } from '@ftgo/delayed-orders-domain';
import {
  Estimator as RealEstimator,
  newEstimateState,
  SHIPPED_POLICY,
} from '@ftgo/delayed-orders-domain';
import type { KnownOrder } from '@ftgo/delayed-orders-persistence';
import { presentAnswers } from './present-answers.js';
import { presentText } from './present-text.js';
import { timesIn } from './order-times.js';

const known = (estimator: Estimator, order = anOrder()): KnownOrder => ({
  due: {
    order,
    restaurant: undefined,
    delayed: undefined,
    told: [],
    shadow: undefined,
    taught: 'NOTHING',
  },
  decider: { estimator, live: SHIPPED_POLICY, now: at('19:05') },
  dueAt: undefined,
  decisions: [],
  notices: [],
  offer: undefined,
});

describe('what would be decided about an order now', () => {
  const estimator = RealEstimator.of(newEstimateState());

  it('is what the deciding code says, the same however often it is asked', () => {
    const answers = [{ role: 'LIVE', policyVersion: 0, told: ['CUSTOMER', 'CUSTOMER_SERVICE'] }];
    expect(presentAnswers(known(estimator))).toMatchObject({ answers });
    expect(presentAnswers(known(estimator))).toEqual(presentAnswers(known(estimator)));
  });

  it('is nothing once the order has ended', () => {
    const order = anOrder({ deliveredAt: at('19:00') });
    expect(presentAnswers(known(estimator, order))).toEqual({ answers: [] });
  });

  it('is told as a bug where an order makes the deciding code fail', () => {
    const broken: Pick<Estimator, 'estimate'> = {
      estimate: () => {
        throw new RangeError('the stage is -1');
      },
    };
    const present = presentAnswers(known(broken as Estimator));
    expect(present).toEqual({ undecided: expect.any(String) });
    expect(presentText(present, timesIn(undefined))).toMatch(
      /\*\*\* .*; a bug: .*orders-undecided/,
    );
  });
});
