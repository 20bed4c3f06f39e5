import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const root = join(mkdtempSync(join(tmpdir(), 'ftgo npm test ')), "the chef's checkout");
const GOOD = `import { it } from 'node:test'; it('cooks Chicken Vindaloo', () => {});`;
const BAD = `import { it } from 'node:test'; it('burns it', () => { throw new Error('burnt'); });`;
const REPORT = (passed: number, failed = 0): string =>
  `{"numPassedTests":${passed},"numFailedTests":${failed},"numPendingTests":1,"numTodoTests":0,"numRuntimeErrorTestSuites":0}`;

/** Puts a program of the packages there that does what the shell text says. */
function pretend(name: string, shell: string): void {
  const file = join(root, 'node_modules', '.bin', name);
  writeFileSync(file, `#!/bin/sh\n${shell}\n`);
  chmodSync(file, 0o755);
}

/** A Jest that writes this report at each level, then does what the shell text says. */
function pretendJest(reports: Record<string, string>, shell = 'exit 0'): void {
  const branches = Object.entries(reports).map(
    ([level, report]) => `${level}) echo '${report}' >"$file";;`,
  );
  const findFile = 'for word; do case $word in --outputFile=*) file=${word#*=};; esac; done';
  pretend('jest', `${findFile}\ncase $TEST_LEVEL in ${branches.join(' ')} esac\n${shell}`);
}

function npmTest(...steps: string[]): { code: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'tools/test/run.mjs'), ...steps],
    { encoding: 'utf8', cwd: tmpdir(), env: { PATH: '/usr/bin:/bin' } },
  );
  return { code: status, output: stdout + stderr };
}

/** What a run ends with. */
const lastLine = (output: string): string => output.trimEnd().split('\n').at(-1) ?? '';

describe('npm test', () => {
  beforeEach(() => {
    rmSync(root, { recursive: true, force: true });
    for (const folder of ['tools/test', 'tools/build', 'tools/bootstrap', 'node_modules/.bin'])
      mkdirSync(join(root, folder), { recursive: true });
    for (const file of ['run.mjs', 'steps.mjs', 'tally.mjs'])
      copyFileSync(join(HERE, file), join(root, 'tools/test', file));
    writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(root, 'tools/bootstrap/a.spec.ts'), GOOD);
    writeFileSync(join(root, 'tools/build/b.spec.ts'), GOOD);
    ['prettier', 'nx', 'eslint', 'tsc'].forEach((name) => pretend(name, 'echo "$*"'));
    pretendJest({ unit: REPORT(40), integration: REPORT(20), system: REPORT(7) });
  });
  after(() => rmSync(dirname(root), { recursive: true, force: true }));

  it('does every step in order and ends with the sum', () => {
    const { code, output } = npmTest();
    const order = 'format lint types build tools unit integration system'.split(' ');
    assert.deepEqual(
      [...output.matchAll(/^== (\w+)$/gm)].map(([, name]) => name),
      order,
      output,
    );
    assert.equal(lastLine(output), 'Tests: 73 passed, 0 failed, 3 skipped');
    assert.equal(code, 0);
  });

  it('does the steps that it is asked for, and refuses those that it does not know', () => {
    assert.match(npmTest('unit', 'format').output, /== format\n[^]*== unit\n[^]*Tests: 41 passed/);
    for (const name of ['dance', 'toString', 'unit,format']) assert.equal(npmTest(name).code, 2);
    const { code, output } = npmTest('--help');
    assert.deepEqual([code, output.split(' ')[0]], [0, 'usage:']);
  });

  it('goes no further in a step whose first part failed: without a graph lint would see too little', () => {
    pretend('nx', 'exit 1');
    pretend('eslint', 'echo "all is well"');
    const { code, output } = npmTest('lint');
    assert.equal(code, 1);
    assert.doesNotMatch(output, /all is well/);
  });

  it('goes on after a step that failed, and fails in the end', () => {
    pretend('prettier', 'exit 1');
    pretendJest({ unit: REPORT(40, 2), integration: REPORT(20), system: REPORT(7) }, 'exit 1');
    const { code, output } = npmTest('format', 'unit', 'system');
    assert.match(output, /== format FAILED \(exit 1\)/);
    assert.match(output, /^Failed: format, unit, system$/m);
    assert.equal(lastLine(output), 'Tests: 47 passed, 4 failed, 2 skipped');
    assert.equal(code, 1);
  });

  it('shows what node said of a test that failed, and counts it', () => {
    writeFileSync(join(root, 'tools/test/c.spec.ts'), BAD);
    const { code, output } = npmTest('tools');
    assert.match(output, /burnt/);
    assert.equal(lastLine(output), 'Tests: 2 passed, 1 failed, 0 skipped');
    assert.equal(code, 1);
  });

  it('takes a step that is killed, or that can not be started, as failed', () => {
    pretendJest({}, 'kill -9 $$');
    rmSync(join(root, 'node_modules/.bin/prettier'));
    const { code, output } = npmTest('format', 'unit');
    assert.match(output, /== format FAILED \(exit 127\)/);
    assert.match(output, /== unit FAILED \(exit SIGKILL\)/);
    assert.equal(lastLine(output), 'Tests: 0 passed, 2 failed, 0 skipped');
    assert.equal(code, 1);
  });

  it('never counts the report of an earlier run', () => {
    assert.equal(npmTest('unit').code, 0);
    pretendJest({});
    const { code, output } = npmTest('unit');
    assert.equal(lastLine(output), 'Tests: 0 passed, 1 failed, 0 skipped');
    assert.equal(code, 1);
  });
});
