/**
 * What a step adds to the count of tests: what its report says, or one test when it has no kind of
 * report. A step that failed adds at least one failure, and so does one whose report is missing:
 * then nobody knows what was tested.
 */
export function countStep({ kind, code, report }) {
  const outcome = code === 0 ? PASSED : FAILED;
  if (!kind) return outcome;
  const counts = (kind === 'jest' ? countJest : countTap)(report) ?? FAILED;
  return { ...counts, failed: Math.max(counts.failed, outcome.failed) };
}

/** The end of `npm test`: its last lines and its exit code. */
export function closing(steps) {
  const sum = (word) => steps.reduce((total, { counts }) => total + counts[word], 0);
  const failed = steps.filter(({ counts }) => counts.failed > 0).map(({ name }) => name);
  const lines = [
    ...(failed.length > 0 ? [`Failed: ${failed.join(', ')}`, ''] : []),
    `Tests: ${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`,
  ];
  return { text: `\n${lines.join('\n')}\n`, exitCode: failed.length > 0 ? 1 : 0 };
}

const PASSED = { passed: 1, failed: 0, skipped: 0 };
const FAILED = { passed: 0, failed: 1, skipped: 0 };

function countJest(text) {
  try {
    const report = JSON.parse(text);
    return whole({
      passed: report.numPassedTests,
      // A file that does not even load has no tests in it; it counts as one that failed.
      failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
      skipped: report.numPendingTests + report.numTodoTests,
    });
  } catch {
    return null;
  }
}

function countTap(text) {
  // The last of each: what a test prints becomes such a line too.
  const count = (word) => Number([...text.matchAll(TAP_COUNTS)].findLast(isOf(word))?.[2] ?? NaN);
  return whole({
    passed: count('pass'),
    failed: count('fail') + count('cancelled'),
    skipped: count('skipped') + count('todo'),
  });
}

const whole = (counts) => (Object.values(counts).every(Number.isInteger) ? counts : null);
const TAP_COUNTS = /^# (pass|fail|cancelled|skipped|todo) (\d+)$/gm;
const isOf =
  (word) =>
  ([, found]) =>
    found === word;
