import { isJsonObject, parseJson } from '../json.js';
import type { FeedMessage } from '../read-message.js';

/** The keys that lead to a value within JSON; `JSON` leads into a text that is JSON itself. */
export type Path = readonly (string | number)[];
const INSIDE = '(JSON)';

/** Every place in a JSON value, texts that are JSON objects looked into as well. */
export function pathsIn(value: unknown): Path[] {
  const inner = typeof value === 'string' ? jsonWithin(value) : undefined;
  const steps = inner === undefined ? stepsInto(value) : [[INSIDE, inner] as const];
  return [[], ...steps.flatMap(([step, part]) => pathsIn(part).map((path) => [step, ...path]))];
}

/** The value at a path. */
export function valueAt(value: unknown, [step, ...rest]: Path): unknown {
  if (step === undefined) return value;
  const inner = step === INSIDE ? parseJson(String(value)) : (value as Json)[step];
  return valueAt(inner, rest);
}

/** The same JSON with another value at a path; without a value the place itself goes. */
export function replacedAt(value: unknown, [step, ...rest]: Path, by: unknown): unknown {
  if (step === undefined) return by;
  if (step === INSIDE) return JSON.stringify(replacedAt(parseJson(String(value)), rest, by));
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...(value as Json) }) as Json;
  copy[step] = replacedAt(copy[step], rest, by);
  return copy;
}

/** The same JSON with another name for the key at the end of a path. */
export function renamedAt(value: unknown, path: Path, name: string): unknown {
  const parent = valueAt(value, path.slice(0, -1));
  const renamed = Object.entries(parent as Json).map(([key, part]): [string, unknown] => [
    key === String(path.at(-1)) ? name : key,
    part,
  ]);
  return replacedAt(value, path.slice(0, -1), Object.fromEntries(renamed));
}

/** The parts of a message that somebody else wrote, as one JSON value, and back. */
export const partsOf = ({ body, routingKey, headers }: FeedMessage): unknown => ({
  body: parseJson(new TextDecoder().decode(body)),
  routingKey,
  headers,
});

export function messageOf(feed: FeedMessage['feed'], parts: unknown): FeedMessage {
  const { body, routingKey, headers } = isJsonObject(parts) ? parts : {};
  return {
    feed,
    body: new TextEncoder().encode(body === undefined ? '' : JSON.stringify(body)),
    routingKey: typeof routingKey === 'string' ? routingKey : '',
    headers: isJsonObject(headers) ? headers : {},
  };
}

type Json = Record<string | number, unknown>;

const jsonWithin = (text: string): unknown => (/^[{["]/.test(text) ? parseJson(text) : undefined);

const stepsInto = (value: unknown): (readonly [string | number, unknown])[] =>
  Array.isArray(value)
    ? value.map((part, index) => [index, part] as const)
    : isJsonObject(value)
      ? Object.entries(value)
      : [];
