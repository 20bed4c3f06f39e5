import { formatTraceProblem, TraceError } from './trace.errors.js';

const badPromise = {
  file: 'orders.csv',
  line: 17,
  column: 'promised_at',
  found: 'tomorrow',
  expected: 'an instant such as 2026-10-03T18:40:00Z',
};

describe('formatTraceProblem', () => {
  it('says file, line, column, what was expected and what was found', () => {
    expect(formatTraceProblem(badPromise)).toBe(
      'orders.csv:17: column promised_at: expected an instant such as 2026-10-03T18:40:00Z, found "tomorrow"',
    );
  });

  it('leaves out what is not known', () => {
    const problem = { file: 'orders.csv', expected: 'a file that exists' };
    expect(formatTraceProblem(problem)).toBe('orders.csv: expected a file that exists');
  });

  it('keeps a long or multi-line value on one short line', () => {
    const printed = formatTraceProblem({ ...badPromise, found: `a\nb${'x'.repeat(1000)}` });
    expect(printed).toContain('found "a\\nbxxx');
    expect(printed.length).toBeLessThan(200);
    expect(printed).not.toContain('\n');
  });
});

describe('TraceError', () => {
  it('prints one problem a line, in the order of the file', () => {
    const error = new TraceError([badPromise, { ...badPromise, line: 3 }]);
    expect(error.message.split('\n').map((line) => line.slice(0, 14))).toEqual([
      'orders.csv:3: ',
      'orders.csv:17:',
    ]);
    expect(error.code).toBe('TRACE.UNREADABLE');
  });

  it('shows the first twenty and counts the rest', () => {
    const error = new TraceError(
      Array.from({ length: 33 }, (_, line) => ({ ...badPromise, line })),
    );
    expect(error.problems).toHaveLength(20);
    expect(error.omitted).toBe(13);
    expect(error.message.split('\n').at(-1)).toBe('and 13 more');
  });
});
