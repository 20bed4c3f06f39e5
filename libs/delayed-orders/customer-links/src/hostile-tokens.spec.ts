import fc from 'fast-check';
import type { SignedOffer } from './index.js';
import { OfferLinks } from './index.js';

const KEY = 'ajanta-ajanta-ajanta-ajanta-ajanta';
const links = new OfferLinks({ publicUrl: 'https://ftgo.example', key: KEY });

const anyOffer: fc.Arbitrary<SignedOffer> = fc.record({
  orderId: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
  offerId: fc.uuid(),
  amountCents: fc.integer({ min: 1, max: 10_000_000 }),
  expiresAt: fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true }),
});

const offer: SignedOffer = {
  orderId: 42,
  offerId: '0b5fbd0e-5bd0-4e5b-9d55-2f6f0d3f6a10',
  amountCents: 500,
  expiresAt: new Date('2026-10-06T18:40:00Z'),
};
const token = links.tokenFor(offer);
const [body = '', signature = ''] = token.split('.');

describe('I9: an offer link', () => {
  it('always reads back what it was made of, and is the same each time', () => {
    fc.assert(
      fc.property(anyOffer, (each) => {
        expect(links.read(links.tokenFor(each))).toEqual(each);
        expect(links.tokenFor({ ...each })).toBe(links.tokenFor(each));
      }),
    );
  });

  it('is always another for another offer', () => {
    fc.assert(
      fc.property(anyOffer, anyOffer, (one, other) => {
        fc.pre(JSON.stringify(one) !== JSON.stringify(other));
        expect(links.tokenFor(one)).not.toBe(links.tokenFor(other));
      }),
    );
  });

  it.each<[string, Partial<SignedOffer>]>([
    ['a larger amount', { amountCents: 50_000 }],
    ['a later end', { expiresAt: new Date('2099-01-01') }],
    ["somebody else's order", { orderId: 43 }],
    ['another offer', { offerId: 'ffffffff-5bd0-4e5b-9d55-2f6f0d3f6a10' }],
  ])('is refused with %s under the old signature', (_what, changes) => {
    const [richer] = links.tokenFor({ ...offer, ...changes }).split('.');
    expect(links.read(`${richer}.${signature}`)).toBeUndefined();
  });

  it('is refused with a key that differs in one character', () => {
    for (const key of [`${KEY}x`, KEY.slice(0, -1), KEY.toUpperCase(), `${KEY} `]) {
      const other = new OfferLinks({ publicUrl: 'https://ftgo.example', key });
      expect(other.read(token)).toBeUndefined();
    }
  });

  it.each([
    ['nothing', ''],
    ['a dot', '.'],
    ['the body alone', body],
    ['the body and a dot', `${body}.`],
    ['the signature alone', `.${signature}`],
    ['a third part', `${token}.x`],
    ['the parts exchanged', `${signature}.${body}`],
    ['no signature at all, as of algorithm none', `${body}.${'A'.repeat(43)}`],
    ['padding', `${body}=.${signature}=`],
    ['ordinary base64', `${body}.${signature.replaceAll('-', '+').replaceAll('_', '/')}+`],
    ['a space before', ` ${token}`],
    ['a line break after', `${token}\n`],
    ['a null character', `${token}\0`],
    ['its escaped form', encodeURIComponent(`${token}%`)],
    ['letters that look the same', token.replace(/[aeo]/, 'а')],
    ['ten megabytes', `${'A'.repeat(10_000_000)}.${signature}`],
    ['ten megabytes of signature', `${body}.${'A'.repeat(10_000_000)}`],
    ['dots for ten megabytes', '.'.repeat(10_000_000)],
  ])('is refused when it is %s, without an error', (_what, text) => {
    expect(links.read(text)).toBeUndefined();
  });

  it('is refused in every other spelling of its signature', () => {
    // 43 characters hold 258 bits, two more than the signature: four spellings decode alike.
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const bytes = Buffer.from(signature, 'base64url');
    const alike = [...alphabet]
      .map((last) => signature.slice(0, -1) + last)
      .filter((each) => Buffer.from(each, 'base64url').equals(bytes));
    expect(alike).toHaveLength(4);
    expect(alike.filter((each) => links.read(`${body}.${each}`) !== undefined)).toEqual([
      signature,
    ]);
  });

  it('is always refused once a character was taken out, put in or exchanged', () => {
    const edit = fc.record({
      at: fc.nat(token.length),
      removed: fc.nat(3),
      added: fc.string({ maxLength: 3 }),
    });
    fc.assert(
      fc.property(edit, ({ at, removed, added }) => {
        const changed = token.slice(0, at) + added + token.slice(at + removed);
        fc.pre(changed !== token);
        expect(links.read(changed)).toBeUndefined();
      }),
      { numRuns: 1_000 },
    );
  });

  it('can stand in an address as it is, whatever the offer', () => {
    fc.assert(
      fc.property(anyOffer, (each) => {
        const link = links.linkTo(each);
        expect(new URL(link).href).toBe(link);
        expect(link.length).toBeLessThan(300);
      }),
    );
  });

  it.each(['https://ftgo.example', 'https://ftgo.example/', 'https://ftgo.example///'])(
    'has one slash behind the public address %s',
    (publicUrl) => {
      const link = new OfferLinks({ publicUrl, key: KEY }).linkTo(offer);
      expect(link).toBe(`https://ftgo.example/offers/${token}`);
    },
  );

  it('keeps the path of a public address', () => {
    const below = new OfferLinks({ publicUrl: 'https://ftgo.example/eu/', key: KEY });
    expect(below.linkTo(offer)).toBe(`https://ftgo.example/eu/offers/${token}`);
  });

  it('says nothing of who may accept it, and nothing of the key (I8)', () => {
    const said = Buffer.from(body, 'base64url').toString();
    expect(said.split(' ').slice(1)).toEqual([
      '42',
      offer.offerId,
      '500',
      String(offer.expiresAt.getTime()),
    ]);
    expect(said).not.toContain('ajanta');
  });
});
