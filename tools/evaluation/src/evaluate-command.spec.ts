import type { EvaluateOptions } from './evaluate-command.js';
import { evaluateCommand } from './evaluate-command.js';
import { HeardOutput } from './testing.js';

async function optionsOf(...args: string[]): Promise<EvaluateOptions | undefined> {
  let found: EvaluateOptions | undefined;
  const command = evaluateCommand(new HeardOutput(), async (options) => {
    found = options;
    await Promise.resolve();
  });
  await command.parseAsync(args, { from: 'user' });
  return found;
}

describe('the command line', () => {
  it('asks for the made trace of twenty evenings unless told otherwise', async () => {
    await expect(optionsOf()).resolves.toEqual({
      policy: [],
      learnShare: 0.7,
      lateAfter: 0,
      aimPrecision: 0.68,
      outage: false,
      checkLeaks: false,
      bench: false,
      orders: 5_300,
      seed: 1,
    });
  });

  it('takes a trace, files to write, and what to do', async () => {
    const args = ['--trace', 'a.csv', '--json', 'r.json', '--chart', 'c.svg', '--check-leaks'];
    await expect(optionsOf(...args, '--outage', '--bench')).resolves.toMatchObject({
      trace: 'a.csv',
      json: 'r.json',
      chart: 'c.svg',
      checkLeaks: true,
      outage: true,
      bench: true,
    });
  });

  it('takes one policy or two, in their order', async () => {
    await expect(optionsOf('--policy', 'a.json', '--policy', 'b.json')).resolves.toMatchObject({
      policy: ['a.json', 'b.json'],
    });
  });

  it('takes shares and minutes as numbers', async () => {
    const args = ['--learn-share', '0.5', '--late-after', '10', '--aim-precision', '.7'];
    await expect(optionsOf(...args)).resolves.toMatchObject({
      learnShare: 0.5,
      lateAfter: 10,
      aimPrecision: 0.7,
    });
  });

  it.each([
    ['--learn-share', '0'],
    ['--learn-share', 'most'],
    ['--late-after', '-1'],
    ['--late-after', '1.5'],
    ['--orders', 'many'],
    ['--seed', ''],
    ['--trace', undefined],
    ['orders.csv', undefined],
  ])('refuses %s %s', async (...args) => {
    const given = args.filter((arg) => arg !== undefined);
    await expect(optionsOf(...(given as string[]))).rejects.toThrow(/--|argument/);
  });
});
