import fc from 'fast-check';
import type { Offer } from './compensation.js';
import { DEFAULT_OFFER_POLICY, grantWithin, offerAmountCents, offerCode } from './compensation.js';
import { consumerId, offerId, orderId } from './identifiers.js';
import { at } from './testing/index.js';

const offerOf = (amountCents: number): Offer => ({
  id: offerId('0190c3de-0000-7000-8000-000000000042'),
  orderId: orderId(42),
  consumerId: consumerId(7),
  amountCents,
  currency: 'USD',
  code: 'ABCD-EFGH',
  expiresAt: at('23:00'),
});

describe('offerAmountCents', () => {
  it.each([
    [0, 1000, 200],
    [9.9, 9000, 200],
    [10, 1000, 300],
    [10, 5000, 500],
    [25, 4999, 700],
    [25, 5000, 1000],
  ])('offers for %p minutes and a total of %p cents %p cents', (minutes, total, cents) => {
    expect(offerAmountCents(DEFAULT_OFFER_POLICY, minutes, total)).toBe(cents);
  });

  it('offers nothing where no line of the table fits', () => {
    expect(offerAmountCents({ ...DEFAULT_OFFER_POLICY, tiers: [] }, 60, 6170)).toBe(0);
  });

  it('never offers less for a longer wait or a larger order', () => {
    const minutes = fc.integer({ min: 0, max: 120 });
    const cents = fc.integer({ min: 0, max: 20_000 });
    fc.assert(
      fc.property(minutes, minutes, cents, cents, (late, more, total, larger) => {
        const amount = offerAmountCents(DEFAULT_OFFER_POLICY, late, total);
        const other = offerAmountCents(DEFAULT_OFFER_POLICY, late + more, total + larger);
        expect(other).toBeGreaterThanOrEqual(amount);
      }),
    );
  });
});

describe('offerCode', () => {
  it('is the same for the same offer and can be read out on the telephone', () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        const code = offerCode(offerId(uuid));
        expect(code).toMatch(/^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/);
        expect(offerCode(offerId(uuid))).toBe(code);
      }),
    );
  });
});

describe('grantWithin', () => {
  const amounts = fc.array(fc.integer({ min: 1, max: 1000 }), { maxLength: 30 });
  const sum = (offers: readonly Offer[]) =>
    offers.reduce((total, { amountCents }) => total + amountCents, 0);

  it('I9: never grants more than the budget has left', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), amounts, (left, cents) => {
        expect(sum(grantWithin(left, cents.map(offerOf)))).toBeLessThanOrEqual(left);
      }),
    );
  });

  it('grants everything that the budget can bear, in the order that was asked', () => {
    fc.assert(
      fc.property(amounts, (cents) => {
        const offers = cents.map(offerOf);
        expect(grantWithin(sum(offers), offers)).toEqual(offers);
      }),
    );
  });

  it('passes over one that is too large, so that a smaller one may still fit', () => {
    const granted = grantWithin(500, [offerOf(300), offerOf(300), offerOf(200)]);
    expect(granted.map(({ amountCents }) => amountCents)).toEqual([300, 200]);
  });
});
