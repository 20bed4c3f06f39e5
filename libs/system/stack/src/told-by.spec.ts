import fc from 'fast-check';
import { aNotice, at } from './testing/evidence.js';
import { differences, toldBy } from './told-by.js';
import type { LedgerEntry } from './verdict.js';

describe('what a ledger told, in lines that two runs can be compared by (I3)', () => {
  it('is one line for each notice, the same in whatever order they were written', () => {
    const ledger = [7, 42, 5].map((orderId) => aNotice({ orderId }));
    expect(toldBy(ledger)).toHaveLength(3);
    expect(toldBy([...ledger].reverse())).toEqual(toldBy(ledger));
    expect(toldBy(ledger).find((line) => line.includes('42'))).toMatch(/LATE.*CUSTOMER.*told$/);
  });

  it.each<[string, Partial<LedgerEntry>]>([
    ['the order', { orderId: 43 }],
    ['the promise', { promiseGeneration: 2 }],
    ['the condition', { condition: 'AT_RISK' }],
    ['the audience', { audience: 'CUSTOMER_SERVICE' }],
    ['the reason', { reason: 'NEVER_ACCEPTED' }],
    ['the instant of the decision', { decidedAt: new Date(at('18:33')) }],
    ['what became of it', { state: 'SUPPRESSED', cause: 'DELIVERED' }],
  ])('tells two runs apart by %s', (_what, changes) => {
    const [one, other] = [toldBy([aNotice()]), toldBy([aNotice(changes)])];
    expect(differences(one, other)).toHaveLength(2);
  });

  it.each<[string, Partial<LedgerEntry>]>([
    ['the random id', { notificationId: 'another' }],
    ['an answer that was lost', { state: 'UNKNOWN' }],
    ['a sender that died and was followed by another', { cause: 'sender.died' }],
  ])('does not tell them apart by %s', (_what, changes) => {
    expect(differences(toldBy([aNotice()]), toldBy([aNotice(changes)]))).toEqual([]);
  });

  it('tells apart why one was suppressed', () => {
    const suppressed = (cause: string): string[] =>
      toldBy([aNotice({ state: 'SUPPRESSED', cause })]);
    expect(differences(suppressed('DELIVERED'), suppressed('CANCELLED'))).toHaveLength(2);
  });
});

describe('the differences between two runs', () => {
  it('say which run has what the other lacks', () => {
    expect(differences(['a', 'b'], ['b', 'c'])).toEqual([
      'only in the first: a',
      'only in the second: c',
    ]);
  });

  it('are always none of a run with itself, and as many the other way round', () => {
    const lines = fc.uniqueArray(fc.string());
    fc.assert(
      fc.property(lines, lines, (one, other) => {
        expect(differences(one, one)).toEqual([]);
        expect(differences(one, other)).toHaveLength(differences(other, one).length);
        const common = one.filter((line) => other.includes(line));
        const { length } = differences(one, other);
        expect(length).toBe(one.length + other.length - 2 * common.length);
      }),
    );
  });
});
