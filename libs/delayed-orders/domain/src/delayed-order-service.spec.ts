import { DEFAULT_OFFER_POLICY } from './compensation.js';
import type { Decider, Decision, DueOrder } from './delayed-order-service.js';
import { DelayedOrderService } from './delayed-order-service.js';
import { Estimator } from './estimate/estimator.js';
import { newEstimateState } from './estimate/learn.js';
import { notificationId, offerId } from './identifiers.js';
import { PolicyBook, SHIPPED_POLICY } from './policy/policy-document.js';
import {
  aDelayedOrder,
  ajanta,
  anOrder,
  at,
  minutesAfter,
  noisyEstimator,
} from './testing/index.js';

const calm = Estimator.of(newEstimateState());
/** Lateness is all but certain. */
const alarmed = noisyEstimator(at('18:00'), [0.9]);
/** It is all but excluded. */
const relieved = noisyEstimator(at('18:00'), [0.05]);

function deciding(due: Partial<DueOrder>, now: Date, by: Partial<Decider> = {}): Decision {
  let made = 0;
  const uuid = () => `00000000-0000-4000-8000-${String((made += 1)).padStart(12, '0')}`;
  const service = new DelayedOrderService(DEFAULT_OFFER_POLICY, {
    notificationId: () => notificationId(uuid()),
    offerId: () => offerId(uuid()),
  });
  return service.decide(
    {
      order: anOrder(),
      restaurant: ajanta(),
      delayed: undefined,
      told: [],
      shadow: undefined,
      taught: 'OPEN',
      ...due,
    },
    { estimator: calm, live: SHIPPED_POLICY, now, ...by },
  );
}

/** As the ledger has them at the next decision. */
const toldBy = (...decisions: Decision[]) =>
  decisions.flatMap(({ notifications }) =>
    notifications.map((each) => ({ ...each, isWithdrawn: false })),
  );
const told = ({ notifications }: Decision) =>
  notifications.map(({ condition, audience, channel }) => [condition, audience, channel]);

