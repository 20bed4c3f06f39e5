import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { ConfigurationError } from './configuration.errors.js';

/**
 * Reads one program's whole configuration out of environment variables.
 *
 * `NAME_FILE` names a file that holds the value of `NAME` (how secrets are mounted); a plain
 * `NAME` wins over it. An empty variable counts as absent.
 * @returns the schema's output, deeply frozen.
 * @throws ConfigurationError with every bad name and its rule, never a value (I12).
 */
export function readConfiguration<Configuration>(
  schema: z.ZodType<Configuration>,
  environment: Readonly<Record<string, string | undefined>>,
): Configuration {
  const { values, unreadable } = valuesOf(environment);
  const parsed = schema.safeParse(values);
  if (parsed.success) return deepFreeze(parsed.data);
  throw new ConfigurationError(
    parsed.error.issues.map(({ path, message }) => {
      const name = path.join('.');
      return unreadable.has(name)
        ? { name: `${name}_FILE`, rule: 'the file that it names cannot be read' }
        : { name, rule: message };
    }),
  );
}

function valuesOf(environment: Readonly<Record<string, string | undefined>>): {
  values: Record<string, string>;
  unreadable: Set<string>;
} {
  const values: Record<string, string> = {};
  const unreadable = new Set<string>();
  for (const [name, value] of Object.entries(environment)) {
    if (value) values[name] = value;
  }
  for (const name of Object.keys(values).filter((each) => each.endsWith('_FILE'))) {
    const target = name.slice(0, -'_FILE'.length);
    if (values[target] !== undefined) continue;
    const content = contentOf(values[name] ?? '');
    if (content === undefined) unreadable.add(target);
    else values[target] = content;
  }
  return { values, unreadable };
}

/** An unreadable file is no error yet: it may belong to another program's variable. */
function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trimEnd();
  } catch {
    return undefined;
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
