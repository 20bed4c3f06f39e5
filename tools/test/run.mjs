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
for (const [name, step] of Object.entries(steps)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stdout.write(`\n== ${name}\n`);
  const startedAt = performance.now();
  const { code, output } = await run(step);
  const counts = countStep({ ...step, code, report: reportOf(step, output) });
  done.push({ name, counts });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const outcome = counts.failed === 0 ? 'passed' : `FAILED (exit ${code})`;
  process.stdout.write(`== ${name} ${outcome} in ${seconds} s\n`);
}
const { text, exitCode } = closing(done);
process.stdout.write(text);
process.exit(exitCode);

async function run({ commands, ...step }) {
  let done = { code: 0, output: '' };
  for (const command of commands) {
    if (done.code === 0) done = await runOne(command, step);
  }
  return done;
}

function runOne([program, ...args], { kind, env }) {
  const isRead = kind === 'tap';
  const child = spawn(program, args, {
    cwd: root,
    stdio: ['ignore', isRead ? 'pipe' : 'inherit', 'inherit'],
    // The daemon would outlive the tests.
    env: { ...process.env, NX_DAEMON: 'false', ...env },
  });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => {
    child.on('error', (error) => {
      process.stdout.write(`${error.message}\n`);
      resolve({ code: 127, output: '' });
    });
    child.on('close', (code, signal) => {
      if (isRead && code !== 0) process.stdout.write(output);
      resolve({ code: code ?? signal, output });
    });
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