describe('DelayedOrderService tells', () => {
  it('nobody of an order on time, and keeps no condition of it', () => {
    const decision = deciding({}, at('18:20'));
    expect(decision).toMatchObject({ notifications: [], records: [], delayed: undefined });
    expect(decision.outcome).toBeUndefined();
    expect(decision.dueAt).toBeDefined();
  });

  it('each audience by the channels of the policy, and the customer as they have said', () => {
    const live = new PolicyBook(1, {
      all: {
        channels: {
          CUSTOMER: { LATE: ['EMAIL', 'SMS'] },
          CUSTOMER_SERVICE: { LATE: ['CASE'] },
          SUBSCRIBER: { LATE: ['WEBHOOK'] },
        },
      },
    });
    const others = [
      ['LATE', 'CUSTOMER_SERVICE', 'CASE'],
      ['LATE', 'SUBSCRIBER', 'WEBHOOK'],
    ];
    expect(told(deciding({}, at('19:05'), { live }))).toEqual([
      ['LATE', 'CUSTOMER', 'EMAIL'],
      ['LATE', 'CUSTOMER', 'SMS'],
      ...others,
    ]);
    const bySms = deciding({ preference: { wanted: ['SMS'], refused: [] } }, at('19:05'), { live });
    expect(told(bySms)).toEqual([['LATE', 'CUSTOMER', 'SMS'], ...others]);
    const silent = deciding(
      { preference: { wanted: null, refused: ['EMAIL', 'SMS'] } },
      at('19:05'),
      { live },
    );
    expect(told(silent)).toEqual(others);
    expect(silent.records[0]?.withheld).toEqual([
      { audience: 'CUSTOMER', because: 'WANTS_NO_NOTICES' },
    ]);
  });

  it('the customer and customer service of a late order, once each', () => {
    const decision = deciding({}, at('19:05'));
    expect(told(decision)).toEqual([
      ['LATE', 'CUSTOMER', 'EMAIL'],
      ['LATE', 'CUSTOMER_SERVICE', 'EMAIL'],
    ]);
    expect(decision.notifications[0]).toMatchObject({
      orderId: 42,
      promiseGeneration: 1,
      reason: 'PROMISE_PASSED',
      consumerId: 7,
      restaurantId: 1,
      promisedAt: at('19:00'),
      minutesLate: 5,
      decidedAt: at('19:05'),
      useBy: at('20:05'),
    });
  });

  it('nothing more while the condition stays the same, though it is asked again', () => {
    const first = deciding({}, at('19:05'));
    const again = deciding({ delayed: first.delayed, told: toldBy(first) }, at('19:10'));
    expect(again.notifications).toEqual([]);
    expect(again.delayed).toMatchObject({ condition: 'LATE', since: at('19:05') });
  });

  it('of the next bad condition, and remembers when each was first seen', () => {
    const risky = deciding({}, at('18:45'), { estimator: alarmed });
    const late = deciding({ delayed: risky.delayed, told: toldBy(risky) }, at('19:02'));
    expect(told(late).map(([condition]) => condition)).toEqual(['LATE', 'LATE']);
    expect(late.delayed).toMatchObject({
      firstAtRiskAt: at('18:45'),
      firstLateAt: at('19:02'),
      since: at('19:02'),
    });
  });

  it('of a recovery whom it told of the risk', () => {
    const risky = deciding({}, at('18:45'), { estimator: alarmed });
    const order = anOrder({ pickedUpAt: at('18:50') });
    const due = { order, delayed: risky.delayed, told: toldBy(risky) };
    const decision = deciding(due, at('18:51'), { estimator: relieved });
    expect(told(decision).map(([condition]) => condition)).toEqual(['RECOVERED', 'RECOVERED']);
    expect(decision.notifications[0]?.reason).toBe('EXPECTED_ON_TIME');
  });

  it('of a restaurant that cancelled, though the order has ended with it', () => {
    const order = anOrder({ cancelledAt: at('18:10'), cancelledBy: 'RESTAURANT' });
    const decision = deciding({ order }, at('18:11'));
    expect(told(decision).map(([condition]) => condition)).toEqual([
      'UNDELIVERABLE',
      'UNDELIVERABLE',
    ]);
    expect(decision.delayed?.endedAt).toEqual(at('18:10'));
    expect(decision.outcome).toMatchObject({
      ending: 'UNDELIVERED',
      reason: 'CANCELLED_BY_RESTAURANT',
      foresight: 'LATE_ONLY',
    });
    expect(decision.dueAt).toBeUndefined();
  });

  it('customer service first of a closing that is foreseen, then the customer when it is due', () => {
    const order = anOrder({ acceptedAt: at('18:05'), readyBy: at('22:31') });
    const first = deciding({ order }, at('18:20'));
    expect(told(first)).toEqual([['UNDELIVERABLE', 'CUSTOMER_SERVICE', 'EMAIL']]);
    expect(first.dueAt).toEqual(at('18:22'));
    const due = { order, delayed: first.delayed, told: toldBy(first) };
    expect(told(deciding(due, at('18:21')))).toEqual([]);
    expect(told(deciding(due, at('18:22')))).toEqual([['UNDELIVERABLE', 'CUSTOMER', 'EMAIL']]);
  });
});

describe('DelayedOrderService lets a notice expire', () => {
  const useBy = (decision: Decision) => decision.notifications.map((each) => each.useBy)[0];

  it('after as long as the policy says', () => {
    expect(useBy(deciding({}, at('19:05')))).toEqual(at('20:05'));
  });

  it('of a risk at the latest when the order is late, and that is told instead', () => {
    expect(useBy(deciding({}, at('18:45'), { estimator: alarmed }))).toEqual(at('19:02'));
  });

  it('of a recovery at the latest when the meal must have come', () => {
    const risky = deciding({}, at('18:45'), { estimator: alarmed });
    const order = anOrder({ pickedUpAt: at('18:50') });
    const due = { order, delayed: risky.delayed, told: toldBy(risky) };
    const decision = deciding(due, at('18:51'), { estimator: relieved });
    expect(useBy(decision)).toEqual(decision.notifications[0]?.expected?.to);
  });
});

