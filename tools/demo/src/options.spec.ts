import { jest } from '@jest/globals';
import { readOptions } from './options.js';

/** Where npm was called. */
const HERE = '/home/chef/kitchen';

const read = (...argv: string[]) => readOptions(argv, HERE);

/** The exit code with which a command line is refused, and what is said of it. */
function refusal(...argv: string[]): { code: number | undefined; said: string } {
  let said = '';
  const write = (text: string | Uint8Array): boolean => {
    said += String(text);
    return true;
  };
  jest.spyOn(process.stderr, 'write').mockImplementation(write);
  jest.spyOn(process.stdout, 'write').mockImplementation(write);
  const exit = jest.spyOn(process, 'exit').mockImplementation((code) => {
    throw new Error(`exit ${code}`);
  });
  try {
    read(...argv);
  } catch {
    return { code: exit.mock.calls[0]?.[0] as number | undefined, said };
  } finally {
    jest.restoreAllMocks();
  }
  return { code: undefined, said };
}

describe('the options of the demo', () => {
  it('may all be left out', () => {
    expect(read()).toMatchObject({
      orders: undefined,
      speed: undefined,
      trace: undefined,
      json: undefined,
      keep: false,
    });
  });

  it('are read as they are written', () => {
    expect(read('--orders', '25', '--speed=120.5', '--keep')).toMatchObject({
      orders: 25,
      speed: 120.5,
      keep: true,
    });
  });

  it('name files from where npm was called', () => {
    const given = read('--trace', '../dinner.csv', '--json', 'a b/summary.json');
    expect(given.trace).toBe('/home/chef/dinner.csv');
    expect(given.json).toBe('/home/chef/kitchen/a b/summary.json');
    expect(read('--trace', '/data/dinner.csv').trace).toBe('/data/dinner.csv');
  });

  it.each([
    ...['0', '-1', 'many', '', 'NaN', 'Infinity', '1e999', '5 orders'].flatMap((value) => [
      ['--orders', value] as const,
      ['--speed', value] as const,
    ]),
  ])('are refused with exit 2 and by name: %s "%s"', (option, value) => {
    const { code, said } = refusal(`${option}=${value}`);
    expect(code).toBe(2);
    expect(said).toContain(option);
    expect(said).toContain('must be above 0');
  });

  it.each(['2.5', '0.5', '1e-3'])('are refused with exit 2 for %s orders', (value) => {
    const { code, said } = refusal('--orders', value);
    expect(code).toBe(2);
    expect(said).toMatch(/--orders.*must be a whole number/);
  });

  it.each([['--sped', '3'], ['--orders'], ['--trace'], ['--json'], ['dinner.csv']])(
    'are refused with exit 2 when nobody knows them or they lack a value: %s %s',
    (...argv) => {
      expect(refusal(...argv.filter((word) => word !== undefined)).code).toBe(2);
    },
  );

  it('explain themselves with exit 0', () => {
    const { code, said } = refusal('--help');
    expect(code).toBe(0);
    for (const option of ['--orders', '--speed', '--trace', '--json', '--keep'])
      expect(said).toContain(option);
  });
});
