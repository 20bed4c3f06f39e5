import fc from 'fast-check';
import { OfferLinks } from './index.js';

const links = new OfferLinks({
  publicUrl: 'https://ftgo.example/',
  key: 'ajanta-ajanta-ajanta-ajanta-ajanta',
});

const offer = {
  orderId: 42,
  offerId: '0b5fbd0e-5bd0-4e5b-9d55-2f6f0d3f6a10',
  amountCents: 500,
  expiresAt: new Date('2026-10-06T18:40:00Z'),
};

describe('OfferLinks', () => {
  it('reads back what it signed', () => {
    expect(links.read(links.tokenFor(offer))).toEqual(offer);
  });

  it('makes a link below the public address, with one slash', () => {
    expect(links.linkTo(offer)).toMatch(/^https:\/\/ftgo\.example\/offers\/[\w.-]+$/);
  });

  it('refuses a token in which any one character was changed', () => {
    const token = links.tokenFor(offer);
    fc.assert(
      fc.property(
        fc.nat(token.length - 1),
        fc.constantFrom(...'ABCXYZabcxyz0189-_.'),
        (at, character) => {
          const changed = token.slice(0, at) + character + token.slice(at + 1);
          // The last character of a signature carries two unused bits; text is compared, so even
          // an equivalent spelling is refused.
          return changed === token || links.read(changed) === undefined;
        },
      ),
    );
  });

  it('refuses whatever was never signed, without throwing', () => {
    fc.assert(fc.property(fc.string(), (text) => links.read(text) === undefined));
  });

  it('refuses a link signed with a retired key', () => {
    const retired = new OfferLinks({ publicUrl: 'https://ftgo.example', key: 'x'.repeat(32) });
    expect(links.read(retired.tokenFor(offer))).toBeUndefined();
  });
});
