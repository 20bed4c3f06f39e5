import type { JsonObject } from '../json.js';
import { isJsonObject } from '../json.js';

/**
 * The names of a schema's properties, nested ones behind a dot, those that may be absent with a
 * question mark; what a reference stands for is not opened.
 */
export function fieldList(schema: JsonObject): string {
  const names = fieldNames(schema, '');
  return names.length === 0 ? '–' : names.map((name) => `\`${name}\``).join(', ');
}

function fieldNames(schema: JsonObject, prefix: string): string[] {
  const { properties, required } = schema;
  if (!isJsonObject(properties)) return [];
  return Object.entries(properties).flatMap(([name, property]) => {
    const isNeeded = Array.isArray(required) && required.includes(name);
    const full = `${prefix}${name}`;
    const inner = isJsonObject(property) ? fieldNames(property, `${full}.`) : [];
    return inner.length > 0 ? inner : [isNeeded ? full : `${full}?`];
  });
}
