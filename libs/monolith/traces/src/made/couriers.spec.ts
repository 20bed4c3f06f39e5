import { minute } from '../testing.js';
import { Couriers } from './couriers.js';
import type { MadeOrder } from './mishaps.js';
import { SeededRandom } from './seeded-random.js';

function order(acceptedAt: Date | undefined, deliveredAt = minute(60)): MadeOrder {
  const placed = { restaurantId: '1', consumerId: '7', createdAt: minute(0) };
  return acceptedAt ? { ...placed, acceptedAt, deliveredAt } : placed;
}

function couriers(ordersPerEvening: number): Couriers {
  return new Couriers(new SeededRandom(1), ordersPerEvening);
}

describe('Couriers', () => {
  it('gives no courier to an order that was never accepted', () => {
    expect(couriers(265).assign(order(undefined))).toBeUndefined();
  });

  it('gives orders at one time to different couriers while there are free ones', () => {
    const team = couriers(53);
    const assigned = Array.from({ length: 10 }, () => team.assign(order(minute(1))));
    expect(new Set(assigned).size).toBe(10);
  });

  it('gives a further one to the courier who is free soonest', () => {
    const team = couriers(1);
    const first = [10, 40, 30, 20].map((end) => team.assign(order(minute(1), minute(end))));
    expect(team.assign(order(minute(5)))).toBe(first[0]);
    expect(team.assign(order(minute(5)))).toBe(first[3]);
  });

  it('has about as many as the evening needs at the published number of orders each', () => {
    const team = couriers(265);
    const assigned = Array.from({ length: 500 }, () => team.assign(order(minute(1))));
    expect(new Set(assigned).size).toBe(50);
  });
});
