import { between, fixed, minutesOf, percent, signed } from './figure-words.js';

describe('figures in words', () => {
  it('have three decimals, a sign where it matters, and a unit', () => {
    expect(fixed(0.66666)).toBe('0.667');
    expect([signed(0.1), signed(-0.1), signed(0)]).toEqual(['+0.100', '-0.100', '+0.000']);
    expect(between({ low: 0.1, high: 0.9 })).toBe('0.100 to 0.900');
    expect(percent(0.1234)).toBe('12.3 %');
    expect(minutesOf(12.34)).toBe('12.3 min');
  });

  it('are a dash where there are none', () => {
    for (const word of [fixed, percent, minutesOf]) expect(word(Number.NaN)).toBe('-');
    expect(between({ low: Number.NaN, high: Number.NaN })).toBe('- to -');
  });
});
