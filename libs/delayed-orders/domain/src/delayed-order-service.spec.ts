import { DEFAULT_OFFER_POLICY } from './compensation.js';
import { DEFAULT_DELAY_POLICY } from './delay-policy.js';
import type { Decision, DueOrder } from './delayed-order-service.js';
import { DelayedOrderService } from './delayed-order-service.js';
import { notificationId, offerId } from './identifiers.js';
import { RemainingTime } from './remaining-time.js';
import { aDelayedOrder, ajanta, anOrder, at, minutesAfter } from './testing/index.js';

const remainingTime = RemainingTime.learntFrom([]);

function deciding(due: Partial<DueOrder>, now: Date): Decision {
  let made = 0;
  const uuid = () => `00000000-0000-4000-8000-${String((made += 1)).padStart(12, '0')}`;
  const service = new DelayedOrderService(DEFAULT_DELAY_POLICY, DEFAULT_OFFER_POLICY, {
    notificationId: () => notificationId(uuid()),
    offerId: () => offerId(uuid()),
  });
  const order = due.order ?? anOrder();
  return service.decide(
    { restaurant: ajanta(), delayed: undefined, ...due, order },
    remainingTime,
    now,
  );
}

const told = ({ notifications }: Decision) =>
  notifications.map(({ condition, audience, channel }) => [condition, audience, channel]);

describe('DelayedOrderService tells', () => {
  it('nobody of an order on time, and keeps no condition of it', () => {
    const decision = deciding({}, at('18:20'));
    expect(decision).toMatchObject({ notifications: [], lessons: [], delayed: undefined });
    expect(decision.outcome).toBeUndefined();
    expect(decision.dueAt).toBeDefined();
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
    const again = deciding({ delayed: first.delayed }, at('19:40'));
    expect(again.notifications).toEqual([]);
    expect(again.delayed).toMatchObject({ condition: 'LATE', since: at('19:05') });
  });

  it('of the next bad condition, and remembers when each was first seen', () => {
    const risky = deciding({}, at('18:55'));
    const late = deciding({ delayed: risky.delayed }, at('19:02'));
    expect(told(late).map(([condition]) => condition)).toEqual(['LATE', 'LATE']);
    expect(late.delayed).toMatchObject({
      firstAtRiskAt: at('18:55'),
      firstLateAt: at('19:02'),
      since: at('19:02'),
    });
  });

  it('nobody of a recovery, but keeps it', () => {
    const order = anOrder({ promisedAt: at('19:30'), pickedUpAt: at('18:52') });
    const delayed = aDelayedOrder({ promisedAt: at('19:30') });
    const decision = deciding({ order, delayed }, at('18:53'));
    expect(decision.notifications).toEqual([]);
    expect(decision.delayed).toMatchObject({ condition: 'RECOVERED', reason: undefined });
  });

  it('of a restaurant that cancelled, though the order has ended with it', () => {
    const order = anOrder({ cancelledAt: at('18:10'), cancelledBy: 'RESTAURANT' });
    const decision = deciding({ order }, at('18:11'));
    expect(told(decision).map(([condition]) => condition)).toEqual([
      'UNDELIVERABLE',
      'UNDELIVERABLE',
    ]);
    expect(decision.delayed?.endedAt).toEqual(at('18:10'));
    expect(decision.outcome).toMatchObject({ ending: 'UNDELIVERED', foresight: 'LATE_ONLY' });
    expect(decision.dueAt).toBeUndefined();
  });
});

describe('DelayedOrderService counts promises', () => {
  it('starts a new generation with a changed promise, so a second lateness is told', () => {
    const late = deciding({}, at('19:05'));
    const order = anOrder({ promisedAt: at('19:20'), version: 1 });
    const again = deciding({ order, delayed: late.delayed }, at('19:22'));
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
    const order = anOrder({ promisedAt: undefined });
    const decision = deciding({ order, delayed: aDelayedOrder() }, at('21:00'));
    expect(decision.delayed).toMatchObject({ promiseGeneration: 2, condition: 'ON_TIME' });
  });
});

describe('DelayedOrderService offers', () => {
  it('a credit with a risk told ahead, and both notices name it', () => {
    const { offer, notifications } = deciding({}, at('18:55'));
    expect(offer).toMatchObject({
      orderId: 42,
      consumerId: 7,
      currency: 'USD',
      expiresAt: minutesAfter(at('18:55'), 72 * 60),
    });
    expect(offer?.amountCents).toBeGreaterThan(0);
    expect(notifications.map((each) => each.offerId)).toEqual([offer?.id, offer?.id]);
  });

  it('nothing with lateness, which no credit can undo', () => {
    expect(deciding({}, at('19:05')).offer).toBeUndefined();
  });

  it('nothing again while the risk stays', () => {
    expect(deciding({ delayed: aDelayedOrder() }, at('18:56')).offer).toBeUndefined();
  });

  it('nothing to a customer whom no message named', () => {
    const decision = deciding({ order: anOrder({ consumerId: undefined }) }, at('18:55'));
    expect(decision.notifications).toHaveLength(2);
    expect(decision.offer).toBeUndefined();
  });
});

describe('DelayedOrderService ends', () => {
  const order = anOrder({ acceptedAt: at('18:05'), deliveredAt: at('19:09') });

  it('an episode with the delivery: the outcome knows what was foreseen, lessons are learnt', () => {
    const { delayed, outcome, lessons, notifications, dueAt } = deciding(
      { order, delayed: aDelayedOrder() },
      at('19:10'),
    );
    expect(delayed?.endedAt).toEqual(at('19:09'));
    expect(outcome).toMatchObject({ punctuality: 'LATE', foresight: 'AT_RISK', leadMinutes: 10 });
    expect(lessons.map(({ stage, minutes }) => [stage, minutes])).toEqual([
      ['PLACED', 69],
      ['ACCEPTED', 64],
    ]);
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
