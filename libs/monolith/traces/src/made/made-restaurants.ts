import type { TraceRestaurant } from '../trace.js';
import { normalQuantile } from './normal-distribution.js';
import { PUBLISHED_FIGURES, type QuantilePoint } from './published-figures.js';
import { interpolate } from './quantile-curve.js';
import { restaurantName } from './restaurant-names.js';
import type { SeededRandom } from './seeded-random.js';
import type { RestaurantPace } from './stage-minutes.js';

const ORDERS_PER_RESTAURANT = 4;
const FEWEST_RESTAURANTS = 12;

// All of them are open through the made evening, to the last pick-up that the stages allow.
const HOURS = [
  { opens: '11:00', closes: '23:30' },
  { opens: '10:30', closes: '00:00' },
  { opens: '17:00', closes: '01:00' },
  { opens: '16:30', closes: '02:00' },
  { opens: '00:00', closes: '00:00' },
] as const;

/** A restaurant of the made trace, with how slow it is. */
export interface MadeRestaurant {
  readonly restaurant: TraceRestaurant;
  readonly pace: RestaurantPace;
}

/** The made trace's restaurants, busiest first. */
export function madeRestaurants(
  random: SeededRandom,
  orders: number,
  timeZone: string,
): MadeRestaurant[] {
  const wanted = Math.max(FEWEST_RESTAURANTS, Math.round(orders / ORDERS_PER_RESTAURANT));
  const count = Math.min(PUBLISHED_FIGURES.stages.restaurants, wanted);
  const pace = paces(random);
  return Array.from({ length: count }, (_, rank) => ({
    restaurant: {
      restaurantId: String(rank + 1),
      name: restaurantName(rank),
      timeZone,
      ...random.pick(HOURS),
    },
    pace: pace(rank),
  }));
}

/** Picks a restaurant as often as its rank's published share of the orders says. */
export function pickByPopularity<T>(random: SeededRandom, byRank: readonly T[]): T {
  const rank = Math.floor(interpolate(RANK_BY_ORDERS, random.uniform()) * byRank.length);
  const picked = byRank[Math.min(rank, byRank.length - 1)];
  if (picked === undefined) throw new RangeError('no restaurant to pick from');
  return picked;
}

const RANK_BY_ORDERS: readonly QuantilePoint[] = [
  [0, 0],
  ...PUBLISHED_FIGURES.stages.restaurantConcentration.map(
    ([restaurants, orders]) => [orders, restaurants] as const,
  ),
  [1, 1],
];

// Multiples of an irrational number spread evenly, so that slow and fast ones are mixed among the
// few busy restaurants too; drawn at random, those alone would shift every stage's distribution.
function paces(random: SeededRandom): (rank: number) => RestaurantPace {
  const evenly = (step: number): ((rank: number) => number) => {
    const from = random.uniform();
    return (rank) => normalQuantile(((from + (rank + 1) * step) % 1) * 0.998 + 0.001);
  };
  const accepted = evenly(Math.SQRT2);
  const pickedUp = evenly(Math.sqrt(3));
  const delivered = evenly(Math.sqrt(5));
  return (rank) => ({
    accepted: accepted(rank),
    pickedUp: pickedUp(rank),
    delivered: delivered(rank),
  });
}
