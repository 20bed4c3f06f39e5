import fc from 'fast-check';
import { courierId, restaurantId } from '../identifiers.js';
import type { Order } from '../order.js';
import { anOrder, at, minutesAfter } from '../testing/index.js';
import type { EstimateInput } from './estimate-inputs.js';
import { ESTIMATE_INPUTS, INPUT_COUNT, POSITION } from './estimate-inputs.js';
import { EstimateKnowledge } from './estimate-knowledge.js';
import { DEFAULT_ESTIMATE_SETTINGS } from './estimate-settings.js';
import { newRestaurant } from './histories.js';
import { OrderRow } from './order-row.js';

function knowing(change: (knowledge: EstimateKnowledge) => void = () => undefined): OrderRow {
  const knowledge = new EstimateKnowledge(DEFAULT_ESTIMATE_SETTINGS);
  change(knowledge);
  return new OrderRow(knowledge);
}

function input(
  row: OrderRow,
  name: EstimateInput,
  order: Partial<Order>,
  now = at('18:30'),
): number {
  const given = anOrder(order);
  const filled = row.fill(given, given.promisedAt?.getTime() ?? Number.NaN, now.getTime());
  return filled ? (row.raw[POSITION[name]] ?? Number.NaN) : Number.NaN;
}

const accepted = { acceptedAt: at('18:05') };
const pickedUp = { ...accepted, pickedUpAt: at('18:20'), courierId: courierId(3) };

