import { Ajv } from 'ajv';
import type { Json, JsonObject } from '../json.js';

const DOCUMENT = 'document';

/** Checks values against schemas of an AsyncAPI document, with its own references. */
export class PayloadValidator {
  // Formats repeat what the patterns say; what AsyncAPI adds to JSON Schema is no rule.
  private readonly ajv = new Ajv({ strict: false, validateFormats: false, validateSchema: false });

  constructor(document: JsonObject) {
    // The document's own `id` would be taken for that of a schema.
    this.ajv.addSchema({ components: document['components'] }, DOCUMENT);
  }

  /** What is wrong with a message's payload; empty when nothing is. */
  problemsOf(message: string, payload: unknown): string[] {
    return this.problems(`/components/messages/${message}/payload`, payload);
  }

  /** What is wrong with a message's headers. */
  headerProblemsOf(message: string, headers: unknown): string[] {
    return this.problems(`/components/messages/${message}/headers`, headers);
  }

  /** What is wrong with a value that a named schema describes. */
  problemsBy(schema: string, value: unknown): string[] {
    return this.problems(`/components/schemas/${schema}`, value);
  }

  private problems(pointer: string, value: unknown): string[] {
    const validate = this.ajv.getSchema(`${DOCUMENT}#${pointer}`);
    if (validate === undefined) throw new Error(`there is no schema at ${pointer}`);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message = '' }) =>
      `${instancePath} ${message}`.trim(),
    );
  }
}

/** A value at a path of a document. @throws Error where there is none */
export function at(document: JsonObject, ...path: readonly string[]): JsonObject {
  let here: Json | undefined = document;
  for (const key of path) here = (here as JsonObject | undefined)?.[key];
  if (here === undefined) throw new Error(`there is nothing at ${path.join('/')}`);
  return here as JsonObject;
}
