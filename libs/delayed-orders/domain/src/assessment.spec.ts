import fc from 'fast-check';
import type { Assessment, AssessmentInput } from './assessment.js';
import { assess } from './assessment.js';
import { CONDITIONS } from './condition.js';
import { DEFAULT_DELAY_POLICY } from './delay-policy.js';
import { RemainingTime } from './remaining-time.js';
import { stageEntries } from './stage.js';
import { ajanta, anOrder, at, minutesAfter, openingHours } from './testing/index.js';

const remainingTime = RemainingTime.learntFrom([]);

function assessing(input: Partial<AssessmentInput> = {}): Assessment {
  return assess({
    order: anOrder(),
    restaurant: ajanta(),
    remainingTime,
    policy: DEFAULT_DELAY_POLICY,
    previous: undefined,
    now: at('18:20'),
    ...input,
  });
}

const closesAt = (closes: string) =>
  ajanta({
    openingHours: openingHours({ intervals: [{ dayOfWeek: 6, opens: '11:00', closes }] }),
  });

describe('assess', () => {
  it('finds a young order with a distant promise on time, and says what it expects', () => {
    const { condition, reason, expected, likelyAt, probabilityLate } = assessing();
    expect({ condition, reason }).toEqual({ condition: 'ON_TIME', reason: undefined });
    expect(probabilityLate).toBeLessThan(0.35);
    expect(expected?.from.getTime()).toBeLessThan(likelyAt?.getTime() ?? 0);
    expect(likelyAt?.getTime()).toBeLessThan(expected?.to.getTime() ?? 0);
  });

  it('finds an order at risk once waiting has made lateness likelier than the threshold', () => {
    const assessment = assessing({ now: at('18:55') });
    expect(assessment).toMatchObject({ condition: 'AT_RISK', reason: 'EXPECTED_LATE' });
    expect(assessment.probabilityLate).toBeGreaterThanOrEqual(0.55);
  });

  it('tells no risk before the window, however likely lateness is', () => {
    const order = anOrder({ createdAt: at('18:00'), promisedAt: at('18:31') });
    expect(assessing({ order, now: at('18:05') }).condition).toBe('ON_TIME');
    expect(assessing({ order, now: at('18:06') }).condition).toBe('AT_RISK');
  });

  it('keeps an order at risk in the gap between the two thresholds, so that it does not flap', () => {
    const now = at('18:45');
    const { probabilityLate = 0 } = assessing({ now });
    expect(probabilityLate).toBeGreaterThan(0.35);
    expect(probabilityLate).toBeLessThan(0.55);
    expect(assessing({ now, previous: undefined }).condition).toBe('ON_TIME');
    expect(assessing({ now, previous: 'AT_RISK' }).condition).toBe('AT_RISK');
  });

  it('finds an order recovered when it improves, and it stays recovered', () => {
    const order = anOrder({ promisedAt: at('19:30'), pickedUpAt: at('18:52') });
    const now = at('18:53');
    expect(assessing({ order, now, previous: 'AT_RISK' }).condition).toBe('RECOVERED');
    expect(assessing({ order, now, previous: 'RECOVERED' }).condition).toBe('RECOVERED');
  });

  it('finds an order late when the promise and the grace have passed, not a millisecond sooner', () => {
    const lateAt = at('19:02');
    const before = new Date(lateAt.getTime() - 1);
    expect(assessing({ now: before }).condition).toBe('AT_RISK');
    expect(assessing({ now: lateAt })).toMatchObject({
      condition: 'LATE',
      reason: 'PROMISE_PASSED',
      minutesLate: 2,
    });
  });

  it('finds an order undeliverable that its restaurant cancelled', () => {
    const order = anOrder({ cancelledAt: at('18:10'), cancelledBy: 'RESTAURANT' });
    expect(assessing({ order })).toEqual({
      condition: 'UNDELIVERABLE',
      reason: 'CANCELLED_BY_RESTAURANT',
    });
  });

  it.each([
    ['delivered', { deliveredAt: at('18:10') }],
    ['cancelled by the customer', { cancelledAt: at('18:10'), cancelledBy: 'CONSUMER' as const }],
    ['deleted', { deletedAt: at('18:10') }],
    ['delivered by its state alone', { state: 'DELIVERED' as const }],
  ])('leaves the condition of an order as it was that is %s, and never looks again', (_, end) => {
    const order = anOrder(end);
    expect(assessing({ order, now: at('23:00') })).toEqual({ condition: 'ON_TIME' });
    expect(assessing({ order, previous: 'LATE' })).toEqual({ condition: 'LATE' });
  });

  it('finds an order undeliverable when no courier can reach the restaurant before it closes', () => {
    const restaurant = closesAt('18:35');
    const order = anOrder({ acceptedAt: at('18:05') });
    expect(assessing({ order, restaurant, now: at('18:29') }).condition).toBe('ON_TIME');
    expect(assessing({ order, restaurant, now: at('18:30') })).toMatchObject({
      condition: 'UNDELIVERABLE',
      reason: 'RESTAURANT_CLOSES_FIRST',
    });
  });

  it('finds an order undeliverable at once when the kitchen promises it for after closing', () => {
    const restaurant = closesAt('22:30');
    const order = anOrder({ acceptedAt: at('18:05'), readyBy: at('22:31') });
    expect(assessing({ order, restaurant }).condition).toBe('UNDELIVERABLE');
    const ready = { ...order, readyAt: at('18:19') };
    expect(assessing({ order: ready, restaurant }).condition).toBe('ON_TIME');
  });

  it('does not care for closing when the courier has the meal or the hours are unknown', () => {
    const now = at('18:40');
    const pickedUp = anOrder({ pickedUpAt: at('18:34') });
    expect(assessing({ order: pickedUp, restaurant: closesAt('18:35'), now }).condition).toBe(
      'ON_TIME',
    );
    expect(assessing({ restaurant: ajanta({ openingHours: undefined }), now }).condition).toBe(
      'ON_TIME',
    );
    expect(assessing({ restaurant: undefined, now }).condition).toBe('ON_TIME');
  });

  it('is due first when the risk begins, then when the promise has passed, then never', () => {
    const restaurant = undefined;
    const riskAt = assessing({ restaurant }).dueAt ?? at('00:00');
    const before = new Date(riskAt.getTime() - 1000);
    expect(assessing({ restaurant, now: before }).condition).toBe('ON_TIME');
    const risk = assessing({ restaurant, now: riskAt });
    expect(risk).toMatchObject({ condition: 'AT_RISK', dueAt: at('19:02') });
    expect(assessing({ restaurant, now: at('19:02') }).dueAt).toBeUndefined();
  });

  it('has nothing to expect and only the promise to wait for before it knows of any stage', () => {
    const order = anOrder({ createdAt: undefined });
    expect(assessing({ order })).toEqual({ condition: 'ON_TIME', dueAt: at('19:02') });
  });
});

