import { consumerId, courierId, orderId, restaurantId } from './identifiers.js';

describe.each([
  ['order', orderId],
  ['restaurant', restaurantId],
  ['consumer', consumerId],
  ['courier', courierId],
])('The id of a %s', (what, make) => {
  it('takes a number that the monolith can have given out', () => {
    expect(make(42)).toBe(42);
    expect(make(Number.MAX_SAFE_INTEGER)).toBe(Number.MAX_SAFE_INTEGER);
  });

  it.each([0, -1, 1.5, NaN, Infinity, Number.MAX_SAFE_INTEGER + 1])('refuses %p', (value) => {
    expect(() => make(value)).toThrow(
      new RangeError(`a ${what} id must be a positive whole number`),
    );
  });
});
