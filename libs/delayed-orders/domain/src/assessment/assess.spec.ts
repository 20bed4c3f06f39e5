import fc from 'fast-check';
import { CONDITIONS } from '../condition.js';
import { Estimator } from '../estimate/estimator.js';
import { newEstimateState } from '../estimate/learn.js';
import { consumerId, courierId } from '../identifiers.js';
import { DEFAULT_DELAY_POLICY } from '../policy/delay-policy.js';
import { changed } from '../policy/policy-document.js';
import { foldUpdates } from '../replica-fold.js';
import { ajanta, anOrder, at, minutesAfter, openingHours } from '../testing/index.js';
import type { Assessment, AssessmentInput } from './assess.js';
import { assess } from './assess.js';

const estimator = Estimator.of(newEstimateState());
const policy = DEFAULT_DELAY_POLICY;

function assessing(input: Partial<AssessmentInput> = {}): Assessment {
  return assess({
    order: anOrder(),
    restaurant: ajanta(),
    estimator,
    policy,
    before: undefined,
    now: at('18:20'),
    ...input,
  });
}

const closesAt = (closes: string) =>
  ajanta({
    openingHours: openingHours({ intervals: [{ dayOfWeek: 6, opens: '11:00', closes }] }),
  });

/** Accepted and nothing more: the older, the likelier late. */
const slow = anOrder({ acceptedAt: at('18:04') });
const eager = changed(policy, { riskEnterProbability: 0.2, riskLeaveProbability: 0.1 });

