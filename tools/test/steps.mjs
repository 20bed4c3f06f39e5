import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Tools that run before there are packages, or are packages' own: no Jest, no project of npm's. */
const OF_NODE = ['tools/bootstrap', 'tools/build', 'tools/test'];

const TAP = '--test-reporter=tap';

/**
 * What `npm test` does, in order: each step's commands, one after the other until one fails, and
 * the kind of its report: `jest` (in `report`), `tap` (on its standard output), or none, when it
 * only passes or fails.
 *
 * A narrow step keeps one core busy: neighbours of that kind run side by side.
 *
 * Lint and types look at the workspace as a whole, each in one process: project by project, as
 * `nx affected` does, everything that projects share is read dozens of times, which takes six times
 * as long.
 */
export function stepsOf(root) {
  const bin = (name) => join(root, 'node_modules', '.bin', name);
  const nx = (...args) => [bin('nx'), ...args];
  const tsc = (folder) => [bin('tsc'), '-p', join(root, folder, 'tsconfig.json')];
  const jest = (level, ...options) => {
    const report = join(reportFolder(root), `${level}.json`);
    const file = ['-c', join(root, 'jest.config.mjs'), '--json', `--outputFile=${report}`];
    const env = { TEST_LEVEL: level, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' };
    return { kind: 'jest', commands: [[bin('jest'), ...file, ...options]], env, report };
  };
  return {
    format: { isNarrow: true, commands: [[bin('prettier'), '--check', '--log-level=warn', '.']] },
    lint: {
      isNarrow: true,
      // Without a project graph the rule of the boundaries is passed over.
      commands: [nx('show', 'projects'), [bin('eslint'), '--max-warnings', '0', '.']],
    },
    types: { isNarrow: true, commands: [tsc('.'), ...OF_NODE.map(tsc)] },
    build: {
      commands: [nx('run-many', '-t', 'build', '--parallel=2', '--output-style=static')],
    },
    tools: {
      kind: 'tap',
      // They wait for servers more than they work; Node.js would leave one of two cores idle.
      commands: [[process.execPath, '--test', '--test-concurrency=2', TAP, ...specsOfNode(root)]],
    },
    unit: jest('unit', '--maxWorkers=2'),
    integration: jest('integration', '--maxWorkers=4'),
    system: jest('system', '--maxWorkers=2'),
  };
}

/** Where Jest's reports are written to. */
export const reportFolder = (root) => join(root, '.local', 'test-reports');

function specsOfNode(root) {
  return OF_NODE.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((file) => file.endsWith('.spec.ts'))
      .map((file) => join(root, folder, file)),
  );
}
