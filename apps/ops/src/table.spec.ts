import { ProgressBar } from './progress-bar.js';
import { table } from './table.js';

describe('table', () => {
  it('makes columns as wide as their widest cell, and leaves no blanks at the end of a line', () => {
    const text = table(
      ['order', 'dish'],
      [
        [42, 'Chicken Vindaloo'],
        [7, null],
      ],
    );
    expect(text).toBe('order  dish\n42     Chicken Vindaloo\n7      -\n');
  });

  it('writes instants to the second in UTC', () => {
    expect(table(['at'], [[new Date('2026-10-03T18:40:00.123Z')]])).toContain(
      '2026-10-03T18:40:00Z',
    );
  });

  it.each([
    ['a command to the terminal', '\u001b[2Jevil', '?[2Jevil'],
    ['one of eight bits', '\u009b2Jevil', '?2Jevil'],
    ['a bell', 'ding\u0007', 'ding?'],
    ['a line of its own', 'two\nlines\r', 'two?lines?'],
    ['other scripts', '日本 ä', '日本 ä'],
  ])('shows %s as harmless text', (_, cell, shown) => {
    expect(table(['key'], [[cell]])).toBe(`key\n${shown}\n`);
  });
});

describe('the progress bar', () => {
  const shown = (isTerminal: boolean, steps: number): string => {
    let out = '';
    const print = (text: string): void => void (out += text);
    const bar = new ProgressBar({ print, printError: print, isTerminal }, 'rows');
    for (let done = 0; done <= steps; done += 1) bar.show(done, steps);
    bar.end();
    return out;
  };

  it('prints a line at each tenth where nobody can draw, and one for the end', () => {
    const lines = shown(false, 1_000).trim().split('\n');
    expect(lines).toHaveLength(11);
    expect(lines.at(-1)).toMatch(/100 % 1000 of 1000/);
  });

  it('draws over its own line on a terminal', () => {
    expect(shown(true, 10).split('\r')).toHaveLength(12);
  });

  it('is whole when there was nothing to do', () => {
    expect(shown(false, 0)).toMatch(/100 % 0 of 0/);
  });
});
