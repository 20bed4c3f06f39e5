import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY_ROOT } from './deploy-tests.config.js';

const ALL_APPS = ['LOG_LEVEL', 'HTTP_HOST', 'HTTP_PORT'];

/**
 * The variables that an app reads, found by searching its configuration for quoted or bare names
 * in capitals. An app whose configuration takes in `processVariables` reads those as well.
 * @returns undefined when the app has no configuration (yet).
 */
export function variablesReadBy(app: string): string[] | undefined {
  const folder = join(REPOSITORY_ROOT, 'apps', app, 'src');
  if (!existsSync(folder)) return undefined;
  const files = readdirSync(folder).filter((name) => name.endsWith('.config.ts'));
  if (files.length === 0) return undefined;
  const text = files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n');
  const named = text.match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g) ?? [];
  return [...new Set([...named, ...(text.includes('processVariables') ? ALL_APPS : [])])].sort();
}
