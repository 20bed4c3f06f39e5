import type { TraceMoment } from '@ftgo/monolith-traces';
import {
  ajanta,
  chickenVindaloo,
  forgottenOrder,
  minute,
  planOf,
  traceFromAjanta,
} from '../testing/mothers.js';
import { effectsOf } from './moment-effects.js';

const plan = planOf(traceFromAjanta([chickenVindaloo(), forgottenOrder()]));
const of = (...moments: readonly TraceMoment[]) => effectsOf(plan, moments);

describe('effectsOf', () => {
  it('opens a restaurant at the same hours every day, in its own zone', () => {
    const { restaurants } = of({
      at: minute(-5),
      kind: 'restaurant-created',
      restaurantId: '1',
    });
    expect(restaurants).toHaveLength(1);
    expect(restaurants[0]).toMatchObject({
      restaurantId: 1,
      name: 'Ajanta',
      timeZone: 'America/Los_Angeles',
    });
    expect(restaurants[0]?.openingHours.map(({ dayOfWeek }) => dayOfWeek)).toEqual([
      1, 2, 3, 4, 5, 6, 7,
    ]);
    expect(restaurants[0]?.openingHours[6]).toEqual({
      dayOfWeek: 7,
      opens: '11:00',
      closes: '23:30',
    });
  });

  it('makes an early closing a closure until the next opening', () => {
    const { closures } = of({
      at: minute(10),
      kind: 'closing-early',
      restaurantId: '1',
      closesAt: minute(60),
      reopensAt: minute(900),
    });
    expect(closures).toEqual([
      { restaurantId: 1, at: minute(10), closure: { from: minute(60), to: minute(900) } },
    ]);
  });

  it('places an order with its promise, its area and one line that comes to its total', () => {
    const { orders } = of({ at: minute(0), kind: 'created', orderId: 'vindaloo' });
    expect(orders).toEqual([
      {
        orderId: 1,
        consumerId: 7,
        restaurantId: 1,
        createdAt: minute(0),
        promisedAt: minute(45),
        area: 'Temescal',
        orderTotal: '61.70',
        lineItems: [{ menuItemId: '1', name: 'Meal', price: '61.70', quantity: 1 }],
      },
    ]);
  });

  it('promises nothing where the trace promises nothing', () => {
    const { orders } = of({ at: minute(1), kind: 'created', orderId: 'forgotten' });
    expect(orders).toMatchObject([{ orderId: 2, promisedAt: null, orderTotal: '0.00' }]);
  });

  it('lets the kitchen promise 15 minutes, whenever it will really be ready', () => {
    const { steps } = of({ at: minute(3), kind: 'accepted', orderId: 'vindaloo' });
    expect(steps).toEqual([
      {
        orderId: 1,
        at: minute(3),
        change: { kind: 'accepted', readyBy: minute(18), courierId: 3 },
      },
    ]);
  });

  it('says nothing of anything that is still to come (no leak of the future)', () => {
    const early: TraceMoment[] = [
      { at: minute(0), kind: 'created', orderId: 'vindaloo' },
      { at: minute(3), kind: 'accepted', orderId: 'vindaloo' },
    ];
    const other = planOf(
      traceFromAjanta([
        chickenVindaloo({ readyAt: minute(25), pickedUpAt: minute(50), deliveredAt: minute(90) }),
        forgottenOrder(),
      ]),
    );
    expect(effectsOf(other, early)).toEqual(effectsOf(plan, early));
  });

  it('assigns no courier where the trace knows none', () => {
    const { steps } = of({ at: minute(3), kind: 'accepted', orderId: 'forgotten' });
    expect(steps[0]?.change).not.toHaveProperty('courierId');
  });

  it.each(['preparing', 'ready', 'delivered'] as const)('notes that an order is %s', (kind) => {
    const { steps } = of({ at: minute(9), kind, orderId: 'vindaloo' });
    expect(steps).toEqual([{ orderId: 1, at: minute(9), change: { kind } }]);
  });

  it('notes who picked an order up', () => {
    const { steps } = of({ at: minute(18), kind: 'picked-up', orderId: 'vindaloo' });
    expect(steps[0]?.change).toEqual({ kind: 'picked-up', courierId: 3 });
  });

  it.each(['CONSUMER', 'RESTAURANT'] as const)('notes that the %s cancelled', (cancelledBy) => {
    const moment = { at: minute(9), kind: 'cancelled', orderId: 'vindaloo', cancelledBy } as const;
    expect(of(moment).steps[0]?.change).toEqual({ kind: 'cancelled', cancelledBy });
  });

  it('keeps the order of steps', () => {
    const { steps } = of(
      { at: minute(5), kind: 'preparing', orderId: 'vindaloo' },
      { at: minute(6), kind: 'preparing', orderId: 'forgotten' },
      { at: minute(7), kind: 'ready', orderId: 'vindaloo' },
    );
    expect(steps.map(({ orderId, at }) => [orderId, at])).toEqual([
      [1, minute(5)],
      [2, minute(6)],
      [1, minute(7)],
    ]);
  });

  it('refuses a moment of an order that the trace lacks', () => {
    const stranger = { at: minute(0), kind: 'created', orderId: 'haggis' } as const;
    expect(() => of(stranger)).toThrow(RangeError);
    expect(() =>
      effectsOf(planOf(traceFromAjanta([], ajanta())), [
        { at: minute(0), kind: 'restaurant-created', restaurantId: 'nowhere' },
      ]),
    ).toThrow(RangeError);
  });
});
