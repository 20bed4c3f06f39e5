import type { TraceProblem } from '../trace.errors.js';
import { RowReader } from './row-reader.js';
import { UniqueIds } from './unique-ids.js';

let problems: TraceProblem[] = [];

beforeEach(() => {
  problems = [];
});

function reading(values: Record<string, string>, line = 17): RowReader {
  return new RowReader({ line, values }, 'orders.csv', problems);
}

describe('RowReader', () => {
  it('reads each kind of value', () => {
    const row = reading({ id: '42', at: '2026-10-03T01:00:00Z', total: '61.7' });
    expect(row.requiredText('id')).toBe('42');
    expect(row.requiredInstant('at')).toEqual(new Date('2026-10-03T01:00:00Z'));
    expect(row.cents('total')).toBe(6170);
    expect(problems).toEqual([]);
  });

  it.each([
    ['0', 0],
    ['61', 6100],
    ['61.7', 6170],
    ['61.07', 6107],
    ['0.29', 29],
    ['999999999.99', 99_999_999_999],
  ])('reads the amount %s exactly', (text, cents) => {
    expect(reading({ total: text }).cents('total')).toBe(cents);
  });

  it('reads an empty value, or a column that isn’t there, as absent', () => {
    const row = reading({ area: '' });
    expect([row.text('area'), row.instant('area'), row.cents('nowhere')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(row.isEmpty('area')).toBe(true);
    expect(problems).toEqual([]);
  });

  it('notes a value that must be there and isn’t, and goes on', () => {
    const row = reading({ id: '', at: '' });
    expect(row.requiredText('id')).toBe('');
    expect(row.requiredInstant('at').getTime()).toBeNaN();
    expect(problems.map(({ line, column, found }) => ({ line, column, found }))).toEqual([
      { line: 17, column: 'id', found: '' },
      { line: 17, column: 'at', found: '' },
    ]);
  });

  it('notes a value of the wrong kind once and reads it as absent', () => {
    expect(reading({ at: 'noon' }).instant('at')).toBeUndefined();
    expect(problems).toEqual([
      {
        file: 'orders.csv',
        line: 17,
        column: 'at',
        found: 'noon',
        expected: 'an instant such as 2026-10-03T18:40:00Z',
      },
    ]);
  });

  it.each(['x'.repeat(101), 'a\tb', 'a\nb', 'a\u0085b'])('takes no text like %j', (text) => {
    expect(reading({ name: text }).text('name')).toBeUndefined();
    expect(problems).toHaveLength(1);
  });

  it.each(['x'.repeat(100), '한옥 부엌', 'Smoke, "Cedar"', '🍛'])('takes text like %j', (text) => {
    expect(reading({ name: text }).text('name')).toBe(text);
  });
});

describe('UniqueIds', () => {
  it('notes the second use of an id and says where the first was', () => {
    const ids = new UniqueIds('order_id');
    ids.check('42', 2, reading({ order_id: '42' }, 2));
    ids.check('43', 3, reading({ order_id: '43' }, 3));
    ids.check('42', 4, reading({ order_id: '42' }, 4));
    expect(problems.map(({ line, expected }) => [line, expected])).toEqual([
      [4, 'an id of its own (used on line 2 already)'],
    ]);
  });

  it('leaves missing ids to those who note that they are missing', () => {
    const ids = new UniqueIds('order_id');
    ids.check('', 2, reading({}));
    ids.check('', 3, reading({}));
    expect(problems).toEqual([]);
  });
});
