import { z } from 'zod';
import { isName, issuesOf, misunderstood, nameOf, nothing, understood } from './translation.js';

describe('nameOf', () => {
  it.each([
    'orders',
    'ON_FIRE',
    'net.chrisrichardson.ftgo.Order$Created',
    '_hidden',
    'ready-for-pickup',
  ])('tells the name %s', (name) => {
    expect(nameOf(name)).toBe(name);
    expect(isName(name)).toBe(true);
  });

  it.each([
    ['an e-mail address', 'ada.lovelace@example.com'],
    ['a phone number', '+15105550100'],
    ['a phone number in digits', '15105550100'],
    ['a name of a person', 'Ada Lovelace'],
    ['a street', '9 Amazing View'],
    ['JSON', '{"id":42}'],
    ['a line break, which would forge a line of the log', 'orders\nERROR'],
    ['nothing', ''],
    ['a number', 42],
    ['an object', { toString: 1 }],
    ['null', null],
  ])('does not tell %s (I8)', (_, value) => expect(nameOf(value)).toBe('(no name)'));

  it('cuts what is longer than a line of a log has room for', () => {
    expect(nameOf('x'.repeat(1_000_000))).toBe('x'.repeat(100));
  });
});

describe('issuesOf', () => {
  const Order = z.object({ id: z.int(), total: z.object({ cents: z.int() }) });
  const issues = (value: unknown): string => {
    const { error } = Order.safeParse(value);
    return error === undefined ? '' : issuesOf(error);
  };

  it('names paths and rules, and no value (I8)', () => {
    const told = issues({ id: 'ada@example.com', total: { cents: 'ada@example.com' } });
    expect(told).toBe('id: invalid_type; total.cents: invalid_type');
  });

  it('calls the message itself the body', () => {
    expect(issues('ada@example.com')).toBe('(body): invalid_type');
  });

  it('stops after ten', () => {
    const { error } = z.array(z.int()).safeParse(Array.from({ length: 500 }, String));
    expect(error && issuesOf(error).split('; ')).toHaveLength(10);
  });
});

describe('a translation', () => {
  it('that is understood tells changes and notices', () => {
    const notice = { cause: 'unknown-table', detail: 'consumers' } as const;
    expect(nothing(notice)).toEqual({ understood: true, changes: [], notices: [notice] });
    expect(understood([])).toEqual(nothing());
  });

  it('that is not understood tells the cause for the quarantine (I2)', () => {
    const translation = misunderstood('not-json', 'the body is no JSON');
    expect(translation).toEqual({
      understood: false,
      cause: 'not-json',
      detail: 'the body is no JSON',
    });
  });
});
