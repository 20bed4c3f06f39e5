import fc from 'fast-check';
import { decimalToCents } from './decimal.js';

/** As Java's BigInteger writes an unscaled value: two's complement, the sign bit kept free. */
function base64Of(unscaled: bigint): string {
  const hex = unscaled.toString(16);
  const bytes = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  const isSignBitSet = ((bytes[0] ?? 0) & 0x80) !== 0;
  return Buffer.concat([Buffer.alloc(isSignBitSet ? 1 : 0), bytes]).toString('base64');
}

const cents = fc.integer({ min: 0, max: 99_999_999_999_999 });
const asText = (amount: number): string =>
  `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;

describe('decimalToCents reads', () => {
  it.each<[string, unknown, number]>([
    ['the base64 of 61.70', 'GBo=', 6170],
    ['the base64 of zero', 'AA==', 0],
    ['the base64 of the contract', 'Mf///5w=', 214_748_364_700],
    ['text', '61.70', 6170],
    ['text without cents', '61', 6100],
    ['text that could be base64 by its length', '1234', 123_400],
    ['text with one digit of cents', '61.7', 6170],
    ['text of a longer scale', '61.7000', 6170],
    ['a double', 61.7, 6170],
    ['a double that is not exact in binary', 0.29, 29],
    ['a whole double', 61, 6100],
    ['zero', 0, 0],
    ['scale and value', { scale: 2, value: 'GBo=' }, 6170],
    ['scale and value of a longer scale', { scale: 4, value: base64Of(617_000n) }, 6170],
    ['scale and value without a scale', { scale: 0, value: base64Of(61n) }, 6100],
  ])('%s', (_, value, expected) => expect(decimalToCents(value)).toBe(expected));

  it('the same amount in each way of writing it', () => {
    fc.assert(
      fc.property(cents, fc.integer({ min: 2, max: 6 }), (amount, scale) => {
        const scaled = base64Of(BigInt(amount) * 10n ** BigInt(scale - 2));
        const ways = [asText(amount), Number(asText(amount)), base64Of(BigInt(amount))];
        expect([...ways, { scale, value: scaled }].map(decimalToCents)).toEqual(
          Array.from({ length: 4 }, () => amount),
        );
      }),
    );
  });
});

describe('decimalToCents refuses', () => {
  it.each<[string, unknown]>([
    ['a negative text', '-61.70'],
    ['a negative double', -61.7],
    ['the base64 of -1', '/w=='],
    ['the base64 of -61.70', '5+Y='],
    ['a fraction of a cent as text', '61.705'],
    ['a fraction of a cent as a double', 61.705],
    ['a fraction of a cent by its scale', { scale: 3, value: base64Of(61_705n) }],
    ['scientific notation', '6.17e1'],
    ['more than can be counted exactly', '99999999999999999.00'],
    ['a double beyond the safe range', 1e18],
    ['base64 beyond the safe range', base64Of(2n ** 60n)],
    ['base64 of a kilobyte', 'A'.repeat(1024)],
    ['a broken base64', 'GBo'],
    ['an empty text', ''],
    ['words', 'much'],
    ['an infinite number', Infinity],
    ['no number', NaN],
    ['a yes', true],
    ['a list', [61, 70]],
    ['a scale that is no whole number', { scale: 2.5, value: 'AQ==' }],
    ['a negative scale', { scale: -2, value: 'AQ==' }],
    ['a scale without end', { scale: 1e9, value: 'AQ==' }],
    ['a scale without a value', { scale: 2 }],
    ['a value without a scale', { value: 'GBo=' }],
  ])('%s', (_, value) => expect(decimalToCents(value)).toBeUndefined());

  it('whatever else there is, without throwing', () => {
    const anything = fc.oneof(fc.anything(), fc.string(), fc.double(), fc.base64String());
    const scaled = fc.record({ scale: fc.double(), value: fc.base64String() });
    fc.assert(
      fc.property(fc.oneof(anything, scaled), (value) => {
        const read = decimalToCents(value);
        if (read !== undefined) expect(Number.isSafeInteger(read) && read >= 0).toBe(true);
      }),
    );
  });
});
