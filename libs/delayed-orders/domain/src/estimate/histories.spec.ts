import fc from 'fast-check';
import { newArea, newRestaurant, restaurantSnapshot, restoreRestaurant } from './histories.js';

describe('a restaurant’s history', () => {
  it('begins with nothing known', () => {
    expect(restaurantSnapshot(newRestaurant())).toEqual(Array(12).fill(0));
  });

  it('is the same after it was stored as numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9_999), { minLength: 12, maxLength: 12 }), (numbers) => {
        const history = restoreRestaurant(numbers);
        expect(restaurantSnapshot(history)).toEqual(numbers);
        expect(restoreRestaurant(restaurantSnapshot(history))).toEqual(history);
      }),
    );
  });

  it('is no two restaurants’', () => {
    const [one, other] = [newRestaurant(), newRestaurant()];
    one.fromPlaced.sum = 7;
    const [missing] = one.missing;
    if (missing !== undefined) missing.missed = 1;
    expect(other).toEqual(newRestaurant());
  });
});

describe('an area’s history', () => {
  it('begins with nothing known and the usual speed', () => {
    const { fromPlaced, speed } = newArea();
    expect(fromPlaced).toEqual({ count: 0, sum: 0 });
    expect(speed.logRatio).toBeCloseTo(0, 12);
  });
});
