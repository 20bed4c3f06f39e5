import { accessSync, constants, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXIT, SetupError } from './setup-error.mjs';

/** The repository's root folder, wherever the command was called from. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The one folder inside the checkout that the bootstrap writes to (besides node_modules). */
export const LOCAL = join(ROOT, '.local');

/** What another run has just moved away is in nobody's way. */
function requireWritable(path) {
  try {
    accessSync(path, constants.W_OK);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

/** Makes `.local/`; throws SetupError when this user can't write there. Idempotent. */
export function prepareLocalFolder(folder = LOCAL) {
  try {
    mkdirSync(join(folder, 'runs'), { recursive: true });
    mkdirSync(join(folder, 'log'), { recursive: true });
    // What another user left in there would fail later and less clearly.
    for (const name of ['.', ...readdirSync(folder)]) requireWritable(join(folder, name));
  } catch (error) {
    throw new SetupError({
      what: `Can't write to ${folder}.`,
      why: error.message,
      next: `remove that folder, or run as the user it belongs to.`,
      exitCode: EXIT.usage,
    });
  }
  return folder;
}
