import { z } from 'zod';
import type { JsonObject } from '../json.js';
import { isJsonObject } from '../json.js';
import { NAMED_SCHEMAS } from './named-schemas.js';

type Meta = { readonly id: string } & Readonly<Record<string, unknown>>;

/** Where a schema with a name stands in the AsyncAPI document. */
export const schemaReference = (name: string): string => `#/components/schemas/${name}`;

/** The schemas of a document: those that were asked for, and the named ones that they refer to. */
export interface JsonSchemas {
  readonly asked: Readonly<Record<string, JsonObject>>;
  readonly named: Readonly<Record<string, JsonObject>>;
}

/**
 * JSON Schema (draft 07, which AsyncAPI extends) of zod schemas by name. Always of what goes over
 * the wire (`io: 'input'`): before any transformation, and open for fields that are added later,
 * since readers must let them pass.
 */
export function jsonSchemasOf(asked: Readonly<Record<string, z.ZodType>>): JsonSchemas {
  const registry = z.registry<Meta>();
  for (const [id, { schema, meta }] of Object.entries(NAMED_SCHEMAS)) {
    registry.add(schema, { ...meta, id });
  }
  for (const [id, schema] of Object.entries(asked)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    io: 'input',
    target: 'draft-7',
    metadata: registry,
    uri: schemaReference,
    override: ({ zodSchema, jsonSchema }) => {
      addDescription(zodSchema, jsonSchema);
      dropEmpty(jsonSchema);
    },
  });
  const of = (names: readonly string[]): Record<string, JsonObject> =>
    Object.fromEntries(names.map((name) => [name, bare(schemas[name])]));
  return { asked: of(Object.keys(asked)), named: of(Object.keys(NAMED_SCHEMAS)) };
}

/** What a contract says of itself by zod's `describe` or `meta`. */
function addDescription(schema: z.core.$ZodType, json: z.core.JSONSchema.BaseSchema): void {
  const { id: _id, ...said } = z.globalRegistry.get(schema) ?? {};
  Object.assign(json, { ...said, ...json });
}

/** `additionalProperties: {}` says what is so without it. */
function dropEmpty(schema: z.core.JSONSchema.BaseSchema): void {
  const { additionalProperties: more } = schema;
  if (isJsonObject(more) && Object.keys(more).length === 0) delete schema.additionalProperties;
}

/** Its place in the document is its identity; which draft it is, the document says once. */
function bare(schema: unknown): JsonObject {
  const { $schema: _draft, $id: _place, ...rest } = schema as JsonObject;
  return rest;
}
