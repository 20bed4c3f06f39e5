import { OfferLinks } from './offer-links.js';
import { OptOutLinks } from './opt-out-links.js';

const options = {
  publicUrl: 'https://ftgo.example/',
  key: 'ajanta-ajanta-ajanta-ajanta-ajanta-ajanta',
};
const links = new OptOutLinks(options);
const john = { consumerId: 7, channel: 'EMAIL' };
const tokenOf = (link: string): string => link.split('/').at(-1) ?? '';

describe('OptOutLinks', () => {
  it('reads what it signed: who, and by which channel', () => {
    const link = links.linkTo(john);
    expect(link).toMatch(/^https:\/\/ftgo\.example\/opt-outs\/[\w.-]+$/);
    expect(links.read(tokenOf(link))).toEqual(john);
  });

  it('lets nobody opt out another customer', () => {
    const token = tokenOf(links.linkTo(john));
    const [body = '', signature = ''] = token.split('.');
    const forged = Buffer.from(Buffer.from(body, 'base64url').toString().replace(' 7 ', ' 8 '));
    expect(links.read(`${forged.toString('base64url')}.${signature}`)).toBeUndefined();
    expect(new OptOutLinks({ ...options, key: 'x'.repeat(40) }).read(token)).toBeUndefined();
  });

  it('takes no offer’s link for an opt-out, and the other way round', () => {
    const offers = new OfferLinks(options);
    const offer = { orderId: 42, offerId: 'o', amountCents: 500, expiresAt: new Date(0) };
    expect(links.read(offers.tokenFor(offer))).toBeUndefined();
    expect(offers.read(tokenOf(links.linkTo(john)))).toBeUndefined();
  });
});
