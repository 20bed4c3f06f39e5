import { outcomeRows } from './outcome-rows.js';

const STAGES = ['greeting', 'ehlo', 'mail', 'rcpt', 'data', 'body', 'message'];
const rows = outcomeRows();

describe('the table of SMTP outcomes', () => {
  it('has every stage with every action once, and the good case', () => {
    for (const stage of STAGES)
      for (const name of ['4xx', '5xx', '421', 'reset', 'close', 'hang', 'drip'])
        expect(rows.filter((row) => row.stage === stage && row.name === name)).toHaveLength(1);
    expect(rows.at(-1)).toMatchObject({ actions: [], expected: { last: 'SENT', copies: 1 } });
  });

  it('expects two copies at most, and two only where the first attempt was ambiguous (I5)', () => {
    for (const { expected } of rows) {
      expect(expected.copies).toBeLessThanOrEqual(2);
      if (expected.copies === 2) expect(expected.first).toBe('UNKNOWN');
    }
  });

  it('expects doubt only once the relay may have read the message (I5)', () => {
    const doubted = rows.filter(({ expected }) => expected.first === 'UNKNOWN');
    expect(new Set(doubted.map(({ stage }) => stage))).toEqual(new Set(['body', 'message']));
    expect(doubted.some(({ name }) => /xx|421/.test(name))).toBe(false);
  });

  it('expects a notice to be given up only for a refusal of the message itself', () => {
    const failed = rows.filter(({ expected }) => expected.last === 'FAILED');
    expect(new Set(failed.map(({ name }) => name))).toEqual(new Set(['5xx']));
    expect(failed.map(({ stage }) => stage)).toEqual(['mail', 'rcpt', 'data', 'body', 'message']);
  });
});
