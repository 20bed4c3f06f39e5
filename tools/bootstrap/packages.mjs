import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runCommand } from './command.mjs';
import { writeJson } from './json-file.mjs';
import { inspectPackages, judgePackages, MARK } from './packages-state.mjs';
import { EXIT, SetupError } from './setup-error.mjs';

/**
 * Makes node_modules what package-lock.json says, with `npm ci` when it isn't already. Without the
 * network it succeeds as long as nothing has to be fetched. `othersUsing` names runs that use the
 * packages now: they are never pulled from under them. `onStart` is told npm's process.
 */
export async function ensurePackages({ othersUsing = [], ...context }) {
  const { root, localFolder } = context;
  const interruptedFile = join(localFolder, 'npm-ci.unfinished');
  const found = inspectPackages(root, interruptedFile);
  const verdict = judgePackages(found);
  if (verdict.action === 'install') {
    refuseWhileInUse(othersUsing, verdict.reason);
    await install({ ...context, interruptedFile, verdict, lock: found.lock });
  }
  if (verdict.action !== 'ready') writeJson(join(root, MARK), { lockKey: found.lockKey });
  rmSync(interruptedFile, { force: true });
  return verdict.action;
}

function refuseWhileInUse(othersUsing, reason) {
  if (othersUsing.length === 0) return;
  throw new SetupError({
    what: `The packages must be installed anew (${reason}), but another run uses them.`,
    why: `process ${othersUsing.join(', ')} runs from this checkout.`,
    next: 'wait until it ends or stop it, then run the command again.',
    exitCode: EXIT.busy,
  });
}

async function install(context) {
  const { root, localFolder, progress, abort, onStart, interruptedFile, verdict, lock } = context;
  const logFile = join(localFolder, 'log', 'npm-ci.log');
  writeFileSync(logFile, '');
  writeFileSync(interruptedFile, new Date().toISOString());
  rmSync(join(root, MARK), { force: true });
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  const total = Object.keys(lock.packages ?? {}).length;
  const work = async (update) => {
    const onLine = countFetched(total, update);
    const options = { cwd: root, abort, logFile, onStart, onLine, graceMs: 1500 };
    const { code, output } = await npmCi(options);
    if (code !== 0) throw installFailed(code, output, logFile);
  };
  await progress.during(`Packages (npm ci: ${verdict.reason})`, work, () => 'Packages installed');
}

// The loglevel is for the progress: one line for each file fetched.
const NPM_CI = [
  'ci',
  '--no-fund',
  '--no-audit',
  '--include=dev',
  '--include=optional',
  '--loglevel=http',
];

async function npmCi(options) {
  const [command, args] = npmCommand();
  // What npm has fetched before need not be asked for again, and can't be without a network.
  const result = await runCommand(command, [...args, ...NPM_CI, '--prefer-offline'], options);
  if (result.code === 0 || !/ETARGET|EINTEGRITY/.test(result.output)) return result;
  return runCommand(command, [...args, ...NPM_CI], options);
}

/** npm as it was called: through `npm run` the same npm, else the one on PATH. */
export function npmCommand(env = process.env) {
  const path = env.npm_execpath;
  const isNpm = path && basename(path) === 'npm-cli.js' && existsSync(path);
  return isNpm ? [process.execPath, [path]] : ['npm', []];
}

function countFetched(total, update) {
  let fetched = 0;
  return (line) => {
    const failure = line.match(/^npm http fetch .* attempt \d+ failed with (\w+)/);
    if (failure) update(`${failure[1]}, npm tries again for a minute or two`);
    if (!/^npm http (fetch GET 200|cache) /.test(line)) return;
    fetched += 1;
    update(`${Math.min(fetched, total)} of at most ${total} fetched`);
  };
}

function installFailed(code, output, logFile) {
  if (code === 127) {
    return new SetupError({
      what: 'npm was not found.',
      next: 'install npm (it comes with Node.js), then run the command again.',
    });
  }
  const reasons = output.split('\n').filter((line) => /^npm (error|ERR!) /.test(line));
  const why = reasons
    .slice(0, 3)
    .map((line) => line.replace(/^npm (error|ERR!) /, ''))
    .join('; ');
  return new SetupError({
    what: `The packages could not be installed: npm ci ended with exit code ${code}.`,
    why: why || 'see the log.',
    next: `check the network and the registry, then run the command again. Log: ${logFile}`,
  });
}