describe('DelayedOrderService counts promises', () => {
  it('starts a new generation with a changed promise, so a second lateness is told', () => {
    const late = deciding({}, at('19:05'));
    const order = anOrder({ promisedAt: at('19:20'), acceptedAt: at('18:05'), version: 1 });
    const due = { order, delayed: late.delayed, told: toldBy(late) };
    const again = deciding(due, at('19:22'));
    expect(again.notifications.map((each) => each.promiseGeneration)).toEqual([2, 2]);
    expect(again.delayed).toMatchObject({ promiseGeneration: 2, promisedAt: at('19:20') });
  });

  it('does not take a new promise that is kept for a recovery', () => {
    const order = anOrder({ promisedAt: at('20:00') });
    const decision = deciding({ order, delayed: aDelayedOrder() }, at('18:55'));
    expect(decision.delayed).toMatchObject({ promiseGeneration: 2, condition: 'ON_TIME' });
    expect(decision.notifications).toEqual([]);
  });

  it('takes a withdrawn promise for a new generation in which nothing can be late', () => {
    const order = anOrder({ promisedAt: undefined, pickedUpAt: at('18:30') });
    const decision = deciding({ order, delayed: aDelayedOrder() }, at('21:00'));
    expect(decision.delayed).toMatchObject({ promiseGeneration: 2, condition: 'ON_TIME' });
  });
});

describe('DelayedOrderService offers', () => {
  it('a credit with a risk told ahead, and both notices name it', () => {
    const { offer, notifications } = deciding({}, at('18:45'), { estimator: alarmed });
    expect(offer).toMatchObject({
      orderId: 42,
      consumerId: 7,
      currency: 'USD',
      expiresAt: minutesAfter(at('18:45'), 72 * 60),
    });
    expect(offer?.amountCents).toBeGreaterThan(0);
    expect(notifications.map((each) => each.offerId)).toEqual([offer?.id, offer?.id]);
  });

  it('nothing with lateness, which no credit can undo', () => {
    expect(deciding({}, at('19:05')).offer).toBeUndefined();
  });

  it('nothing again while the risk stays', () => {
    const risky = deciding({}, at('18:45'), { estimator: alarmed });
    const due = { delayed: risky.delayed, told: toldBy(risky) };
    expect(deciding(due, at('18:46'), { estimator: alarmed }).offer).toBeUndefined();
  });

  it('nothing to a customer whom no message named', () => {
    const order = anOrder({ consumerId: undefined });
    const decision = deciding({ order }, at('18:45'), { estimator: alarmed });
    expect(decision.notifications).toHaveLength(2);
    expect(decision.offer).toBeUndefined();
  });
});

describe('DelayedOrderService explains', () => {
  it('each change by the policy, the versions and the estimate that it saw', () => {
    const order = anOrder({ version: 3, acceptedAt: at('18:05') });
    const live = new PolicyBook(7, { all: { riskEnterProbability: 0.01 } });
    const { records } = deciding({ order }, at('18:45'), { live });
    expect(records).toMatchObject([
      {
        role: 'LIVE',
        conditionBefore: undefined,
        condition: 'AT_RISK',
        reasons: ['EXPECTED_LATE'],
        policyVersion: 7,
        orderVersion: 3,
        restaurantVersion: 0,
        estimateVersion: 'S1.0',
        told: ['CUSTOMER', 'CUSTOMER_SERVICE'],
      },
    ]);
    const [record] = records;
    expect(record?.explanation?.probabilityLate).toBe(record?.probabilityLate);
    expect(record?.explanation?.inputs.length).toBeGreaterThan(5);
  });

  it('nothing where nothing changed', () => {
    const late = deciding({}, at('19:05'));
    const again = deciding({ delayed: late.delayed, told: toldBy(late) }, at('19:10'));
    expect(again.records).toEqual([]);
  });
});

