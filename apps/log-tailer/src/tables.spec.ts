import { isPublished, isTailed, TAILED_TABLES } from './tables.js';

describe('the tables that are tailed', () => {
  it('are five, and the consumers are none of them (I8)', () => {
    expect([...TAILED_TABLES].sort()).toEqual([
      'courier_actions',
      'orders',
      'restaurant_closures',
      'restaurant_opening_hours',
      'restaurants',
    ]);
    expect(isTailed('public', 'consumers')).toBe(false);
  });

  it('lie in the schema public, and in no other', () => {
    expect(isTailed('public', 'orders')).toBe(true);
    expect(isTailed('archive', 'orders')).toBe(false);
  });
});

describe('a column', () => {
  it.each([
    'delivery_address_street1',
    'delivery_address_street2',
    'delivery_address_city',
    'delivery_address_state',
    'delivery_address_zip',
    'payment_token',
  ])(
    'of an order that is its customer’s own, such as %s, never leaves the monolith (I8)',
    (name) => {
      expect(isPublished('orders', name)).toBe(false);
    },
  );

  it('is published otherwise, also one that nobody has heard of', () => {
    expect(isPublished('orders', 'delivery_time')).toBe(true);
    expect(isPublished('orders', 'spice_level')).toBe(true);
    expect(isPublished('restaurants', 'payment_token')).toBe(true);
  });
});
