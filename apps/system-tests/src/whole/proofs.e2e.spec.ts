import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from './testing/run-tool.js';
import { loadWholeConfig } from './testing/whole.config.js';

const TEN_MINUTES = 600_000;
const config = loadWholeConfig();

describe('the proofs in their short form', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ftgo-whole-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const report = (): { figures: Record<string, unknown>; broken: string[] } =>
    JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));

  it.each(['two-of-each', 'kill-each-worker', 'feeds-agree'])(
    '%s: the same notifications as in peace with one of each (I3, I4, I5)',
    async (name) => {
      const args = [name, '--orders', '15', '--step', '10', '--json', 'report.json'];
      const { code, output } = await runTool(config, 'tools/prove', folder, args);
      expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
      expect(report()).toMatchObject({ experiment: name, seed: 1, orders: 15, broken: [] });
      expect(Object.values(report().figures)).not.toEqual([]);
    },
    TEN_MINUTES,
  );

  it('the list names each experiment, and what must come of it', async () => {
    const { code, output } = await runTool(config, 'tools/prove', folder, ['list']);
    expect(code).toBe(0);
    for (const name of ['two-of-each', 'kill-each-worker', 'feeds-agree'])
      expect(output).toMatch(
        new RegExp(`^${name} +The same orders .*: the same notifications`, 'm'),
      );
  });

  it.each([
    ['--seed', '0'],
    ['--orders', '-5'],
    ['--step', '1.5'],
    ['--orders', 'many'],
  ])('%s %s is refused with exit 2, and nothing is started', async (...option) => {
    const { code, output } = await runTool(config, 'tools/prove', folder, [
      'two-of-each',
      ...option,
    ]);
    expect(code).toBe(2);
    expect(output).toContain('must be 1 or more');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('an experiment that does not exist is refused with the way to the list', async () => {
    const { code, output } = await runTool(config, 'tools/prove', folder, ['perpetual-motion']);
    expect(code).toBe(2);
    expect(output).toContain('prove -- list');
  });
});

describe('the demo', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ftgo-whole-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it(
    'tells every customer who has to be told, once, and says so in numbers',
    async () => {
      const args = ['--orders', '25', '--json', 'summary.json'];
      const { code, output } = await runTool(config, 'tools/demo', folder, args);
      expect({ code, output: code === 0 ? '' : output }).toEqual({ code: 0, output: '' });
      const summary = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8'));
      expect(summary).toMatchObject({ orders: 25, breaches: [] });
      expect(summary.mails).toBeGreaterThan(0);
    },
    TEN_MINUTES,
  );

  it('refuses a bad trace with file, line, column and expected form, and replays nothing', async () => {
    const trace = join(folder, 'bad.csv');
    const columns =
      'order_id,restaurant_id,consumer_id,courier_id,area,order_total,created_at,promised_at,accepted_at,preparing_at,ready_at,picked_up_at,delivered_at,cancelled_at';
    writeFileSync(trace, `${columns}\n42,1,7,,,61.70,tomorrow,,,,,,,\n`);
    const { code, output } = await runTool(config, 'tools/demo', folder, ['--trace', trace]);
    expect(code).toBe(2);
    expect(output).toMatch(/bad\.csv:2: column created_at: expected .*2026-/);
    expect(output).toContain('Nothing was replayed');
  });

  it('refuses an unknown option with exit 2', async () => {
    const { code } = await runTool(config, 'tools/demo', folder, ['--sped', '3']);
    expect(code).toBe(2);
  });
});
