import fc from 'fast-check';
import { smsSize } from './segments.js';

describe('smsSize', () => {
  it.each([
    ['', 'GSM-7', 0, 1],
    ['a'.repeat(160), 'GSM-7', 160, 1],
    ['a'.repeat(161), 'GSM-7', 161, 2],
    ['a'.repeat(306), 'GSM-7', 306, 2],
    ['a'.repeat(307), 'GSM-7', 307, 3],
    ['€'.repeat(80), 'GSM-7', 160, 1],
    ['€'.repeat(81), 'GSM-7', 162, 2],
    ['늦'.repeat(70), 'UCS-2', 70, 1],
    ['늦'.repeat(71), 'UCS-2', 71, 2],
    ['늦'.repeat(135), 'UCS-2', 135, 3],
    ['🍛'.repeat(35), 'UCS-2', 70, 1],
  ])('of %j is %s, %i units, %i parts', (text, encoding, units, segments) => {
    expect(smsSize(text)).toEqual({ encoding, units, segments });
  });

  it('splits no character: a part that has room for half of one stays short', () => {
    // 153 septets hold 76 euro signs and a half, 67 units hold 33 curries and a half.
    expect(smsSize('€'.repeat(76 * 2)).segments).toBe(2);
    expect(smsSize('€'.repeat(76 * 2 + 1)).segments).toBe(3);
    expect(smsSize('🍛'.repeat(33 * 2)).segments).toBe(2);
    expect(smsSize('🍛'.repeat(33 * 2 + 1)).segments).toBe(3);
  });

  it('takes one typographic quote for what it costs: the whole message in UCS-2', () => {
    expect(smsSize("it's").encoding).toBe('GSM-7');
    expect(smsSize('it’s').encoding).toBe('UCS-2');
  });

  it('never grows by less than the room of its parts, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
        const { encoding, units, segments } = smsSize(text);
        const room = segments === 1 ? { 'GSM-7': 160, 'UCS-2': 70 } : { 'GSM-7': 153, 'UCS-2': 67 };
        expect(units).toBeLessThanOrEqual(segments * room[encoding]);
      }),
    );
  });
});
