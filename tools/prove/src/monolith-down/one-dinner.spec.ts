import { madeTrace } from '@ftgo/monolith-traces';
import { oneDinner } from './one-dinner.js';

const HOUR_MS = 3_600_000;

describe('one dinner of many orders', () => {
  const dinner = oneDinner(1, 1_000);

  it('has as many orders as were asked for, each by itself', () => {
    expect(dinner.orders).toHaveLength(1_000);
    expect(new Set(dinner.orders.map(({ orderId }) => orderId)).size).toBe(1_000);
  });

  it('is over on the same evening', () => {
    const times = dinner.orders.map(({ createdAt }) => createdAt.getTime());
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(8 * HOUR_MS);
  });

  it('has restaurants, couriers and consumers that belong to one town each', () => {
    const towns = (id: string): number => Math.floor(Number(id) / 100_000);
    for (const { orderId, restaurantId, courierId, consumerId } of dinner.orders)
      for (const id of [restaurantId, consumerId, courierId ?? orderId])
        expect(towns(id)).toBe(towns(orderId));
  });

  it('is the made trace where one town is enough', () => {
    expect(oneDinner(3, 60)).toEqual(madeTrace({ seed: 3, orders: 60 }));
  });
});
