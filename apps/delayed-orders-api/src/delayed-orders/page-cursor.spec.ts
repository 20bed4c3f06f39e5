import fc from 'fast-check';
import { decodeCursor, encodeCursor } from './page-cursor.js';

describe('the page cursor', () => {
  it('reads back what it wrote, for every instant and order', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }),
        fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
        (since, orderId) => {
          expect(decodeCursor(encodeCursor({ since, orderId }))).toEqual({ since, orderId });
        },
      ),
    );
  });

  it('is text that needs no escaping in an address', () => {
    const cursor = encodeCursor({ since: new Date('2026-10-03T18:40:00Z'), orderId: 42 });
    expect(cursor).toMatch(/^[\w-]+$/);
    expect(cursor.length).toBeLessThanOrEqual(100);
  });

  it('refuses what it never wrote, without throwing', () => {
    fc.assert(fc.property(fc.string(), (text) => decodeCursor(text) === undefined));
    const forged = Buffer.from('1.2; drop table offer').toString('base64url');
    expect(decodeCursor(forged)).toBeUndefined();
  });

  it('refuses numbers too long for an instant or an order', () => {
    for (const text of ['9999999999999999.1', '1.99999999999999999', '-1.1', '1e9.1']) {
      expect(decodeCursor(Buffer.from(text).toString('base64url'))).toBeUndefined();
    }
  });
});
