/** A JSON object, or a table of headers; its keys and values are the sender's. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Parses JSON; `undefined`, which no JSON is, stands for a text that is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
