import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { closing, countStep } from './tally.mjs';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const counts = (passed: number, failed: number, skipped: number): Counts => {
  return { passed, failed, skipped };
};

const FAILED = counts(0, 1, 0);

/** What Jest writes with `--json`, as far as it is counted. */
const jestReport = (changes: object = {}): string =>
  JSON.stringify({
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    numRuntimeErrorTestSuites: 0,
    ...changes,
  });

/** The end of what `node --test` writes. */
const tap = (pass: number, fail = 0, cancelled = 0, skipped = 0, todo = 0): string =>
  ['TAP version 13', `# tests ${pass + fail + cancelled + skipped + todo}`, '# suites 1']
    .concat(`# pass ${pass}`, `# fail ${fail}`, `# cancelled ${cancelled}`)
    .concat(`# skipped ${skipped}`, `# todo ${todo}`, '# duration_ms 1.5', '')
    .join('\n');

describe('what a step adds to the count', () => {
  const cases: [string, { kind?: string; code: number | string; report: string }, Counts][] = [
    ['a check that passes is one test', { code: 0, report: '' }, counts(1, 0, 0)],
    ['a check that fails is one failure', { code: 1, report: '' }, counts(0, 1, 0)],
    ['a check that is killed is one failure', { code: 'SIGKILL', report: '' }, counts(0, 1, 0)],
    [
      'Jest tells passed, failed and skipped',
      {
        kind: 'jest',
        code: 1,
        report: jestReport({ numPassedTests: 40, numFailedTests: 2, numPendingTests: 3 }),
      },
      counts(40, 2, 3),
    ],
    [
      'a test that is only planned counts as skipped',
      { kind: 'jest', code: 0, report: jestReport({ numPassedTests: 1, numTodoTests: 2 }) },
      counts(1, 0, 2),
    ],
    [
      'a file of Jest that does not load is one failure',
      { kind: 'jest', code: 1, report: jestReport({ numRuntimeErrorTestSuites: 1 }) },
      counts(0, 1, 0),
    ],
    [
      'Jest that crashes after its report is a failure, though every test passed',
      { kind: 'jest', code: 134, report: jestReport({ numPassedTests: 7 }) },
      counts(7, 1, 0),
    ],
    ['Jest that crashes before it is a failure', { kind: 'jest', code: 134, report: '' }, FAILED],
    [
      'Jest without a report is a failure, whatever its exit code',
      { kind: 'jest', code: 0, report: '' },
      FAILED,
    ],
    [
      'Jest with half a report is a failure',
      { kind: 'jest', code: 1, report: '{"numPassedTests": 3' },
      FAILED,
    ],
    ['Jest with another report is a failure', { kind: 'jest', code: 0, report: '{}' }, FAILED],
    [
      'Jest with no tests at all adds nothing',
      { kind: 'jest', code: 0, report: jestReport() },
      counts(0, 0, 0),
    ],
    [
      'node tells passed, failed and skipped',
      { kind: 'tap', code: 1, report: tap(5, 1, 0, 2, 1) },
      counts(5, 1, 3),
    ],
    [
      'what node cancelled has failed',
      { kind: 'tap', code: 1, report: tap(5, 0, 2) },
      counts(5, 2, 0),
    ],
    [
      'node that crashes has failed',
      { kind: 'tap', code: 'SIGSEGV', report: 'TAP version 13\n# pass 3\n' },
      FAILED,
    ],
    [
      'node without a report has failed, whatever its exit code',
      { kind: 'tap', code: 0, report: '' },
      FAILED,
    ],
    [
      'what a test prints is not taken for the end of the report',
      { kind: 'tap', code: 0, report: `# pass 99\n# fail 98\n${tap(5)}` },
      counts(5, 0, 0),
    ],
  ];
  for (const [says, step, expected] of cases)
    it(says, () => assert.deepEqual(countStep(step), expected));
});

describe('the end of npm test', () => {
  const step = (name: string, ...numbers: [number, number, number]) => {
    return { name, counts: counts(...numbers) };
  };

  it('adds up and ends with 0 when all passed', () => {
    const steps = [step('format', 1, 0, 0), step('unit', 40, 0, 2), step('system', 7, 0, 1)];
    assert.deepEqual(closing(steps), {
      text: '\nTests: 48 passed, 0 failed, 3 skipped\n',
      exitCode: 0,
    });
  });

  it('names the steps that failed and ends with 1', () => {
    const steps = [step('format', 0, 1, 0), step('unit', 40, 0, 0), step('system', 7, 2, 0)];
    assert.deepEqual(closing(steps), {
      text: '\nFailed: format, system\n\nTests: 47 passed, 3 failed, 0 skipped\n',
      exitCode: 1,
    });
  });

  it('is always right: it ends with 0 if and only if its line says that none failed', () => {
    const anyStep = fc.record({
      kind: fc.constantFrom(undefined, 'jest', 'tap'),
      code: fc.constantFrom<number | string>(0, 0, 1, 134, 'SIGKILL'),
      report: fc.oneof(
        fc.constantFrom('', '{}', 'null', '[1]', '# pass 1', 'TAP version 13'),
        fc.tuple(fc.nat(99), fc.nat(2)).map(([passed, failed]) => tap(passed, failed)),
        fc
          .tuple(fc.nat(99), fc.nat(2))
          .map(([passed, failed]) =>
            jestReport({ numPassedTests: passed, numFailedTests: failed }),
          ),
      ),
    });
    fc.assert(
      fc.property(fc.array(anyStep), (steps) => {
        const done = steps.map((each, index) => ({ name: `s${index}`, counts: countStep(each) }));
        const { text, exitCode } = closing(done);
        const [, failed] = /Tests: \d+ passed, (\d+) failed, \d+ skipped\n$/.exec(text) ?? [];
        const isBad = steps.some(({ code }) => code !== 0) || Number(failed) > 0;
        assert.equal(exitCode, isBad ? 1 : 0);
        assert.equal(Number(failed) > 0, isBad);
      }),
    );
  });
});
