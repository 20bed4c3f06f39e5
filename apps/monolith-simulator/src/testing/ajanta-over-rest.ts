import type { TestSimulator } from './test-simulator.js';

/** Ajanta as a request tells of it. */
export const AJANTA = {
  name: 'Ajanta',
  address: { street1: '1 High Street', street2: null, city: 'Oakland', state: 'CA', zip: '94619' },
  menu: { menuItemDTOs: [{ id: '1', name: 'Chicken Vindaloo', price: '12.34' }] },
};

/** John Doe as a request tells of him. */
export const JOHN = { name: { firstName: 'John', lastName: 'Doe' } };

/** Who and what an order needs. */
export interface Oakland {
  readonly consumerId: number;
  readonly restaurantId: number;
  readonly courierId: number;
}

/** Makes John, Ajanta and a courier who is available. */
export async function settleOakland(simulator: TestSimulator): Promise<Oakland> {
  const consumer = await simulator.post<{ consumerId: number }>('/consumers', JOHN);
  const restaurant = await simulator.post<{ id: number }>('/restaurants', AJANTA);
  const courier = await simulator.post<{ id: number }>('/couriers', JOHN);
  await simulator.post(`/couriers/${courier.json.id}/availability`, { available: true });
  return {
    consumerId: consumer.json.consumerId,
    restaurantId: restaurant.json.id,
    courierId: courier.json.id,
  };
}

/** Places an order for five Chicken Vindaloo. @returns its id */
export async function placeOrder(
  simulator: TestSimulator,
  { consumerId, restaurantId }: Oakland,
  more: object = {},
): Promise<number> {
  const lineItems = [{ menuItemId: '1', quantity: 5 }];
  const placed = await simulator.post<{ orderId: number }>('/orders', {
    consumerId,
    restaurantId,
    lineItems,
    ...more,
  });
  return placed.json.orderId;
}

/** FTGO's LocalDateTime so many minutes from now, in UTC. */
export function localTimeIn(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString().slice(0, 19);
}
