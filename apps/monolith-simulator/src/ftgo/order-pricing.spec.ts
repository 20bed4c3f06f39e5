import { totalOf } from './order-pricing.js';

describe('totalOf', () => {
  it('is the sum of prices times quantities, without binary crumbs', () => {
    expect(totalOf([{ price: '12.34', quantity: 5 }])).toBe('61.70');
    expect(
      totalOf([
        { price: '0.10', quantity: 1 },
        { price: '0.20', quantity: 1 },
      ]),
    ).toBe('0.30');
  });

  it('is 0.00 for nothing', () => {
    expect(totalOf([])).toBe('0.00');
  });

  it('writes two decimals of a price that has none', () => {
    expect(totalOf([{ price: '7', quantity: 3 }])).toBe('21.00');
  });
});
