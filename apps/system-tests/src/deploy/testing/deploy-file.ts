import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY_ROOT } from './deploy-tests.config.js';

/** The place of a file or folder below deploy/. */
export const deployPath = (...parts: string[]): string => join(REPOSITORY_ROOT, 'deploy', ...parts);

/** The text of a file below deploy/. */
export const deployFile = (...parts: string[]): string =>
  readFileSync(deployPath(...parts), 'utf8');
