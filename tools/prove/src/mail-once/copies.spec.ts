import type { Account } from './copies.js';
import { judge } from './copies.js';

const ID = '<2f0d7c62-77b1-4b23-8f2f-3a6f0a4d4b11@ftgo.example>';

const copy = (atMs: number, messageId = ID) => ({ atMs, messageId });

/** The notice of order 42, sent and taken once, in peace. */
const account = ({ line, ...changes }: Partial<Omit<Account, 'line'>> & { line?: object } = {}) =>
  ({
    messageId: ID,
    copies: [copy(1_000)],
    doubts: 0,
    ...changes,
    line: { orderId: 42, state: 'SENT', isSettled: true, ambiguousSends: 0, cause: null, ...line },
  }) as Account;

describe('the copies of a notice', () => {
  it('are one where nothing went wrong', () => {
    expect(judge(account(), [])).toBe('exactly once');
  });

  it('may be one although the ledger does not know of it', () => {
    const line = { state: 'UNKNOWN', ambiguousSends: 2 };
    expect(judge(account({ line }), [])).toBe('exactly once');
  });

  it('may be two where the relay left doubt', () => {
    const copies = [copy(1_000), copy(32_000)];
    const twice = account({ copies, doubts: 1, line: { ambiguousSends: 1 } });
    expect(judge(twice, [])).toBe('twice by injection');
  });

  it('may be two where a kill followed the first, and the ledger knows of the doubt', () => {
    const twice = account({ copies: [copy(1_000), copy(4_000)], line: { ambiguousSends: 1 } });
    expect(judge(twice, [1_200])).toBe('twice by a kill');
    // The relay reads what was written just before.
    expect(judge(twice, [900])).toBe('twice by a kill');
  });

  it.each([
    ['nobody was killed', [], 1],
    ['a kill came before the first', [400], 1],
    ['a kill came long after the first', [3_900], 1],
    ['a kill came after the second', [4_100], 1],
    ['the ledger knows of no doubt', [1_200], 0],
  ])('are not two where %s (I5)', (_why, kills, ambiguousSends) => {
    const twice = account({ copies: [copy(1_000), copy(4_000)], line: { ambiguousSends } });
    expect(judge(twice, kills)).toMatchObject({
      broken: expect.stringMatching(/^order 42: twice, and nothing explains it \(3000 ms apart/),
    });
  });

  it('are never three, whatever happened (I5)', () => {
    const copies = [copy(1_000), copy(4_000), copy(7_000)];
    const judged = judge(account({ copies, doubts: 2, line: { ambiguousSends: 2 } }), [1_200]);
    expect(judged).toEqual({ broken: 'order 42: 3 copies' });
  });

  it('are doubted by the ledger as often as the relay left doubt (I5)', () => {
    expect(judge(account({ doubts: 1 }), [])).toEqual({
      broken: 'order 42: 1 times in doubt, 0 in the ledger',
    });
  });

  it('carry one Message-ID', () => {
    const copies = [copy(1_000), copy(4_000, '<vindaloo@ftgo.example>')];
    const line = { ambiguousSends: 1 };
    expect(judge(account({ copies, doubts: 1, line }), [])).toMatchObject({
      broken: expect.stringContaining('another Message-ID'),
    });
  });

  it('are none only where the ledger says UNKNOWN after the one repeat', () => {
    const none = (line: object) => judge(account({ copies: [], line }), []);
    expect(none({ state: 'UNKNOWN', ambiguousSends: 2 })).toBe(
      'never, and UNKNOWN after its repeat',
    );
    expect(none({ state: 'UNKNOWN', ambiguousSends: 1 })).toHaveProperty('broken');
    expect(none({ state: 'SENT' })).toEqual({ broken: 'order 42: lost, and SENT' });
    expect(none({ state: 'FAILED' })).toEqual({ broken: 'order 42: lost, and FAILED' });
  });

  it('contradict a ledger that says FAILED', () => {
    expect(judge(account({ line: { state: 'FAILED' } }), [])).toHaveProperty('broken');
  });

  it('say nothing while the notice still waits', () => {
    const line = { isSettled: false, state: 'RETRY' };
    expect(judge(account({ line }), [])).toEqual({ broken: 'order 42: RETRY, and still waiting' });
  });
});
