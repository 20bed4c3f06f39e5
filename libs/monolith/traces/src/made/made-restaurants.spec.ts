import { isOpenAt } from '../replay/restaurant-hours.js';
import { minute } from '../testing.js';
import { madeRestaurants, pickByPopularity } from './made-restaurants.js';
import { restaurantName } from './restaurant-names.js';
import { SeededRandom } from './seeded-random.js';

const OAKLAND = 'America/Los_Angeles';

function restaurantsFor(orders: number) {
  return madeRestaurants(new SeededRandom(1), orders, OAKLAND);
}

describe('madeRestaurants', () => {
  it.each([
    [1, 12],
    [240, 60],
    [20_000, 285],
  ])('has for %d orders %d restaurants, at most as many as published', (orders, count) => {
    expect(restaurantsFor(orders)).toHaveLength(count);
  });

  it('has Ajanta first', () => {
    expect(restaurantsFor(240)[0]?.restaurant).toMatchObject({
      restaurantId: '1',
      name: 'Ajanta',
      timeZone: OAKLAND,
    });
  });

  it('keeps all of them open from the first order to the last possible pick-up', () => {
    for (const { restaurant } of restaurantsFor(20_000)) {
      for (const minutes of [0, 60, 120, 180, 240, 300, 329]) {
        expect(isOpenAt(restaurant, minute(minutes))).toBe(true);
      }
    }
  });

  it('mixes slow and fast ones evenly, among the busiest twenty too', () => {
    for (const stage of ['accepted', 'pickedUp', 'delivered'] as const) {
      const paces = restaurantsFor(20_000).map(({ pace }) => pace[stage]);
      const mean = (list: readonly number[]): number =>
        list.reduce((sum, pace) => sum + pace, 0) / list.length;
      expect(Math.abs(mean(paces.slice(0, 20)))).toBeLessThan(0.25);
      expect(Math.abs(mean(paces))).toBeLessThan(0.05);
      expect(mean(paces.map((pace) => pace ** 2))).toBeCloseTo(1, 0);
    }
  });
});

describe('pickByPopularity', () => {
  it('picks the busiest tenth for 47 % of the orders, and everyone now and then', () => {
    const random = new SeededRandom(1);
    const ranks = Array.from({ length: 100 }, (_, rank) => rank);
    const picks = Array.from({ length: 20_000 }, () => pickByPopularity(random, ranks));
    expect(picks.filter((rank) => rank < 10).length / picks.length).toBeCloseTo(0.471, 1);
    expect(new Set(picks).size).toBe(100);
  });

  it('can pick from one, and not from none', () => {
    expect(pickByPopularity(new SeededRandom(1), ['Ajanta'])).toBe('Ajanta');
    expect(() => pickByPopularity(new SeededRandom(1), [])).toThrow(RangeError);
  });
});

describe('restaurantName', () => {
  it('gives every rank a name of its own, by the area where names run out', () => {
    const names = Array.from({ length: 1_000 }, (_, rank) => restaurantName(rank));
    expect(new Set(names).size).toBe(1_000);
    expect(names.filter((name) => name.startsWith('Ajanta')).slice(0, 2)).toEqual([
      'Ajanta',
      'Ajanta Temescal',
    ]);
  });
});