describe('assess', () => {
  it('finds a young order with a distant promise on time', () => {
    expect(assessing()).toMatchObject({ condition: 'ON_TIME', reason: undefined, reasons: [] });
  });

  it('finds an order at risk once lateness is likelier than the threshold, and says what it expects', () => {
    const asked = { order: slow, policy: eager };
    const { dueAt: riskAt = at('00:00') } = assessing(asked);
    const before = assessing({ ...asked, now: new Date(riskAt.getTime() - 1) });
    expect(before.condition).toBe('ON_TIME');
    const { condition, reason, estimate } = assessing({ ...asked, now: riskAt });
    expect({ condition, reason }).toEqual({ condition: 'AT_RISK', reason: 'EXPECTED_LATE' });
    expect(estimate?.probabilityLate).toBeGreaterThanOrEqual(eager.riskEnterProbability);
    expect(estimate?.expected.from.getTime()).toBeLessThan(estimate?.likelyAt.getTime() ?? 0);
    expect(estimate?.likelyAt.getTime()).toBeLessThan(estimate?.expected.to.getTime() ?? 0);
  });

  it('begins no risk before the window, and none when a warning would help nobody any more', () => {
    const asked = { order: anOrder({ promisedAt: at('18:40') }), policy: eager };
    expect(assessing({ ...asked, now: at('18:14') }).condition).toBe('ON_TIME');
    expect(assessing({ ...asked, now: at('18:15') }).condition).toBe('AT_RISK');
    const lastMoment = minutesAfter(at('18:30'), 0.99);
    expect(assessing({ ...asked, now: lastMoment }).condition).toBe('AT_RISK');
    expect(assessing({ ...asked, now: at('18:31') }).condition).toBe('ON_TIME');
  });

  it('keeps an order at risk in the gap between the two thresholds, so that it does not flap', () => {
    const gap = changed(policy, { riskEnterProbability: 0.999, riskLeaveProbability: 0.001 });
    const since = at('18:20');
    const before = { condition: 'AT_RISK', since } as const;
    expect(assessing({ order: slow, policy: gap, now: at('18:45') }).condition).toBe('ON_TIME');
    const { condition } = assessing({ order: slow, policy: gap, before, now: at('18:45') });
    expect(condition).toBe('AT_RISK');
  });

  it('lets an order dwell: what improves at once has recovered only after a while', () => {
    const order = anOrder({ promisedAt: at('19:30'), pickedUpAt: at('18:52') });
    const before = { condition: 'AT_RISK', since: at('18:50') } as const;
    const early = assessing({ order, before, now: at('18:53') });
    expect(early).toMatchObject({ condition: 'AT_RISK', dueAt: at('18:55') });
    expect(assessing({ order, before, now: at('18:55') })).toMatchObject({
      condition: 'RECOVERED',
      reason: 'EXPECTED_ON_TIME',
    });
  });

  it('finds an order late when the promise and the grace have passed, not a millisecond sooner', () => {
    const lateAt = at('19:02');
    const before = new Date(lateAt.getTime() - 1);
    expect(assessing({ now: before }).condition).toBe('ON_TIME');
    expect(assessing({ now: lateAt })).toMatchObject({
      condition: 'LATE',
      reason: 'PROMISE_PASSED',
      minutesLate: 2,
    });
  });

  it('keeps an order late that was, though a new policy is more patient', () => {
    const patient = changed(policy, { lateGraceMinutes: 30 });
    const before = { condition: 'LATE', since: at('19:02') } as const;
    const { condition } = assessing({ policy: patient, before, now: at('19:10') });
    expect(condition).toBe('LATE');
  });

  it('finds an order undeliverable that its restaurant cancelled', () => {
    const order = anOrder({ cancelledAt: at('18:10'), cancelledBy: 'RESTAURANT' });
    const reason = 'CANCELLED_BY_RESTAURANT';
    expect(assessing({ order })).toEqual({
      condition: 'UNDELIVERABLE',
      reason,
      reasons: [reason],
    });
  });

  it.each([
    ['delivered', { deliveredAt: at('18:10') }],
    ['cancelled by the customer', { cancelledAt: at('18:10'), cancelledBy: 'CONSUMER' as const }],
    ['deleted', { deletedAt: at('18:10') }],
    ['delivered by its state alone', { state: 'DELIVERED' as const }],
  ])('leaves the condition of an order as it was that is %s, and never looks again', (_, end) => {
    const order = anOrder(end);
    const before = { condition: 'LATE', since: at('19:02') } as const;
    expect(assessing({ order, now: at('23:00') })).toEqual({ condition: 'ON_TIME', reasons: [] });
    expect(assessing({ order, before })).toEqual({ condition: 'LATE', reasons: [] });
  });

  it('finds an order recovered that the courier has after all', () => {
    const before = { condition: 'UNDELIVERABLE', since: at('18:30') } as const;
    const order = anOrder({ pickedUpAt: at('18:31') });
    const { condition } = assessing({ order, before, now: at('18:32') });
    expect(condition).toBe('RECOVERED');
  });

  it('lists everything that speaks against an order, what decided first', () => {
    const { reasons } = assessing({ restaurant: closesAt('18:35'), order: slow, now: at('19:05') });
    expect(reasons).toEqual(['RESTAURANT_CLOSES_FIRST', 'PROMISE_PASSED']);
  });

  it('is due first when the risk begins, then when the promise has passed, then never', () => {
    const restaurant = undefined;
    const order = anOrder({
      acceptedAt: at('18:04'),
      readyAt: at('18:10'),
      pickedUpAt: at('18:12'),
    });
    const { dueAt: lateAt } = assessing({ order, restaurant, now: at('18:52') });
    expect(lateAt).toEqual(at('19:02'));
    expect(assessing({ order, restaurant, now: at('19:02') }).dueAt).toBeUndefined();
  });

  it('has only the promise to wait for before it knows of any progress', () => {
    const order = anOrder({ createdAt: undefined });
    expect(assessing({ order })).toMatchObject({ condition: 'ON_TIME', dueAt: at('19:02') });
  });
});

type Drawn = Omit<AssessmentInput, 'estimator'>;
const answer = (drawn: Drawn): Assessment => assess({ ...drawn, estimator });

const instant = fc
  .integer({ min: 0, max: 300 * 60 })
  .map((seconds) => minutesAfter(at('17:00'), seconds / 60));
const minute = fc
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
    courierId: maybe(fc.constant(courierId(3))),
    consumerId: fc.constant(consumerId(7)),
  })
  .map((fields) => anOrder(fields));
const policies = fc
  .record({
    lateGraceMinutes: fc.integer({ min: 0, max: 20 }),
    riskWindowMinutes: fc.integer({ min: 5, max: 60 }),
    riskLeastLeadMinutes: fc.integer({ min: 0, max: 15 }),
    riskEnterProbability: fc.double({ min: 0.2, max: 0.9, noNaN: true }),
    gap: fc.double({ min: 0.05, max: 0.9, noNaN: true }),
    leastDwellMinutes: fc.integer({ min: 0, max: 15 }),
    beyondHistoryShare: fc.double({ min: 0.0001, max: 0.2, noNaN: true }),
    acceptWithinMinutes: fc.integer({ min: 5, max: 60 }),
  })
  .map(({ gap, ...changes }) =>
    changed(policy, {
      ...changes,
      riskLeaveProbability: changes.riskEnterProbability * (1 - gap),
    }),
  );
