import fc from 'fast-check';
import { Money, toCents } from './money.js';

describe('Money', () => {
  it.each([
    ['0', 0],
    ['12', 1200],
    ['12.3', 1230],
    ['61.70', 6170],
    ['0.07', 7],
    ['9999999999999.99', 999_999_999_999_999],
  ])('of %s is %p cents, exactly', (money, cents) => {
    expect(Money.safeParse(money).success).toBe(true);
    expect(toCents(money)).toBe(cents);
  });

  it.each(['', '.5', '5.', '-1.00', '+1.00', '1e3', '1.234', '1,50', '$5', '99999999999999', ' 1'])(
    'is not %j',
    (text) => expect(Money.safeParse(text).success).toBe(false),
  );

  it('loses no cent, whatever the amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), (cents) => {
        const text = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
        expect(toCents(Money.parse(text))).toBe(cents);
      }),
    );
  });
});
