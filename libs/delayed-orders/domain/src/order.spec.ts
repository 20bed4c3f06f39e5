import type { Order } from './order.js';
import { hasEnded, isPickedUp } from './order.js';
import { anOrder, at } from './testing/index.js';

describe('hasEnded', () => {
  it.each<[string, Partial<Order>]>([
    ['its delivery', { deliveredAt: at('18:50') }],
    ['its cancellation', { cancelledAt: at('18:50') }],
    ['its deletion', { deletedAt: at('18:50') }],
    ['a state that says delivered', { state: 'DELIVERED' }],
    ['a state that says cancelled', { state: 'CANCELLED' }],
  ])('is true with %s', (_, end) => expect(hasEnded(anOrder(end))).toBe(true));

  it('is false of an order on its way', () => {
    expect(hasEnded(anOrder({ state: 'PICKED_UP', pickedUpAt: at('18:40') }))).toBe(false);
  });
});

describe('isPickedUp', () => {
  it.each<[boolean, Partial<Order>]>([
    [true, { pickedUpAt: at('18:40') }],
    [true, { state: 'PICKED_UP' }],
    [true, { state: 'DELIVERED' }],
    [false, { state: 'READY_FOR_PICKUP', readyAt: at('18:35') }],
    [false, { state: undefined }],
  ])('is %p of %j', (expected, order) => expect(isPickedUp(anOrder(order))).toBe(expected));
});
