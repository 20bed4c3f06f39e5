import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProof } from './testing/run-proof.js';
import { runTool } from './testing/run-tool.js';
import { loadWholeConfig } from './testing/whole.config.js';

const TEN_MINUTES = 600_000;
const config = loadWholeConfig();

describe('the proofs in their short form', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ftgo-whole-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it.each(['two-of-each', 'kill-each-worker', 'feeds-agree'])(
    '%s: the same notifications as in peace with one of each (I3, I4, I5)',
    async (name) => {
      const report = await runProof(config, name, ['--orders', '15', '--step', '10']);
      expect(report).toMatchObject({ experiment: name, seed: 1, orders: 15, broken: [] });
      expect(Object.values(report.figures)).not.toEqual([]);
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
