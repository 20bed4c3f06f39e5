import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProofReport } from './testing/run-proof.js';
import { runProofs } from './testing/run-proof.js';
import { runTool } from './testing/run-tool.js';
import { loadWholeConfig } from './testing/whole.config.js';

const TEN_MINUTES = 600_000;
const config = loadWholeConfig();

describe('the proofs in their short form', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ftgo-whole-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  describe('two-of-each, kill-each-worker and feeds-agree', () => {
    const names = ['two-of-each', 'kill-each-worker', 'feeds-agree'];
    let reports: readonly ProofReport[];
    beforeAll(async () => {
      reports = await runProofs(config, names, ['--orders', '15', '--step', '10']);
    }, TEN_MINUTES);

    it.each(names)(
      '%s: the same notifications as in peace with one of each (I3, I4, I5)',
      (name) => {
        const report = reports.find(({ experiment }) => experiment === name);
        expect(report).toMatchObject({ seed: 1, orders: 15, broken: [] });
        expect(Object.values(report?.figures ?? {})).not.toEqual([]);
      },
    );

    it('have compared with one and the same run in peace', () => {
      const [one, killed, feeds] = reports.map(({ figures }) => figures);
      const told = String(one?.['notifications (one, two)']).split(', ')[0];
      expect(killed?.['notifications (peace, kills)']).toMatch(new RegExp(`^${told}, `));
      expect(feeds?.['notifications']).toMatch(new RegExp(`^events ${told}, `));
    });
  });

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
