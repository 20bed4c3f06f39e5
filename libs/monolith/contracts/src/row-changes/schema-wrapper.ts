import type { JsonObject } from '../json.js';
import { isJsonObject } from '../json.js';

/** A message without the wrapper that stands around it where schemas are on. */
export interface Unwrapped {
  readonly payload: unknown;
  /** Debezium's type of a column, such as `io.debezium.time.Time`; undefined where nothing tells. */
  readonly typeOf: (column: string) => string | undefined;
}

/** Takes off `{"schema": …, "payload": …}`; the types are only looked up when one is asked for. */
export function unwrapped(body: unknown): Unwrapped {
  if (!isJsonObject(body) || !('schema' in body && 'payload' in body)) {
    return { payload: body, typeOf: () => undefined };
  }
  const { schema, payload } = body;
  return { payload, typeOf: (column) => typeIn(columnsOf(schema), column) };
}

/** The columns: of `after` in an envelope's schema, of the row itself when flattened. */
function columnsOf(schema: unknown): unknown {
  const fields = fieldsOf(schema);
  return fieldsOf(named(fields, 'after')) ?? fields;
}

function typeIn(columns: unknown, column: string): string | undefined {
  const name = named(columns, column)?.['name'];
  return typeof name === 'string' ? name : undefined;
}

const fieldsOf = (schema: unknown): unknown =>
  isJsonObject(schema) ? schema['fields'] : undefined;

const named = (fields: unknown, field: string): JsonObject | undefined =>
  Array.isArray(fields)
    ? fields.filter(isJsonObject).find((each) => each['field'] === field)
    : undefined;
