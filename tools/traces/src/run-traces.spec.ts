import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { madeTrace, readTrace } from '@ftgo/monolith-traces';
import { runTraces } from './run-traces.js';

interface Run {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const WOLT_ROWS =
  'order_id,created_at,promised_at,delivered_at,venue_id,drop_area\n' +
  'W1,2020-09-01T15:00:00,2020-09-01T15:30:00,2020-09-01T15:41:00,V2,60.17:24.93\n';
const BAY_AREA_ROWS =
  'order_id,created_s,placed_with_restaurant_s,driver_at_restaurant_s,delivered_s,driver_id,restaurant_id,consumer_id,region,asap,order_total\n' +
  'D1,60,240,100,2400,3,30,7,Palo Alto,1,61.70\n' +
  'D2,60,240,300,2400,3,30,7,Palo Alto,0,61.70\n';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tool traces-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function traces(...args: string[]): Promise<Run> {
  let [out, err] = ['', ''];
  const code = await runTraces(args, {
    print: (text) => (out += text),
    printError: (text) => (err += text),
  });
  return { code, out, err };
}

async function given(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('traces make', () => {
  it('writes the made trace that its options ask for and tells what is in it', async () => {
    const to = join(folder, 'made.csv');
    const { code, out } = await traces('make', '--orders', '50', '--seed', '7', '--to', to);
    expect(code).toBe(0);
    await expect(readTrace(to)).resolves.toEqual(madeTrace({ orders: 50, seed: 7 }));
    expect(out).toContain(`${to}\n  orders            50 of `);
  });

  it('makes the demo’s own trace when told nothing else', async () => {
    const to = join(folder, 'default.csv');
    await traces('make', '--to', to);
    await expect(readTrace(to)).resolves.toEqual(madeTrace());
  });

  it.each([
    [['--orders', '0', '--to', 'x'], 'Expected a whole number from 1.'],
    [['--orders', 'many', '--to', 'x'], 'Expected a whole number.'],
    [['--seed', '-1', '--to', 'x'], 'Expected a whole number.'],
    [['--day', '2026-02-30', '--to', 'x'], 'Expected a day such as 2026-10-02.'],
    [[], "required option '--to <file>' not specified"],
  ])('refuses %j with exit code 2', async (args, message) => {
    const { code, err } = await traces('make', ...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it('names the place that it can’t write to', async () => {
    const to = join(folder, 'nowhere', 'made.csv');
    const { code, err } = await traces('make', '--to', to);
    expect(code).toBe(2);
    expect(err).toContain(to);
  });
});

describe('traces import', () => {
  it('unpacks a compressed set and writes a trace that a replay can read', async () => {
    const from = await given('wolt.csv.gz', gzipSync(WOLT_ROWS));
    const to = join(folder, 'wolt.csv');
    const { code, out } = await traces('import', 'wolt', '--from', from, '--to', to);
    expect(code).toBe(0);
    expect(out).toContain('1 rows read\n');
    expect(out).toContain('late              1 (100.0 % of the delivered with a promise)');
    const { restaurants } = await readTrace(to);
    expect(restaurants).toMatchObject([{ name: 'Restaurant V2', timeZone: 'Europe/Helsinki' }]);
  });

  it('says how many rows it changed and left out, and what it assumed', async () => {
    const from = await given('bay.csv', BAY_AREA_ROWS);
    const to = join(folder, 'bay-area.csv');
    const { code, out } = await traces('import', 'bay-area', '--from', from, '--to', to);
    expect(code).toBe(0);
    expect(out).toContain('  1 rows left out: ordered for a later time\n');
    expect(out).toContain('  1 rows driver_at_restaurant_s moved: ');
    expect(out).toContain('  note: the source has no promises');
  });

  it('refuses a source that it doesn’t know, a file that isn’t there and one that is no such set', async () => {
    const from = await given('other.csv', 'a,b\n1,2\n');
    const to = join(folder, 'never.csv');
    const unknown = await traces('import', 'ubereats', '--from', from, '--to', to);
    expect(unknown).toMatchObject({
      code: 2,
      err: expect.stringContaining('Allowed choices are wolt'),
    });
    const missing = await traces('import', 'wolt', '--from', `${from}.gz`, '--to', to);
    expect(missing).toMatchObject({
      code: 2,
      err: expect.stringContaining('expected a readable file'),
    });
    const other = await traces('import', 'wolt', '--from', from, '--to', to);
    expect(other).toMatchObject({ code: 2, err: expect.stringContaining('column venue_id') });
    await expect(readFile(to)).rejects.toThrow('ENOENT');
  });

  it('refuses a compressed file that is broken', async () => {
    const from = await given('broken.csv.gz', gzipSync(WOLT_ROWS).subarray(0, 30));
    const { code, err } = await traces('import', 'wolt', '--from', from, '--to', 'never.csv');
    expect(code).toBe(2);
    expect(err).toContain(`${from}: expected a readable file`);
  });
});

describe('traces check', () => {
  it('prints what is in a good trace', async () => {
    const file = join(folder, 'good.csv');
    await traces('make', '--orders', '240', '--to', file);
    const { code, out, err } = await traces('check', file);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/orders {12}240 of \d+ consumers/);
    expect(out).toMatch(/late {14}\d+ \(\d+\.\d % of the delivered with a promise\)/);
    expect(out).toMatch(/replay {12}\d+ min of business time/);
  });

  it('lists everything that is wrong with a bad one, by line and column, and exits 2', async () => {
    const good = join(folder, 'good2.csv');
    await traces('make', '--orders', '5', '--to', good);
    const text = await readFile(good, 'utf8');
    const file = await given('bad.csv', `${text.replace('2026-10-03T', '2026-10-33T')}1,2\n`);
    const { code, out, err } = await traces('check', file);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`${file}:2: column created_at: expected an instant such as `);
    expect(err).toContain(`${file}:7: expected 14 values as in the header line, found 2\n`);
  });
});

describe('traces', () => {
  it.each([['--help'], ['import', '--help'], ['make', '--help'], ['check', '--help']])(
    'explains itself with examples: %s %s',
    async (...args) => {
      const { code, out } = await traces(...args.filter((arg) => arg !== undefined));
      expect(code).toBe(0);
      expect(out).toContain('Usage: traces');
      expect(out).toMatch(/Examples?:\n {2}traces /);
    },
  );

  it.each([[[]], [['fold']], [['check']], [['make', '--to', 'x', '--speed', '3']]])(
    'refuses %j with exit code 2 and points to the help',
    async (args) => {
      const { code, out, err } = await traces(...args);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(/--help/);
    },
  );
});
