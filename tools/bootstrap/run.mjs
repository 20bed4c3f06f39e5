#!/usr/bin/env node
/** Sets up packages, Node.js and services, runs a command with them, and cleans up. See --help. */
import { join } from 'node:path';
import { LOCAL, prepareLocalFolder, ROOT } from './checkout.mjs';
import { HELP, parseCommandLine } from './command-line.mjs';
import { Interruption } from './interruption.mjs';
import { formatDuration, Progress } from './progress.mjs';
import { Session } from './session.mjs';
import { InterruptedError, SetupError } from './setup-error.mjs';
import { runTarget } from './target.mjs';

async function main() {
  const order = parseCommandLine(process.argv.slice(2));
  if (order.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const progress = new Progress();
  const interruption = new Interruption().listen();
  const localFolder = prepareLocalFolder(LOCAL);
  const session = new Session({ root: ROOT, localFolder, progress, abort: interruption.abort });
  try {
    return await setUpAndRun({ order, session, progress, interruption });
  } catch (error) {
    if (error instanceof InterruptedError) return interruption.exitCode;
    throw error;
  } finally {
    progress.close();
    await session.close();
  }
}

function tellOfInterruption(progress, interruption) {
  const tell = () => progress.line('Interrupted; stopping what was started');
  interruption.abort.addEventListener('abort', tell, { once: true });
  return () => interruption.abort.removeEventListener('abort', tell);
}

async function setUpAndRun({ order, session, progress, interruption }) {
  const startedAt = performance.now();
  // Later the command that runs speaks for itself, perhaps with a live view of its own.
  const stopTelling = tellOfInterruption(progress, interruption);
  const { node, env } = await session.open().finally(stopTelling);
  if (order.keepServices) session.keepServices();
  if (interruption.signalName) throw new InterruptedError();
  progress.line(`Ready in ${formatDuration(performance.now() - startedAt)}`);
  progress.close();
  const [command, ...args] = order.target
    ? [node, join(ROOT, ...order.target), ...order.args]
    : order.args;
  const onStart = (child) => session.runs.register(child);
  const cwd = order.target ? ROOT : process.cwd();
  return runTarget(command, args, { env, cwd, interruption, onStart });
}

main().then(
  (code) => process.exit(code),
  (error) => {
    process.stderr.write(`${error instanceof SetupError ? error.message : error.stack}\n`);
    process.exit(error.exitCode ?? 70);
  },
);
