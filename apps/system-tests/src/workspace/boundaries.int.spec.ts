import { jest } from '@jest/globals';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WORKSPACE_ROOT } from '../testing/workspace-root.js';
import type { LintMessage } from './testing/planted-files.js';
import { lintPlanted, program } from './testing/planted-files.js';

// One file for both, so that they run one after the other: the graph must not see the plants.
jest.setTimeout(240_000);

interface ProjectData {
  readonly root: string;
  readonly tags?: string[];
}

interface ProjectGraph {
  readonly nodes: Readonly<Record<string, { readonly data: ProjectData }>>;
  readonly dependencies: Readonly<
    Record<string, readonly { readonly source: string; readonly target: string }[]>
  >;
}

/** Who may import whom (DESIGN 2), by type; nobody imports an app. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  domain: ['domain'],
  contracts: ['contracts'],
  platform: ['platform'],
  adapter: ['domain', 'contracts', 'platform'],
  app: ['domain', 'contracts', 'adapter', 'platform'],
  e2e: ['domain', 'contracts', 'adapter', 'platform'],
};

async function projectGraph(): Promise<ProjectGraph> {
  const folder = mkdtempSync(join(tmpdir(), 'ftgo-graph-'));
  const file = join(folder, 'graph.json');
  try {
    await program('nx', ['graph', `--file=${file}`]);
    return (JSON.parse(readFileSync(file, 'utf8')) as { graph: ProjectGraph }).graph;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether a program's file, not only a spec, imports the package: lint lets specs of contracts. */
function isImportedByPrograms(root: string, name: string): boolean {
  const folder = join(WORKSPACE_ROOT, root, 'src');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .some((file) => readFileSync(join(folder, file), 'utf8').includes(`'${name}'`));
}

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

describe('the arrows between projects', () => {
  let graph: ProjectGraph;

  beforeAll(async () => {
    graph = await projectGraph();
  });

  const tagged = (project: string, kind: string): string | undefined =>
    graph.nodes[project]?.data.tags
      ?.find((tag) => tag.startsWith(`${kind}:`))
      ?.slice(kind.length + 1);

  const arrows = (): { source: string; target: string }[] =>
    Object.values(graph.dependencies)
      .flat()
      .filter(({ target }) => target in graph.nodes);

  it('start and end at projects that say their type and their scope', () => {
    const projects = Object.keys(graph.nodes);
    expect(projects.length).toBeGreaterThan(15);
    const untagged = projects.filter((name) => !tagged(name, 'type') || !tagged(name, 'scope'));
    expect(untagged).toEqual([]);
  });

  it('go only where DESIGN 2 lets them', () => {
    const against = arrows()
      .filter(({ source, target }) => {
        const allowed = ALLOWED[tagged(source, 'type') ?? ''] ?? [];
        return !allowed.includes(tagged(target, 'type') ?? '');
      })
      .filter(({ source, target }) => {
        const { root = '' } = graph.nodes[source]?.data ?? {};
        return !root.endsWith('contracts') || isImportedByPrograms(root, target);
      })
      .map(({ source, target }) => `${source} -> ${target}`);
    expect(against).toEqual([]);
  });

  it('never leave the platform, which knows no order', () => {
    const against = arrows()
      .filter(({ source }) => tagged(source, 'scope') === 'platform')
      .filter(({ target }) => tagged(target, 'scope') !== 'platform');
    expect(against).toEqual([]);
  });

  it('are really seen: every app imports its libraries', () => {
    const apps = Object.keys(graph.nodes).filter((name) => tagged(name, 'type') === 'app');
    for (const app of apps) expect(graph.dependencies[app]?.length ?? 0).toBeGreaterThan(0);
  });
});

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
