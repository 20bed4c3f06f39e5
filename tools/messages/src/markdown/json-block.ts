import type { Json } from '../json.js';
import { entriesOf, isJsonObject } from '../json.js';

const LONGEST_LINE = 100;

/** A fenced block of JSON, laid out as prettier leaves it alone. */
export const jsonBlock = (value: Json): string =>
  ['```json', linesOf('', value, ''), '```'].join('\n');

function linesOf(head: string, value: Json, indent: string): string {
  const inner = `${indent}  `;
  if (isJsonObject(value)) {
    const entries = entriesOf(value).map(([key, each]) =>
      linesOf(`${inner}${JSON.stringify(key)}: `, each, inner),
    );
    return entries.length === 0 ? `${head}{}` : `${head}{\n${entries.join(',\n')}\n${indent}}`;
  }
  if (!Array.isArray(value)) return head + JSON.stringify(value);
  const items: readonly Json[] = value;
  const short = `${head}[${items.map((each) => JSON.stringify(each)).join(', ')}]`;
  const isShort = !items.some(isJsonObject) && short.length < LONGEST_LINE;
  if (isShort) return short;
  return `${head}[\n${items.map((each) => linesOf(inner, each, inner)).join(',\n')}\n${indent}]`;
}
