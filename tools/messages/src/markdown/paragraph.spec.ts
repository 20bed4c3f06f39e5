import fc from 'fast-check';
import { paragraph } from './paragraph.js';

describe('paragraph', () => {
  it('leaves a short text in one line', () => {
    expect(paragraph('Ajanta is open.')).toBe('Ajanta is open.');
  });

  it('breaks before the word that would be too much, and indents what follows', () => {
    const [first, second, third] = ['a'.repeat(60), 'b'.repeat(49), 'c'.repeat(5)];
    expect(paragraph(`${first} ${second} ${third}`, '  ')).toBe(`${first} ${second}\n  ${third}`);
  });

  it('does not break a word, however long', () => {
    const word = 'x'.repeat(300);
    expect(paragraph(word)).toBe(word);
  });

  it('keeps every word, in its order, in lines of at most 110 characters', () => {
    const words = fc.array(fc.stringMatching(/^[a-z`,.]{1,30}$/), { minLength: 1 });
    fc.assert(
      fc.property(words, (all) => {
        const lines = paragraph(all.join(' ')).split('\n');
        expect(lines.join(' ')).toBe(all.join(' '));
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(110);
      }),
    );
  });
});
