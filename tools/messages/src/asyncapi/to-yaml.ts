import type { Json, JsonObject } from '../json.js';
import { entriesOf, isJsonObject } from '../json.js';

/** Writes JSON as YAML 1.2 in block style, the way prettier leaves it alone; ends with a line break. */
export const toYaml = (document: JsonObject): string => `${blockOf(document, '').join('\n')}\n`;

function blockOf(value: Json, indent: string): string[] {
  if (isJsonObject(value)) {
    return entriesOf(value).flatMap(([key, each]) =>
      entryOf(`${indent}${keyOf(key)}:`, each, indent),
    );
  }
  if (isList(value)) return value.flatMap((each) => itemOf(each, indent));
  return [indent + scalarOf(value)];
}

function entryOf(head: string, value: Json, indent: string): string[] {
  const line = lineOf(value);
  return line === undefined ? [head, ...blockOf(value, `${indent}  `)] : [`${head} ${line}`];
}

/** The first line of an item stands behind its dash. */
function itemOf(value: Json, indent: string): string[] {
  const line = lineOf(value);
  if (line !== undefined) return [`${indent}- ${line}`];
  const [first = '', ...rest] = blockOf(value, `${indent}  `);
  return [`${indent}- ${first.trimStart()}`, ...rest];
}

/** What fits behind a key or a dash: scalars, and what is empty. */
function lineOf(value: Json): string | undefined {
  if (isList(value)) return value.length === 0 ? '[]' : undefined;
  if (isJsonObject(value)) return entriesOf(value).length === 0 ? '{}' : undefined;
  return scalarOf(value);
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

const scalarOf = (value: Json): string =>
  typeof value === 'string' ? textOf(value) : String(value);

const PLAIN_KEY = /^[$A-Za-z_][\w$.-]*$/;
const PLAIN = /^[A-Za-z_][^\s:#'"\\[\]{},&*!|>%@`]*(?: [^\s:#'"\\[\]{},&*!|>%@`]+)*$/;
/** Words that a reader of YAML 1.1 or 1.2 takes for something else than a text. */
const RESERVED = /^(?:true|false|null|yes|no|on|off|y|n|\.inf|\.nan)$/i;

const keyOf = (key: string): string =>
  PLAIN_KEY.test(key) && !RESERVED.test(key) ? key : quoted(key);

const textOf = (text: string): string =>
  PLAIN.test(text) && !RESERVED.test(text) ? text : quoted(text);

/** The quotes are those that need no escape, as prettier chooses them; only control characters do. */
function quoted(text: string): string {
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(text)) return JSON.stringify(text);
  const needsDoubleQuotes = text.includes("'") && !/["\\]/.test(text);
  return needsDoubleQuotes ? `"${text}"` : `'${text.replaceAll("'", "''")}'`;
}
