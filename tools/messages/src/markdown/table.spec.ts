import { isFormatted } from '../testing/prettier.js';
import { table } from './table.js';

describe('table', () => {
  it('aligns its columns', () => {
    expect(
      table(
        ['event', 'means'],
        [
          ['OrderAccepted', 'the kitchen’s promise'],
          ['–', ''],
        ],
      ),
    ).toBe(
      [
        '| event         | means                 |',
        '| ------------- | --------------------- |',
        '| OrderAccepted | the kitchen’s promise |',
        '| –             |                       |',
      ].join('\n'),
    );
  });

  it('keeps a bar within a cell from ending it', () => {
    expect(table(['op'], [['c|u']])).toContain('| c\\|u |');
  });

  it('fills up rows that are too short', () => {
    expect(table(['a', 'b'], [['one']])).toContain('| one |     |');
  });

  it.each([
    ['an empty head', ['', 'promise'], [['when', 'at once']]],
    ['narrow columns', ['a', 'b'], [['1', '2']]],
    ['long cells', ['a', 'b'], [['x'.repeat(200), `\`${'y'.repeat(150)}\``]]],
    ['bars and quotes', ['a'], [['“c|u”, ‘d’ … –']]],
  ])('is what prettier leaves as it is: %s', async (_, head, rows) => {
    await expect(isFormatted(`${table(head, rows)}\n`, 'messages.md')).resolves.toBe(true);
  });
});
