/**
 * `npm test`: format, lint, types, builds, then the tools', unit, integration and system tests, in
 * that order, each also when an earlier one failed. Ends with `Tests: N passed, N failed, N skipped`
 * and a right exit code. Arguments choose steps: npm test -- unit integration
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { reportFolder, stepsOf } from './steps.mjs';
import { closing, countStep } from './tally.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const steps = stepsOf(root);

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(steps, name));
if (unknown.length > 0) {
  process.stdout.write(`usage: npm test [-- ${Object.keys(steps).join(' ')}]\n`);
  process.exit(unknown.every((name) => name === '--help') ? 0 : 2);
}

const done = [];
rmSync(reportFolder(root), { recursive: true, force: true });
mkdirSync(reportFolder(root), { recursive: true });
for (const together of inTurns(Object.entries(steps))) {
  const running = together.map(([name, step]) => [name, step, runTimed(step)]);
  for (const [name, step, run] of running) {
    process.stdout.write(`\n== ${name}\n`);
    const { code, output, seconds } = await run;
    const counts = countStep({ ...step, code, report: reportOf(step, output) });
    done.push({ name, counts });
    if (step.isNarrow || (step.kind === 'tap' && code !== 0)) process.stdout.write(output);
    const outcome = counts.failed === 0 ? 'passed' : `FAILED (exit ${code})`;
    process.stdout.write(`== ${name} ${outcome} in ${seconds} s\n`);
  }
}
const { text, exitCode } = closing(done);
process.stdout.write(text);
process.exit(exitCode);

/** The wanted steps: those that keep one core busy side by side, each other one alone. */
function inTurns(all) {
  const turns = [];
  for (const entry of all.filter(([name]) => wanted.length === 0 || wanted.includes(name))) {
    const last = turns.at(-1);
    if (entry[1].isNarrow && last?.[0][1].isNarrow) last.push(entry);
    else turns.push([entry]);
  }
  return turns;
}

async function runTimed({ commands, ...step }) {
  const startedAt = performance.now();
  const said = [];
  let code = 0;
  for (const command of commands) {
    if (code !== 0) break;
    const ended = await runOne(command, step);
    code = ended.code;
    said.push(ended.output);
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  return { code, output: said.join(''), seconds };
}

/** What is not shown as it comes is in `output`. */
function runOne([program, ...args], { kind, isNarrow, env }) {
  const child = spawn(program, args, {
    cwd: root,
    stdio: [
      'ignore',
      kind === 'tap' || isNarrow ? 'pipe' : 'inherit',
      isNarrow ? 'pipe' : 'inherit',
    ],
    // The daemon would outlive the tests.
    env: { ...process.env, NX_DAEMON: 'false', ...env },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => {
    child.on('error', (error) => {
      process.stdout.write(`${error.message}\n`);
      resolve({ code: 127, output: '' });
    });
    child.on('close', (code, signal) => resolve({ code: code ?? signal, output }));
  });
}

function reportOf({ report }, output) {
  if (!report) return output;
  try {
    return readFileSync(report, 'utf8');
  } catch {
    return '';
  }
}
