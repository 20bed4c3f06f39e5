import { Estimator } from '../estimate/estimator.js';
import { learn, newEstimateState } from '../estimate/learn.js';
import { estimateLessonsOf } from '../estimate/estimate-lesson.js';
import { courierId, orderId } from '../identifiers.js';
import type { OpeningHours } from '../opening-hours.js';
import type { Order } from '../order.js';
import { DEFAULT_DELAY_POLICY } from '../policy/delay-policy.js';
import { ajanta, anOrder, at, minutesAfter, openingHours } from '../testing/index.js';
import { impossibilities } from './impossibility.js';

const nothingLearnt = Estimator.of(newEstimateState());

function reasonsOf(order: Order, hours?: OpeningHours, estimator = nothingLearnt) {
  const found = impossibilities({
    order,
    restaurant: ajanta({ openingHours: hours }),
    estimator,
    policy: DEFAULT_DELAY_POLICY,
  });
  return found.map(({ reason, fromMs }) => [reason, new Date(fromMs).toISOString().slice(8, 16)]);
}

const saturday = (opens: string, closes: string) => ({ dayOfWeek: 6, opens, closes });
const open = (...intervals: OpeningHours['intervals']) => openingHours({ intervals });
const accepted = anOrder({ acceptedAt: at('18:05') });
const ofClosing = (order: Order, hours: OpeningHours) =>
  reasonsOf(order, hours).filter(([reason]) => !isStall(reason));
const isStall = (reason: string | undefined) =>
  reason === 'NEVER_ACCEPTED' || reason === 'KITCHEN_STALLED';

describe('a restaurant that closes', () => {
  it('can be reached until five minutes before', () => {
    expect(ofClosing(accepted, open(saturday('11:00', '18:35')))).toEqual([
      ['RESTAURANT_CLOSES_FIRST', '03T18:30'],
    ]);
  });

  it('counts by the interval of its day in which the meal is made', () => {
    const lunchAndDinner = open(saturday('11:00', '14:30'), saturday('17:00', '22:00'));
    expect(ofClosing(accepted, lunchAndDinner)).toEqual([['RESTAURANT_CLOSES_FIRST', '03T21:55']]);
    const atNoon = anOrder({ createdAt: at('12:00'), promisedAt: at('13:00') });
    expect(ofClosing(atNoon, lunchAndDinner)).toEqual([['RESTAURANT_CLOSES_FIRST', '03T14:25']]);
  });

  it('may close after midnight', () => {
    const late = open(saturday('17:00', '02:00'));
    expect(ofClosing(accepted, late)).toEqual([['RESTAURANT_CLOSES_FIRST', '04T01:55']]);
  });

  it('may close once for a holiday, or early today', () => {
    const closures = [{ from: at('18:30'), to: at('23:59') }];
    const early = openingHours({ closures });
    expect(ofClosing(accepted, early)).toEqual([['RESTAURANT_CLOSES_FIRST', '03T18:25']]);
  });

  it.each([
    ['Asia/Seoul', '03:30', '03T18:25'],
    ['America/Los_Angeles', '11:30', '03T18:25'],
    ['Australia/Sydney', '05:30', '03T18:25'],
  ])('closes by the clock of its own zone: %s at %s', (timeZone, closes, until) => {
    const everyDay = [6, 7].map((dayOfWeek) => ({ dayOfWeek, opens: '06:00', closes }));
    const hours = openingHours({ timeZone, intervals: everyDay });
    expect(ofClosing(accepted, hours)[0]).toEqual(['RESTAURANT_CLOSES_FIRST', until]);
  });

  it('closes an hour later in absolute time when the clocks go back that night', () => {
    // In Berlin, 25 October 2026 has 02:00 to 03:00 twice; 01:00 comes before, 04:00 after it.
    const until = (closes: string) =>
      ofClosing(
        anOrder({
          createdAt: new Date('2026-10-24T20:00Z'),
          promisedAt: new Date('2026-10-24T21:00Z'),
        }),
        openingHours({
          timeZone: 'Europe/Berlin',
          intervals: [{ dayOfWeek: 6, opens: '17:00', closes }],
        }),
      );
    expect(until('01:00')).toEqual([['RESTAURANT_CLOSES_FIRST', '24T22:55']]);
    expect(until('04:00')).toEqual([['RESTAURANT_CLOSES_FIRST', '25T02:55']]);
  });

  it('does so too early for a meal that the kitchen promises for later, which is known at once', () => {
    const order = { ...accepted, readyBy: at('22:31') };
    expect(ofClosing(order, openingHours())[0]).toEqual(['NOT_READY_BEFORE_CLOSING', '03T18:05']);
    const ready = { ...order, readyAt: at('18:19'), courierId: courierId(3) };
    expect(ofClosing(ready, openingHours()).map(([reason]) => reason)).not.toContain(
      'NOT_READY_BEFORE_CLOSING',
    );
  });

  it('does so before a courier can come whom nobody has found yet', () => {
    const ready = anOrder({ acceptedAt: at('18:05'), readyAt: at('18:19') });
    expect(ofClosing(ready, open(saturday('11:00', '18:45')))[0]).toEqual([
      'NO_COURIER_IN_TIME',
      '03T18:30',
    ]);
    const withCourier = { ...ready, courierId: courierId(3) };
    expect(ofClosing(withCourier, open(saturday('11:00', '18:45')))[0]).toEqual([
      'RESTAURANT_CLOSES_FIRST',
      '03T18:40',
    ]);
  });

  it('does not matter for a meal that is wanted tomorrow', () => {
    const tomorrow = anOrder({ createdAt: at('18:00'), promisedAt: new Date('2026-10-04T18:00Z') });
    expect(ofClosing(tomorrow, openingHours())).toEqual([['RESTAURANT_CLOSES_FIRST', '04T22:25']]);
  });

  it('does not matter once the courier has the meal, or where no hours are known', () => {
    const pickedUp = anOrder({ acceptedAt: at('18:05'), pickedUpAt: at('18:20') });
    expect(reasonsOf(pickedUp, open(saturday('11:00', '18:35')))).toEqual([]);
    expect(reasonsOf(accepted).map(([reason]) => reason)).toEqual(['KITCHEN_STALLED']);
  });
});

