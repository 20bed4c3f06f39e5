/**
 * `npm test`: format, lint, types, builds, then unit, integration and system tests, in that
 * order, each also when an earlier one failed. Ends with `Tests: N passed, N failed, N skipped`
 * and a right exit code. Arguments choose steps: npm test -- unit integration
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const reports = join(root, '.local', 'test-reports');
const bin = (name) => join(root, 'node_modules', '.bin', name);

const nx = (target) => [
  bin('nx'),
  'run-many',
  '-t',
  target,
  '--parallel=2',
  '--output-style=static',
];
const jest = (level, ...options) => [
  bin('jest'),
  '-c',
  join(root, 'jest.config.mjs'),
  '--json',
  `--outputFile=${join(reports, `${level}.json`)}`,
  ...options,
];

const STEPS = {
  format: { command: [bin('prettier'), '--check', '--log-level=warn', '.'] },
  lint: { command: nx('lint') },
  types: { command: nx('typecheck') },
  build: { command: nx('build') },
  bootstrap: {
    command: [process.execPath, '--test', '--test-reporter=tap', ...bootstrapSpecs()],
    tap: true,
  },
  unit: { command: jest('unit'), level: 'unit' },
  integration: { command: jest('integration', '--maxWorkers=2'), level: 'integration' },
  system: { command: jest('system', '--runInBand'), level: 'system' },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in STEPS));
if (wanted.includes('--help') || unknown.length > 0) {
  process.stdout.write(`usage: npm test [-- ${Object.keys(STEPS).join(' ')}]\n`);
  process.exit(unknown.filter((name) => name !== '--help').length > 0 ? 2 : 0);
}

const totals = { passed: 0, failed: 0, skipped: 0 };
const failedSteps = [];
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
for (const [name, step] of Object.entries(STEPS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stdout.write(`\n== ${name}\n`);
  const startedAt = performance.now();
  const { code, output } = await run(step);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(
    `== ${name} ${code === 0 ? 'passed' : `FAILED (exit ${code})`} in ${seconds} s\n`,
  );
  if (code !== 0) failedSteps.push(name);
  if (step.level) addJestReport(step.level);
  else if (step.tap && output.includes('# tests')) addTapReport(output);
  else totals[code === 0 ? 'passed' : 'failed'] += 1;
}
if (failedSteps.length > 0) process.stdout.write(`\nFailed: ${failedSteps.join(', ')}\n`);
const { passed, failed, skipped } = totals;
process.stdout.write(
  `\nTests: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
);
process.exit(failedSteps.length === 0 && failed === 0 ? 0 : 1);

function run({ command: [program, ...args], level, tap }) {
  const child = spawn(program, args, {
    cwd: root,
    stdio: ['ignore', tap ? 'pipe' : 'inherit', 'inherit'],
    env: {
      ...process.env,
      // The daemon would outlive the tests.
      NX_DAEMON: 'false',
      ...(level
        ? { TEST_LEVEL: level, NODE_OPTIONS: '--experimental-vm-modules --no-warnings' }
        : {}),
    },
  });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code, signal) => {
      if (tap && code !== 0) process.stdout.write(output);
      resolve({ code: code ?? `signal ${signal}`, output });
    });
  });
}

function addJestReport(level) {
  try {
    const report = JSON.parse(readFileSync(join(reports, `${level}.json`), 'utf8'));
    totals.passed += report.numPassedTests;
    // A file that does not even load has no tests in it; it counts as one that failed.
    totals.failed += report.numFailedTests + report.numRuntimeErrorTestSuites;
    totals.skipped += report.numPendingTests;
  } catch {
    totals.failed += 1;
  }
}

function addTapReport(output) {
  const count = (word) => Number(new RegExp(`^# ${word} (\\d+)`, 'm').exec(output)?.[1] ?? 0);
  totals.passed += count('pass');
  totals.failed += count('fail') + count('cancelled');
  totals.skipped += count('skipped');
}

function bootstrapSpecs() {
  const folder = join(root, 'tools/bootstrap');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.spec.mjs'))
    .map((file) => join(folder, file));
}
