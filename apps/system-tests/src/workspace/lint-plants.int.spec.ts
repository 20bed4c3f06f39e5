import { jest } from '@jest/globals';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LintMessage } from './testing/planted-files.js';
import { lintPlanted } from './testing/planted-files.js';
import { WORKSPACE_ROOT } from '../testing/workspace-root.js';

jest.setTimeout(240_000);

const DOMAIN = 'libs/delayed-orders/domain/src';
const CONTRACTS = 'libs/delayed-orders/contracts/src';
const ADAPTER = 'libs/delayed-orders/notifications/src';
const SCANNER = 'apps/delay-scanner/src';

/** Files that each break one rule of the house. */
const PLANTS = {
  contractsOnAdapter: `${CONTRACTS}/planted-adapter-import.ts`,
  adapterOnAdapter: `${ADAPTER}/planted-adapter-import.ts`,
  appOnApp: `${SCANNER}/planted-app-import.ts`,
  any: `${ADAPTER}/planted-any.ts`,
  cycleHead: `${ADAPTER}/planted-cycle-head.ts`,
  cycleTail: `${ADAPTER}/planted-cycle-tail.ts`,
  environment: `${SCANNER}/planted-environment.ts`,
  console: `${SCANNER}/planted-console.ts`,
  newDate: `${DOMAIN}/planted-new-date.ts`,
  dateNow: `${DOMAIN}/planted-date-now.ts`,
  chance: `${DOMAIN}/planted-chance.ts`,
  npmInDomain: `${DOMAIN}/planted-npm-import.ts`,
  nodeInDomain: `${DOMAIN}/planted-node-import.ts`,
} as const;

const TEXTS: Record<keyof typeof PLANTS, string> = {
  contractsOnAdapter: `export { migrate } from '@ftgo/delayed-orders-persistence';\n`,
  adapterOnAdapter: `export { migrate } from '@ftgo/delayed-orders-persistence';\n`,
  appOnApp: `export { readMessage } from '../../replica-ingestion/src/read-message.js';\n`,
  any: `export const order: any = 42;\n`,
  cycleHead: `import { tail } from './planted-cycle-tail.js';\nexport const head = (): unknown => tail;\n`,
  cycleTail: `import { head } from './planted-cycle-head.js';\nexport const tail = (): unknown => head;\n`,
  environment: `export const port = process.env['HTTP_PORT'];\n`,
  console: `console.log('Chicken Vindaloo');\n`,
  newDate: `export const now = (): Date => new Date();\n`,
  dateNow: `export const now = (): number => Date.now();\n`,
  chance: `export const chance = (): number => Math.random();\n`,
  npmInDomain: `export { z } from 'zod';\n`,
  nodeInDomain: `export { randomUUID } from 'node:crypto';\n`,
};

describe('the guards of the workspace', () => {
  let said: ReadonlyMap<string, readonly LintMessage[]>;

  beforeAll(async () => {
    const plants = Object.entries(PLANTS) as [keyof typeof PLANTS, string][];
    said = await lintPlanted(Object.fromEntries(plants.map(([key, path]) => [path, TEXTS[key]])));
  });

  const refusals = (plant: keyof typeof PLANTS): (string | null)[] =>
    (said.get(PLANTS[plant]) ?? [])
      .filter(({ severity }) => severity === 2)
      .map(({ ruleId }) => ruleId);

  it.each([
    ['contracts that import an adapter', 'contractsOnAdapter', '@nx/enforce-module-boundaries'],
    ['an adapter that imports another', 'adapterOnAdapter', '@nx/enforce-module-boundaries'],
    ['an app that imports an app', 'appOnApp', '@nx/enforce-module-boundaries'],
    ['any', 'any', '@typescript-eslint/no-explicit-any'],
    ['the first file of a cycle', 'cycleHead', 'import-x/no-cycle'],
    ['the last file of a cycle', 'cycleTail', 'import-x/no-cycle'],
    ['process.env outside *.config.ts', 'environment', 'no-restricted-syntax'],
    ['console', 'console', 'no-console'],
    ['new Date() in the domain', 'newDate', 'no-restricted-syntax'],
    ['Date.now() in the domain', 'dateNow', 'no-restricted-syntax'],
    ['Math.random() in the domain', 'chance', 'no-restricted-syntax'],
    ['an npm package in the domain', 'npmInDomain', 'no-restricted-imports'],
    ['a module of Node in the domain', 'nodeInDomain', 'no-restricted-imports'],
  ] as const)('refuse %s', (_what, plant, rule) => {
    expect(refusals(plant)).toContain(rule);
  });

  it('leave nothing behind', () => {
    for (const path of Object.values(PLANTS)) {
      expect(existsSync(join(WORKSPACE_ROOT, path))).toBe(false);
    }
  });
});