/** So many evenings' orders, each accepted after 5, ready after 15 and picked up after 20 minutes. */
function learnt(orders: number, missing: Partial<Order> = {}): Estimator {
  const lessons = Array.from({ length: orders }, (_, i) => {
    const createdAt = minutesAfter(at('00:00'), i);
    const order = anOrder({
      id: orderId(1000 + i),
      createdAt,
      promisedAt: minutesAfter(createdAt, 60),
      acceptedAt: minutesAfter(createdAt, 5),
      readyAt: minutesAfter(createdAt, 15),
      pickedUpAt: minutesAfter(createdAt, 20),
      deliveredAt: minutesAfter(createdAt, 35),
      ...missing,
    });
    return estimateLessonsOf(order, 'NOTHING', minutesAfter(createdAt, 35)).lessons;
  });
  return Estimator.of(learn(newEstimateState(), lessons.flat(), minutesAfter(at('00:00'), orders)));
}

describe('an order that waits longer than delivered ones ever did', () => {
  const experienced = learnt(600);

  it('is never accepted, has stalled in the kitchen, or finds no courier', () => {
    expect(reasonsOf(anOrder(), undefined, experienced)).toEqual([['NEVER_ACCEPTED', '03T19:00']]);
    expect(reasonsOf(accepted, undefined, experienced)).toEqual([['KITCHEN_STALLED', '03T20:05']]);
    const ready = anOrder({ acceptedAt: at('18:05'), readyAt: at('18:15') });
    expect(reasonsOf(ready, undefined, experienced)).toEqual([['NO_COURIER_IN_TIME', '03T19:45']]);
  });

  it('waits longer before anything was learnt', () => {
    const [[, until] = []] = reasonsOf(anOrder());
    expect(until).toBe('03T20:00');
  });

  it('is like all the others where the feed tells no acceptances: silence is no stall', () => {
    const silent = learnt(600, {
      acceptedAt: undefined,
      readyAt: undefined,
      pickedUpAt: undefined,
    });
    const [[, until] = []] = reasonsOf(anOrder(), undefined, silent);
    // Delivered after 35 minutes, all of them: what is older than any is stalled nevertheless.
    expect(until === undefined || until >= '03T19:00').toBe(true);
    const slower = learnt(600, {
      acceptedAt: undefined,
      readyAt: undefined,
      pickedUpAt: undefined,
      deliveredAt: at('23:00'),
    });
    expect(reasonsOf(anOrder(), undefined, slower)).toEqual([]);
  });

  it('waits for a meal ordered for later until it is wanted', () => {
    const order = anOrder({ promisedAt: at('21:30') });
    expect(reasonsOf(order, undefined, experienced)).toEqual([['NEVER_ACCEPTED', '03T21:30']]);
  });
});
