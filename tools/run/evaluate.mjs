/**
 * `npm run evaluate`: builds the lab alone (it needs no other program and no service), then runs it
 * in this process's place. Where no packages are installed yet, they are installed first.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LOCAL, prepareLocalFolder, ROOT } from '../bootstrap/checkout.mjs';
import { ensurePackages } from '../bootstrap/packages.mjs';
import { Progress } from '../bootstrap/progress.mjs';
import { chooseNode } from '../bootstrap/project-node.mjs';

const PROJECT = 'tools/evaluation';

if (!existsSync(join(ROOT, 'node_modules', 'esbuild'))) await installPackages();
const node = chooseNode({ root: ROOT });
const built = await run([join(ROOT, 'tools/build/build-app.mjs'), PROJECT]);
if (built !== 0) process.exit(built);
const main = join(ROOT, 'dist', PROJECT, 'main.js');
process.exit(await run(['--enable-source-maps', main, ...process.argv.slice(2)]));

async function installPackages() {
  const progress = new Progress();
  try {
    await ensurePackages({ root: ROOT, localFolder: prepareLocalFolder(LOCAL), progress });
  } finally {
    progress.close();
  }
}

/** The exit code of a Node.js program that has this terminal. */
function run(args) {
  const env = { ...process.env, INIT_CWD: process.env.INIT_CWD ?? process.cwd() };
  const child = spawn(node, args, { cwd: ROOT, stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('error', () => resolve(127));
    child.on('close', (code) => resolve(code ?? 1));
  });
}
