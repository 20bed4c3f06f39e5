import { lessonsOf, outcomeOf } from './outcome.js';
import { aDelayedOrder, anOrder, at } from './testing/index.js';

const now = at('21:00');

describe('outcomeOf', () => {
  it('says of a delivered order by how much it missed its promise', () => {
    const outcome = outcomeOf(anOrder({ deliveredAt: at('19:12') }), undefined, now);
    expect(outcome).toMatchObject({
      orderId: 42,
      restaurantId: 1,
      ending: 'DELIVERED',
      punctuality: 'LATE',
      minutesLate: 12,
      endedAt: at('19:12'),
      foresight: 'NOT',
    });
  });

  it('takes a delivery at the promised instant for on time, an early one for negative minutes', () => {
    const punctual = outcomeOf(anOrder({ deliveredAt: at('19:00') }), undefined, now);
    expect(punctual).toMatchObject({ punctuality: 'ON_TIME', minutesLate: 0 });
    const early = outcomeOf(anOrder({ deliveredAt: at('18:45') }), undefined, now);
    expect(early).toMatchObject({ punctuality: 'ON_TIME', minutesLate: -15 });
  });

  it('measures no lateness without a promise or a time of delivery', () => {
    const order = anOrder({ promisedAt: undefined, deliveredAt: at('19:12') });
    expect(outcomeOf(order, undefined, now).punctuality).toBe('NO_PROMISE');
    const timeless = outcomeOf(anOrder({ state: 'DELIVERED' }), undefined, now);
    expect(timeless).toMatchObject({
      ending: 'DELIVERED',
      punctuality: 'NO_PROMISE',
      endedAt: now,
    });
  });

  it("tells the customer's cancellation from our failure", () => {
    const byConsumer = anOrder({ cancelledAt: at('18:30'), cancelledBy: 'CONSUMER' });
    expect(outcomeOf(byConsumer, undefined, now).ending).toBe('CANCELLED');
    const byRestaurant = anOrder({ cancelledAt: at('18:30'), cancelledBy: 'RESTAURANT' });
    expect(outcomeOf(byRestaurant, undefined, now).ending).toBe('UNDELIVERED');
    const closed = aDelayedOrder({ condition: 'UNDELIVERABLE' });
    expect(outcomeOf(byConsumer, closed, now).ending).toBe('UNDELIVERED');
  });

  it('takes an order whose row was deleted for cancelled at that time', () => {
    const outcome = outcomeOf(anOrder({ deletedAt: at('18:31') }), undefined, now);
    expect(outcome).toMatchObject({ ending: 'CANCELLED', endedAt: at('18:31') });
  });

  it.each([
    ['AT_RISK', {}],
    ['LATE_ONLY', { firstAtRiskAt: undefined, firstLateAt: at('19:02') }],
    ['LATE_ONLY', { firstAtRiskAt: undefined, firstUndeliverableAt: at('19:02') }],
    ['NOT', { firstAtRiskAt: undefined }],
  ])('remembers the best warning: %s', (foresight, firsts) => {
    const order = anOrder({ deliveredAt: at('19:12') });
    expect(outcomeOf(order, aDelayedOrder(firsts), now).foresight).toBe(foresight);
  });

  it('says how long before the promise the risk was told', () => {
    const order = anOrder({ deliveredAt: at('19:12') });
    expect(outcomeOf(order, aDelayedOrder(), now).leadMinutes).toBe(10);
  });
});

describe('lessonsOf', () => {
  it('counts from each known stage the whole minutes to delivery', () => {
    const order = anOrder({ readyAt: at('18:30'), deliveredAt: at('18:50') });
    expect(lessonsOf(order)).toEqual([
      { stage: 'PLACED', minutes: 50, count: 1 },
      { stage: 'READY', minutes: 20, count: 1 },
    ]);
  });

  it('learns nothing from a stage after the delivery, nor from an order never delivered', () => {
    const confused = anOrder({ readyAt: at('18:55'), deliveredAt: at('18:50') });
    expect(lessonsOf(confused).map(({ stage }) => stage)).toEqual(['PLACED']);
    expect(lessonsOf(anOrder({ cancelledAt: at('18:50') }))).toEqual([]);
  });
});
