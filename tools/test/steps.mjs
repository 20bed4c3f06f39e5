import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Tools that run before there are packages, or are packages' own: no Jest, no project of npm's. */
const OF_NODE = ['tools/bootstrap', 'tools/build', 'tools/test'];

const TAP = '--test-reporter=tap';

/**
 * What `npm test` does, in order: each step's command, and the kind of its report: `jest` (in
 * `report`), `tap` (on its standard output), or none, when it only passes or fails.
 */
export function stepsOf(root) {
  const bin = (name) => join(root, 'node_modules', '.bin', name);
  const nx = (target) => ({
    command: [bin('nx'), 'run-many', '-t', target, '--parallel=2', '--output-style=static'],
  });
  const jest = (level, ...options) => {
    const report = join(reportFolder(root), `${level}.json`);
    const file = ['-c', join(root, 'jest.config.mjs'), '--json', `--outputFile=${report}`];
    const env = { TEST_LEVEL: level, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' };
    return { kind: 'jest', command: [bin('jest'), ...file, ...options], env, report };
  };
  return {
    format: { command: [bin('prettier'), '--check', '--log-level=warn', '.'] },
    lint: nx('lint'),
    types: nx('typecheck'),
    build: nx('build'),
    tools: {
      kind: 'tap',
      // They wait for servers more than they work; Node.js would leave one of two cores idle.
      command: [process.execPath, '--test', '--test-concurrency=2', TAP, ...specsOfNode(root)],
    },
    unit: jest('unit'),
    integration: jest('integration', '--maxWorkers=2'),
    system: jest('system', '--runInBand'),
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
