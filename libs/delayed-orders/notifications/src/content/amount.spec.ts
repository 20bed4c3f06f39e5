import { amount } from './amount.js';

describe('amount', () => {
  it('writes cents in the way of the reader', () => {
    expect(amount(500, 'USD', 'en')).toBe('$5.00');
    expect(amount(1234, 'EUR', 'en')).toBe('€12.34');
    expect(amount(500, 'USD', 'ko')).toBe('US$5.00');
  });

  it('survives a currency that does not exist', () => {
    expect(amount(500, 'no<b>', 'en')).toBe('5.00 nob');
    expect(amount(500, '', 'en')).toBe('5.00');
  });
});