type Drawn = Pick<AssessmentInput, 'order' | 'restaurant' | 'previous' | 'now'>;

const answer = (drawn: Drawn): Assessment =>
  assess({ ...drawn, remainingTime, policy: DEFAULT_DELAY_POLICY });

const instant = fc
  .integer({ min: 0, max: 300 })
  .map((minutes) => minutesAfter(at('17:00'), minutes));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const openOrder = fc
  .record({
    createdAt: maybe(instant),
    promisedAt: maybe(instant),
    acceptedAt: maybe(instant),
    readyBy: maybe(instant),
    preparingAt: maybe(instant),
    readyAt: maybe(instant),
    pickedUpAt: maybe(instant),
  })
  .map((fields) => anOrder(fields));
const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    order: openOrder,
    restaurant: maybe(fc.constantFrom('18:35', '20:00', '22:30', '01:00').map(closesAt)),
    previous: maybe(fc.constantFrom(...CONDITIONS)),
    now: instant,
  })
  .filter(({ order, now }) => stageEntries(order).every(({ enteredAt }) => enteredAt <= now));

describe('assess, whatever the open order', () => {
  it('never says LATE or AT_RISK without a promise', () => {
    fc.assert(
      fc.property(drawn, (each) => {
        const { condition } = answer({ ...each, order: { ...each.order, promisedAt: undefined } });
        expect(['LATE', 'AT_RISK']).not.toContain(condition);
      }),
    );
  });

  it('never says UNDELIVERABLE after the pick-up', () => {
    fc.assert(
      fc.property(drawn, instant, (each, pickedUpAt) => {
        const { condition } = answer({ ...each, order: { ...each.order, pickedUpAt } });
        expect(condition).not.toBe('UNDELIVERABLE');
      }),
    );
  });

  it('gives the same answer to the same question', () => {
    fc.assert(fc.property(drawn, (each) => expect(answer(each)).toEqual(answer(each))));
  });

  it('gives a reason exactly where somebody is told', () => {
    fc.assert(
      fc.property(drawn, (each) => {
        const { condition, reason } = answer(each);
        expect(reason !== undefined).toBe(['AT_RISK', 'LATE', 'UNDELIVERABLE'].includes(condition));
      }),
    );
  });

  it('answers alike in every minute before it is due, if nothing is heard', () => {
    fc.assert(
      fc.property(drawn, (each) => {
        const { condition, reason, dueAt } = answer(each);
        const until = dueAt ?? minutesAfter(each.now, 240);
        for (let now = minutesAfter(each.now, 1); now < until; now = minutesAfter(now, 1)) {
          const later = answer({ ...each, previous: condition, now });
          expect([now, later.condition, later.reason]).toEqual([now, condition, reason]);
        }
      }),
      { numRuns: 80 },
    );
  });

  it('is due ahead of now or never', () => {
    fc.assert(
      fc.property(drawn, (each) => {
        const { dueAt } = answer(each);
        expect(dueAt === undefined || dueAt > each.now).toBe(true);
      }),
    );
  });
});
