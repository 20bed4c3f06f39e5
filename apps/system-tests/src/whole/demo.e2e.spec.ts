import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from './testing/run-tool.js';
import { loadWholeConfig } from './testing/whole.config.js';

const TEN_MINUTES = 600_000;
const config = loadWholeConfig();

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