describe('DelayedOrderService watches with a second policy', () => {
  const shadow = new PolicyBook(8, { all: { lateGraceMinutes: 0 } });

  it('that decides, and tells nobody', () => {
    const decision = deciding({}, at('19:00'), { shadow });
    expect(decision.delayed).toBeUndefined();
    expect(decision.notifications).toEqual([]);
    expect(decision.shadow).toMatchObject({ condition: 'LATE', since: at('19:00') });
    expect(decision.records).toMatchObject([{ role: 'SHADOW', policyVersion: 8, told: [] }]);
  });

  it('and looks when either of the two may change', () => {
    expect(deciding({}, at('18:52'), { shadow }).dueAt).toEqual(at('19:00'));
    expect(deciding({}, at('19:00'), { shadow }).dueAt).toEqual(at('19:02'));
  });

  it('whose foresight the outcome tells beside the live one', () => {
    const order = anOrder({ deliveredAt: at('19:09') });
    const { outcome } = deciding({ order, shadow: aDelayedOrder() }, at('19:10'), { shadow });
    expect(outcome).toMatchObject({
      foresight: 'NOT',
      shadowForesight: 'AT_RISK',
      shadowLeadMinutes: 10,
    });
  });
});

describe('DelayedOrderService looks again', () => {
  const order = anOrder({ pickedUpAt: at('18:10') });

  it('as the window opens and every other minute in it, by what was learnt meanwhile', () => {
    expect(deciding({ order }, at('18:11')).dueAt).toEqual(at('18:35'));
    expect(deciding({ order }, at('18:35')).dueAt).toEqual(at('18:37'));
    expect(deciding({ order }, minutesAfter(at('18:37'), 0.4)).dueAt).toEqual(at('18:39'));
    expect(deciding({ order }, at('18:49')).dueAt).toEqual(at('19:02'));
  });

  it('not at what is late already, or over', () => {
    const late = deciding({ order }, at('19:05'));
    expect(late.dueAt).toBeUndefined();
    const delivered = anOrder({ deliveredAt: at('18:20') });
    expect(deciding({ order: delivered }, at('18:21')).dueAt).toBeUndefined();
  });
});

describe('DelayedOrderService checks the estimate', () => {
  it('of every order a quarter of an hour before its promise, which it is due for', () => {
    const order = anOrder({ pickedUpAt: at('18:10') });
    expect(deciding({ order }, at('18:44')).dueAt).toEqual(at('18:45'));
    const { check } = deciding({ order }, at('18:45'));
    expect(check).toMatchObject({ orderId: 42, promisedAt: at('19:00'), estimateVersion: 'S1.0' });
    expect(check?.probabilityLate).toBeGreaterThan(0);
    expect(check?.probabilityLate).toBeLessThan(1);
  });

  it('not at another minute, nor of an order that has ended', () => {
    expect(deciding({}, at('18:44')).check).toBeUndefined();
    expect(deciding({}, at('18:46')).check).toBeUndefined();
    const order = anOrder({ deliveredAt: at('18:40') });
    expect(deciding({ order }, at('18:45')).check).toBeUndefined();
  });
});

describe('DelayedOrderService ends', () => {
  const order = anOrder({ acceptedAt: at('18:05'), deliveredAt: at('19:09') });

  it('an episode with the delivery: the outcome knows what was foreseen, the end is a lesson', () => {
    const { delayed, outcome, lessons, taught, notifications, dueAt } = deciding(
      { order, delayed: aDelayedOrder() },
      at('19:10'),
    );
    expect(delayed?.endedAt).toEqual(at('19:09'));
    expect(outcome).toMatchObject({ punctuality: 'LATE', foresight: 'AT_RISK', leadMinutes: 10 });
    expect({ lessons, taught }).toEqual({
      lessons: [{ kind: 'ENDED', at: at('19:10'), order }],
      taught: 'ENDED',
    });
    expect({ notifications, dueAt }).toEqual({ notifications: [], dueAt: undefined });
  });

  it('an order that was never bad with an outcome and no episode', () => {
    const decision = deciding({ order }, at('19:10'));
    expect(decision.delayed).toBeUndefined();
    expect(decision.outcome).toMatchObject({ foresight: 'NOT', minutesLate: 9 });
  });

  it('nothing of an open order', () => {
    expect(deciding({}, at('19:05')).outcome).toBeUndefined();
  });
});