const drawn: fc.Arbitrary<Drawn> = fc.record({
  order: openOrder,
  restaurant: maybe(fc.constantFrom('18:35', '20:00', '22:30', '01:00').map(closesAt)),
  policy: fc.oneof(fc.constant(policy), policies),
  before: maybe(
    fc.record({ condition: fc.constantFrom(...CONDITIONS), since: fc.constant(at('17:00')) }),
  ),
  now: minute,
});

/** The first second-exact instant, looked for minute by minute, at which the answer differs. */
function firstDifference(each: Drawn, first: Assessment): Date | undefined {
  const { condition, reason } = first;
  const since = each.before?.condition === condition ? each.before.since : each.now;
  const before = { condition, since };
  for (let minutes = 1; minutes <= 400; minutes++) {
    const now = minutesAfter(each.now, minutes);
    const later = answer({ ...each, before, now });
    if (later.condition !== condition || later.reason !== reason) return now;
  }
  return undefined;
}

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
        const { condition, reason, reasons } = answer(each);
        expect(reason !== undefined).toBe(condition !== 'ON_TIME');
        expect(reason).toBe(reasons[0]);
      }),
    );
  });

  it('is due at the first instant at which the answer differs, as minute by minute would find', () => {
    fc.assert(
      fc.property(drawn, (each) => {
        const first = answer(each);
        const found = firstDifference(each, first);
        const { dueAt } = first;
        // Looking each minute, a difference is seen up to a minute after it began.
        const isWithinReach = dueAt !== undefined && dueAt <= minutesAfter(each.now, 400);
        expect(found !== undefined).toBe(isWithinReach);
        if (found === undefined || dueAt === undefined) return;
        expect(dueAt.getTime()).toBeGreaterThan(found.getTime() - 60_000);
        expect(dueAt.getTime()).toBeLessThanOrEqual(found.getTime());
      }),
      { numRuns: 400 },
    );
  });

  it('differs at the very millisecond at which it is due, and not before', () => {
    fc.assert(
      fc.property(drawn, (each) => {
        const { condition, reason, dueAt } = answer(each);
        if (dueAt === undefined) return;
        const since = each.before?.condition === condition ? each.before.since : each.now;
        const at = (now: Date) => {
          const later = answer({ ...each, before: { condition, since }, now });
          return [later.condition, later.reason];
        };
        expect(at(dueAt)).not.toEqual([condition, reason]);
        const justBefore = new Date(dueAt.getTime() - 1);
        if (justBefore >= each.now) expect(at(justBefore)).toEqual([condition, reason]);
      }),
      { numRuns: 400 },
    );
  });

  it('depends on no order of messages: told anyhow, again and again, an order gets one answer (I1)', () => {
    const told = fc.array(
      fc.record({
        version: fc.nat(6),
        field: fc.constantFrom('promisedAt', 'acceptedAt', 'readyAt', 'pickedUpAt', 'readyBy'),
        value: fc.option(instant, { nil: null }),
      }),
      { minLength: 1, maxLength: 12 },
    );
    const random = fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(told, random, drawn, (messages, chance, each) => {
        // One message for each version: what one version says, it says once and for all.
        const updates = [...Map.groupBy(messages, ({ version }) => version)].map(
          ([version, said]) => ({
            id: 42,
            version,
            fields: Object.fromEntries(said.map(({ field, value }) => [field, value])),
          }),
        );
        const shuffled = [...updates, ...updates]
          .map((update) => ({ update, at: chance.next().value ?? 0 }))
          .sort((a, b) => a.at - b.at)
          .map(({ update }) => update);
        const answers = [updates, shuffled].map((heard) => {
          const fields = foldUpdates<Record<string, Date | null>>(heard)[0]?.fields ?? {};
          const known = Object.entries(fields).filter(([, value]) => value !== null);
          return answer({ ...each, order: anOrder(Object.fromEntries(known)) });
        });
        expect(answers[1]).toEqual(answers[0]);
      }),
      { numRuns: 300 },
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
