import { readFileSync } from 'node:fs';
import { EXPERIMENTS } from './experiments.js';
import { describeBreach } from './run-of-trace.js';

const textOf = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');
const README = textOf('../README.md');
/** The first cell of each row of the README's table. */
const listed = [...README.matchAll(/^\| ([a-z-]+) +\|/gm)]
  .map(([, name = '']) => name)
  .filter((name) => name !== 'name' && !/^-+$/.test(name));

describe('the experiments', () => {
  it('have a name of their own each', () => {
    const names = EXPERIMENTS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('are those that the README lists, no more and no fewer', () => {
    expect(listed.sort()).toEqual(EXPERIMENTS.map(({ name }) => name).sort());
  });

  it.each(EXPERIMENTS.map((each) => [each.name, each] as const))(
    '%s says to a stranger what is done, and what must come of it',
    (_name, { about }) => {
      expect(about).toMatch(/^[A-Z0-9].{60,}\.$/);
      expect(about).toContain(':');
    },
  );

  it.each(EXPERIMENTS.map((each) => [each.name, each] as const))(
    '%s can be asked for by that name, which fits the list and the command line',
    (name) => {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(name.length).toBeLessThan(18);
    },
  );

  it('lie in a file of their own name each', () => {
    for (const { name } of EXPERIMENTS) expect(textOf(`./${name}.ts`)).toContain(`'${name}'`);
  });
});

describe('a breach', () => {
  it('is told with the order, the rule and what happened (I12)', () => {
    const breach = {
      rule: 'every late customer is told',
      orderId: 42,
      what: 'nothing was said of the Chicken Vindaloo',
    };
    expect(describeBreach(breach)).toBe(
      'order 42: every late customer is told: nothing was said of the Chicken Vindaloo',
    );
  });
});