describe('the inputs of an order', () => {
  it('have a place each, in the order in which they are named', () => {
    expect(ESTIMATE_INPUTS.map((name) => POSITION[name])).toEqual(ESTIMATE_INPUTS.map((_, i) => i));
    // Those that time alone changes stand at the ends, so that the others can be told quickly.
    expect([POSITION.curve, POSITION.nearPromise]).toEqual([0, INPUT_COUNT - 1]);
  });

  it('are none while nothing is known of its progress', () => {
    const order = anOrder({ createdAt: undefined });
    expect(knowing().fill(order, at('19:00').getTime(), at('18:30').getTime())).toBe(false);
  });

  it('say which stage it is in', () => {
    const row = knowing();
    const flags = (order: Partial<Order>): number[] =>
      (['isAccepted', 'isPickedUp'] as const).map((name) => input(row, name, order));
    expect(flags({})).toEqual([0, 0]);
    expect(flags(accepted)).toEqual([1, 0]);
    expect(flags({ ...accepted, readyAt: at('18:15') })).toEqual([1, 0]);
    expect(flags(pickedUp)).toEqual([0, 1]);
  });

  it('grow worse as time goes on in a stage', () => {
    const row = knowing();
    const curve = (now: string): number => input(row, 'curve', accepted, at(now));
    expect(curve('18:40')).toBeGreaterThan(curve('18:30'));
    expect(curve('18:30')).toBeGreaterThan(curve('18:10'));
  });

  it('are the better for each event that is heard', () => {
    const row = knowing();
    expect(input(row, 'curve', pickedUp)).toBeLessThan(input(row, 'curve', accepted));
    expect(input(row, 'curve', accepted)).toBeLessThan(input(row, 'curve', {}));
  });

  it('compare the total and the promise with the usual', () => {
    const row = knowing((knowledge) => {
      knowledge.usual.logTotal.sum = knowledge.usual.logTotal.count * Math.log(1 + 61.7);
    });
    expect(input(row, 'orderTotal', {})).toBeCloseTo(0, 10);
    expect(input(row, 'promiseLength', {})).toBeCloseTo(0, 10);
    expect(input(row, 'promiseLength', { promisedAt: at('18:30') }, at('18:10'))).toBeCloseTo(
      -Math.LN2,
      10,
    );
  });

  it('know which lengths of promise are missed', () => {
    const row = knowing(({ promises }) => {
      for (let i = 0; i < 20; i++) promises.note(60, 12, 1);
    });
    expect(input(row, 'promiseMissed', {})).toBeCloseTo(6, 10);
    expect(input(row, 'promiseMissed', { promisedAt: at('18:50') })).toBe(0);
  });

  it('tell how long the order waited for its courier, once it has one', () => {
    const row = knowing();
    expect(input(row, 'waitForCourier', pickedUp)).toBeCloseTo(1.5, 10);
    expect(input(row, 'waitForCourier', { ...pickedUp, acceptedAt: undefined })).toBeCloseTo(2, 10);
    expect(input(row, 'waitForCourier', accepted)).toBe(0);
  });

  it('take from a restaurant’s history what belongs to the stage, and nothing else', () => {
    const row = knowing(({ restaurants }) => {
      const history = restaurants.touch(restaurantId(1), newRestaurant);
      Object.assign(history.fromPlaced, { count: 20, sum: 20 * 56 });
      Object.assign(history.fromAccepted, { count: 20, sum: 20 * 42 });
      Object.assign(history.fromPickedUp, { count: 20, sum: 20 * 31 });
    });
    const places = (order: Partial<Order>): number[] =>
      (['restaurantInTotal', 'restaurantAfterAcceptance', 'restaurantAfterPickup'] as const).map(
        (name) => input(row, name, order),
      );
    expect(places({})).toEqual([5, 0, 0]);
    expect(places(accepted)).toEqual([0, 2, 0]);
    expect(places(pickedUp)).toEqual([0, 0, 3]);
  });

  it('know the courier after the pick-up only', () => {
    const row = knowing(({ couriers }) => {
      Object.assign(
        couriers.touch(courierId(3), () => ({ count: 0, sum: 0 })),
        {
          count: 10,
          sum: 10 * 31,
        },
      );
    });
    expect(input(row, 'courier', pickedUp)).toBeCloseTo(3, 10);
    expect(input(row, 'courier', { ...accepted, courierId: courierId(3) })).toBe(0);
  });

  it('count as usual where they are unknown', () => {
    const row = knowing();
    const order = anOrder({ orderTotalCents: undefined, area: undefined, restaurantId: undefined });
    row.fill(order, at('19:00').getTime(), at('18:30').getTime());
    expect(row.values[POSITION.orderTotal]).toBe(0);
    const unpromised = anOrder({ promisedAt: undefined });
    row.fill(unpromised, Number.NaN, at('18:30').getTime());
    for (const name of ['curve', 'nearPromise', 'promiseLength'] as const) {
      expect(row.values[POSITION[name]]).toBe(0);
    }
  });

  it('lie within six standard deviations, however odd the order', () => {
    const instant = fc.integer({ min: -600, max: 600 }).map((m) => minutesAfter(at('18:00'), m));
    const odd = fc.record({
      createdAt: instant,
      promisedAt: instant,
      acceptedAt: fc.option(instant, { nil: undefined }),
      pickedUpAt: fc.option(instant, { nil: undefined }),
      orderTotalCents: fc.integer({ min: -100, max: 1e12 }),
    });
    const row = knowing();
    fc.assert(
      fc.property(odd, instant, (fields, now) => {
        row.fill(anOrder(fields), fields.promisedAt.getTime(), now.getTime());
        expect(row.values.every((value) => Math.abs(value) <= 6)).toBe(true);
        expect(row.values[INPUT_COUNT]).toBe(1);
        expect(row.logOdds()).not.toBeNaN();
      }),
    );
  });

  it('are not those of the order before, nor of what was known before', () => {
    const knowledge = new EstimateKnowledge(DEFAULT_ESTIMATE_SETTINGS);
    const row = new OrderRow(knowledge);
    const order = anOrder();
    const oddsOf = (each: Order): number => {
      row.fill(each, at('19:00').getTime(), at('18:30').getTime());
      return row.logOdds();
    };
    const before = oddsOf(order);
    expect(oddsOf(anOrder({ orderTotalCents: 90_000 }))).toBeGreaterThan(before);
    expect(oddsOf(order)).toBe(before);
    knowledge.usual.logTotal.sum += 40;
    knowledge.changes++;
    expect(oddsOf(order)).toBeLessThan(before);
  });

  it('can be asked about another instant without being filled for it', () => {
    const row = knowing();
    const order = anOrder(accepted);
    fc.assert(
      fc.property(fc.nat(55), fc.nat(55), (now, later) => {
        const lateMs = at('19:00').getTime();
        const [nowMs, laterMs] = [now, later].map((m) => minutesAfter(at('18:05'), m).getTime());
        row.fill(order, lateMs, nowMs ?? 0);
        const asked = row.logOddsAt(lateMs, laterMs ?? 0);
        row.fill(order, lateMs, laterMs ?? 0);
        expect(asked).toBe(row.logOdds());
      }),
    );
  });
});
