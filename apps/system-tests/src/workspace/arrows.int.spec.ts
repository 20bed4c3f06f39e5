import { jest } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WORKSPACE_ROOT } from '../testing/workspace-root.js';
import { program } from './testing/planted-files.js';

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
