import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { madeTrace, writeTrace } from '@ftgo/monolith-traces';
import { runEvaluate } from './run-evaluate.js';
import { HeardOutput } from './testing.js';

/** An order that was promised for no time. */
const UNPROMISED: Readonly<Record<string, string>> = {
  order_id: '1',
  restaurant_id: '1',
  consumer_id: '1',
  created_at: '2026-10-03T01:00:00Z',
  delivered_at: '2026-10-03T01:40:00Z',
};

let folder = '';
let trace = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evaluate-'));
  trace = join(folder, 'made.csv');
  await writeTrace(trace, madeTrace({ orders: 530, seed: 3 }));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function evaluate(...args: string[]): Promise<HeardOutput & { code: number }> {
  const output = new HeardOutput();
  const code = await runEvaluate(args, output);
  return Object.assign(output, { code });
}

async function given(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe('evaluate', () => {
  it('prints every table of a trace', async () => {
    const { code, out, shares } = await evaluate('--trace', trace);
    expect(code).toBe(0);
    for (const words of [
      'learnt from 371 orders',
      'measured    159 orders',
      'Told apart, among orders not yet delivered (AUC',
      'Calibration (20, 15 and 10 minutes before the promise)',
      'Threshold swept over the measured days',
      'Policies on the measured days',
      'lead, p10 / p50 / p90',
      'notices per 1,000: risk',
      'orders that flap',
      'offers',
      'By restaurant size',
      'By local hour of the order',
    ]) {
      expect(out).toContain(words);
    }
    expect(shares.length).toBeGreaterThan(10);
  });

  it('evaluates the made trace when told nothing else', async () => {
    const { code, out } = await evaluate('--orders', '265', '--seed', '4');
    expect(code).toBe(0);
    expect(out).toMatch(/^made trace, 265 orders, seed 4\n/);
  });

  it('says the same each time', async () => {
    const [one, other] = [await evaluate('--trace', trace), await evaluate('--trace', trace)];
    expect(one.out).toBe(other.out);
  });

  it('sets two policies side by side, and the one chosen on the learning days beside them', async () => {
    const bold = await given(
      'bold.json',
      '{"all": {"riskEnterProbability": 0.4, "riskLeaveProbability": 0.3}}',
    );
    const careful = await given('careful.json', '{"all": {"riskEnterProbability": 0.8}}');
    const { code, out } = await evaluate('--trace', trace, '--policy', bold, '--policy', careful);
    expect(code).toBe(0);
    expect(out).toMatch(/ bold +careful +chosen on the learning days\n/);
    expect(out).toMatch(/window, threshold +25 min, 0\.4 +25 min, 0\.8 /);
  });

  it('writes everything that it measured, and a chart', async () => {
    const [json, chart] = [join(folder, 'report.json'), join(folder, 'chart.html')];
    await evaluate('--trace', trace, '--json', json, '--chart', chart);
    const report = JSON.parse(await readFile(json, 'utf8')) as Record<string, unknown>;
    expect(Object.keys(report)).toEqual(
      expect.arrayContaining(['checks', 'calibration', 'sweeps', 'policies', 'weights']),
    );
    await expect(readFile(chart, 'utf8')).resolves.toContain('<svg ');
  });

  it('learns from as large a share as is asked for, and takes for late what is asked for', async () => {
    const { out } = await evaluate('--trace', trace, '--learn-share', '0.5', '--late-after', '10');
    expect(out).toContain('learnt from 265 orders');
    expect(out).toContain('more than 10 min late');
  });

  it('finds no leak', async () => {
    const small = join(folder, 'small.csv');
    await writeTrace(small, madeTrace({ orders: 120, seed: 3 }));
    const { code, out } = await evaluate('--trace', small, '--check-leaks');
    expect({ code, out }).toEqual({
      code: 0,
      out: 'Everything after 8 instants altered: no estimate and no decision changed.\n',
    });
  });

  it('tells what an outage of the pick-up events does', async () => {
    const json = join(folder, 'outage.json');
    const { out } = await evaluate('--trace', trace, '--outage', '--json', json);
    expect(out).toMatch(/all measured days +shipped +\d+ +\d+ +x /);
    expect(await readFile(json, 'utf8')).toContain('"outage"');
  });
});

describe('evaluate, asked wrongly,', () => {
  it('explains itself with examples', async () => {
    const { code, out } = await evaluate('--help');
    expect(code).toBe(0);
    expect(out).toContain('Usage: evaluate');
    expect(out).toMatch(/Examples:\n {2}npm run evaluate/);
    expect(out).toContain('Exit codes: 0 done; 1 a leak was found; 2 ');
  });

  it.each([
    [['--speed', '3'], 'unknown option'],
    [['--learn-share', '1'], 'Expected a share such as 0.7.'],
    [['--late-after', 'soon'], 'Expected a whole number.'],
    [['--policy', 'a', '--policy', 'b', '--policy', 'c'], 'Two at most.'],
  ])('refuses %j with exit code 2 and points to the help', async (args, words) => {
    const { code, out, err } = await evaluate(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(words);
    expect(err).toContain('--help');
  });

  it('lists everything that is wrong with a trace, by line and column, with exit code 2', async () => {
    const text = (await readFile(trace, 'utf8')).replace('2026-10-03T', '2026-10-33T');
    const bad = await given('bad.csv', `${text}1,2\n`);
    const { code, out, err } = await evaluate('--trace', bad);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(`${bad}:2: column created_at: expected an instant such as `);
    expect(err).toContain(': expected 14 values as in the header line, found 2\n');
  });

  it('refuses a trace in which no order has a promise, with exit code 2', async () => {
    const header = (await readFile(trace, 'utf8')).split('\n')[0] ?? '';
    const cells = header.split(',').map((column) => UNPROMISED[column] ?? '');
    const unpromised = await given('unpromised.csv', `${header}\n${cells.join(',')}\n`);
    const { code, err } = await evaluate('--trace', unpromised);
    expect(code).toBe(2);
    expect(err).toBe(`${unpromised}: expected orders with a promise, found none\n`);
  });

  it('names the field of a policy that is wrong, with exit code 2', async () => {
    const bad = await given('bad.json', '{"all": {"riskEnterProbability": 7}}');
    const { code, err } = await evaluate('--trace', trace, '--policy', bad);
    expect(code).toBe(2);
    expect(err).toContain(`${bad}: all.riskEnterProbability: `);
  });

  it('names the place that it can’t write to, with exit code 2', async () => {
    const nowhere = join(folder, 'nowhere', 'report.json');
    const { code, err } = await evaluate('--orders', '30', '--json', nowhere);
    expect(code).toBe(2);
    expect(err).toContain(nowhere);
  });
});
