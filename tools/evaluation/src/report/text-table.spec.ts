import { textTable } from './text-table.js';

describe('textTable', () => {
  it('puts columns in line, names to the left and numbers to the right', () => {
    expect(
      textTable(
        ['', 'orders'],
        [
          ['small', '7'],
          ['all of them', '1234'],
        ],
      ),
    ).toBe('               orders\n  small             7\n  all of them    1234\n');
  });

  it('leaves no blanks at the end of a line', () => {
    expect(textTable(['name', ''], [['a', '']])).toBe('  name\n  a\n');
  });
});
