import type { Example, Message } from '../catalogue/catalogue.js';
import { capitalized } from '../capitalized.js';
import type { JsonObject } from '../json.js';

/** One kind of message, with its schemas and examples. */
export function messageObject(
  { key, title, when, origin, says, examples }: Message,
  payload: JsonObject,
  headers: JsonObject | undefined,
): JsonObject {
  return {
    name: key,
    title,
    summary: origin === undefined ? when : `${when} ${capitalized(origin)}.`,
    description: `Says: ${says}.`,
    headers,
    payload,
    examples: examples.map(exampleObject),
  };
}

const exampleObject = ({ name, about, headers, payload }: Example): JsonObject => ({
  name,
  summary: about,
  headers,
  payload,
});
