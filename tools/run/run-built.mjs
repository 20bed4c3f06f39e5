import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * Builds the apps and the named program (Nx does only what changed), then runs it with this process's
 * arguments; its exit code is ours. A signal is left to it: it ends what it started.
 */
export async function runBuilt(project) {
  const nx = join(root, 'node_modules', '.bin', 'nx');
  const { name } = JSON.parse(readFileSync(join(root, project, 'package.json'), 'utf8'));
  const wanted = `--projects=tag:type:app,${name}`;
  const built = await run(
    nx,
    ['run-many', '-t', 'build', wanted, '--output-style=static', '--parallel=2'],
    { quiet: true },
  );
  if (built !== 0) process.exit(built);
  const main = join(root, 'dist', project, 'main.js');
  process.exit(
    await run(process.execPath, ['--enable-source-maps', main, ...process.argv.slice(2)]),
  );
}

function run(program, args, { quiet = false } = {}) {
  const child = spawn(program, args, {
    cwd: root,
    stdio: ['inherit', quiet ? 'pipe' : 'inherit', 'inherit'],
    env: { ...process.env, NX_DAEMON: 'false', FTGO_ROOT: root, FTGO_CALLED_FROM: process.cwd() },
  });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('close', (code) => {
      if (quiet && code !== 0) process.stdout.write(output);
      resolve(code ?? 1);
    });
  });
}
