import { madeTrace } from '@ftgo/monolith-traces';
import { chickenVindaloo } from '../testing.js';
import { restaurantSizes } from './restaurant-sizes.js';

const orders = (restaurantId: string, count: number) =>
  Array.from({ length: count }, (_, i) =>
    chickenVindaloo({ orderId: `${restaurantId}${i}`, restaurantId }),
  );

describe('restaurantSizes', () => {
  it('calls a restaurant large that has many of the orders', () => {
    const sizes = restaurantSizes([
      ...orders('stall', 3),
      ...orders('inn', 3),
      ...orders('hall', 9),
    ]);
    expect(Object.fromEntries(sizes)).toEqual({ stall: 'small', inn: 'small', hall: 'large' });
  });

  it('gives each size about a third of the orders', () => {
    const { orders: made } = madeTrace({ orders: 3_000, seed: 4 });
    const sizes = restaurantSizes(made);
    for (const size of ['small', 'middle', 'large']) {
      const share =
        made.filter(({ restaurantId }) => sizes.get(restaurantId) === size).length / made.length;
      expect(share).toBeGreaterThan(0.25);
      expect(share).toBeLessThan(0.42);
    }
  });

  it('knows every restaurant of the trace, a single one too', () => {
    const { orders: made } = madeTrace({ orders: 300, seed: 4 });
    const sizes = restaurantSizes(made);
    expect(new Set(sizes.keys())).toEqual(new Set(made.map(({ restaurantId }) => restaurantId)));
    expect(restaurantSizes(orders('only', 5)).get('only')).toBe('middle');
    expect(restaurantSizes([]).size).toBe(0);
  });
});
