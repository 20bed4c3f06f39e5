import { outcomeOf } from './outcome.js';
import { aDelayedOrder, anOrder, at } from './testing/index.js';

const now = at('21:00');

describe('outcomeOf', () => {
  it('says of a delivered order by how much it missed its promise', () => {
    const outcome = outcomeOf(anOrder({ deliveredAt: at('19:12') }), undefined, undefined, now);
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
    const punctual = outcomeOf(anOrder({ deliveredAt: at('19:00') }), undefined, undefined, now);
    expect(punctual).toMatchObject({ punctuality: 'ON_TIME', minutesLate: 0 });
    const early = outcomeOf(anOrder({ deliveredAt: at('18:45') }), undefined, undefined, now);
    expect(early).toMatchObject({ punctuality: 'ON_TIME', minutesLate: -15 });
  });

  it('measures no lateness without a promise or a time of delivery', () => {
    const order = anOrder({ promisedAt: undefined, deliveredAt: at('19:12') });
    expect(outcomeOf(order, undefined, undefined, now).punctuality).toBe('NO_PROMISE');
    const timeless = outcomeOf(anOrder({ state: 'DELIVERED' }), undefined, undefined, now);
    expect(timeless).toMatchObject({
      ending: 'DELIVERED',
      punctuality: 'NO_PROMISE',
      endedAt: now,
    });
  });

  it("tells the customer's cancellation from our failure", () => {
    const byConsumer = anOrder({ cancelledAt: at('18:30'), cancelledBy: 'CONSUMER' });
    expect(outcomeOf(byConsumer, undefined, undefined, now).ending).toBe('CANCELLED');
    const byRestaurant = anOrder({ cancelledAt: at('18:30'), cancelledBy: 'RESTAURANT' });
    expect(outcomeOf(byRestaurant, undefined, undefined, now).ending).toBe('UNDELIVERED');
    const closed = aDelayedOrder({ condition: 'UNDELIVERABLE' });
    expect(outcomeOf(byConsumer, closed, undefined, now).ending).toBe('UNDELIVERED');
  });

  it('takes an order whose row was deleted for cancelled at that time', () => {
    const outcome = outcomeOf(anOrder({ deletedAt: at('18:31') }), undefined, undefined, now);
    expect(outcome).toMatchObject({ ending: 'CANCELLED', endedAt: at('18:31') });
  });

  it.each([
    ['AT_RISK', {}],
    ['LATE_ONLY', { firstAtRiskAt: undefined, firstLateAt: at('19:02') }],
    ['LATE_ONLY', { firstAtRiskAt: undefined, firstUndeliverableAt: at('19:02') }],
    ['NOT', { firstAtRiskAt: undefined }],
  ])('remembers the best warning: %s', (foresight, firsts) => {
    const order = anOrder({ deliveredAt: at('19:12') });
    expect(outcomeOf(order, aDelayedOrder(firsts), undefined, now).foresight).toBe(foresight);
  });

  it('says how long before the promise the risk was told', () => {
    const order = anOrder({ deliveredAt: at('19:12') });
    expect(outcomeOf(order, aDelayedOrder(), undefined, now).leadMinutes).toBe(10);
  });

  it('says why the order could not be delivered, and of a delivered one nothing', () => {
    const reason = 'KITCHEN_STALLED';
    const stalled = aDelayedOrder({ condition: 'UNDELIVERABLE', reason });
    const cancelled = anOrder({ cancelledAt: at('19:30'), cancelledBy: 'CONSUMER' });
    expect(outcomeOf(cancelled, stalled, undefined, now).reason).toBe(reason);
    const delivered = anOrder({ deliveredAt: at('19:30') });
    expect(outcomeOf(delivered, stalled, undefined, now).reason).toBeUndefined();
  });

  it('says what the watching policy would have foreseen, where there is one', () => {
    const order = anOrder({ deliveredAt: at('19:12') });
    expect(outcomeOf(order, undefined, aDelayedOrder(), now)).toMatchObject({
      foresight: 'NOT',
      shadowForesight: 'AT_RISK',
      shadowLeadMinutes: 10,
    });
    expect(outcomeOf(order, undefined, undefined, now)).not.toHaveProperty('shadowForesight');
  });
});
