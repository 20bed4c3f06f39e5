/**
 * `npm run messages`: writes or checks docs/messages.md and docs/asyncapi.yaml. Only this tool is
 * built, in a second and without Nx: who has just changed a contract may have broken other programs.
 */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

const build = ['tools/build/build-app.mjs', 'tools/messages'];
const main = ['--enable-source-maps', 'dist/tools/messages/main.js', ...process.argv.slice(2)];
process.exit(run(build) || run(main));

/** The exit code of a program of Node's that runs in the root. */
function run(args) {
  const env = { ...process.env, FTGO_ROOT: root };
  const { status, error } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env });
  if (error) throw error;
  return status ?? 1;
}
