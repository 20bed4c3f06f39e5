import specs from '@asyncapi/specs';
import { Ajv } from 'ajv';
import { flowsOf, messagesOf } from '../catalogue/catalogue.js';
import type { JsonObject } from '../json.js';
import { isJsonObject } from '../json.js';
import { catalogueNow } from '../testing/checkout.js';
import { at, PayloadValidator } from '../testing/payload-validator.js';
import { asyncApiDocument } from './asyncapi-document.js';

const CATALOGUE = catalogueNow();
/** As a reader of the file gets it. */
const DOCUMENT = JSON.parse(JSON.stringify(asyncApiDocument(CATALOGUE))) as JsonObject;
const MESSAGES = messagesOf(CATALOGUE);
const VALIDATOR = new PayloadValidator(DOCUMENT);

/** The official JSON Schema brings its own copy of draft 07, which ajv must not have before. */
function officialProblems(document: unknown): string[] {
  const ajv = new Ajv({
    strict: false,
    validateFormats: false,
    meta: false,
    validateSchema: false,
  });
  const isValid = ajv.compile(specs.schemas['3.0.0'] as object);
  if (isValid(document)) return [];
  return (isValid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function* referencesIn(value: unknown): Generator<string> {
  if (Array.isArray(value)) for (const each of value) yield* referencesIn(each);
  if (!isJsonObject(value)) return;
  for (const [key, each] of Object.entries(value)) {
    if (key === '$ref' && typeof each === 'string') yield each;
    else yield* referencesIn(each);
  }
}

const target = (reference: string): JsonObject =>
  at(DOCUMENT, ...reference.replace(/^#\//, '').split('/'));

describe('the AsyncAPI document', () => {
  it('is valid by AsyncAPI’s official schema of version 3.0.0', () => {
    expect(DOCUMENT['asyncapi']).toBe('3.0.0');
    expect(officialProblems(DOCUMENT)).toEqual([]);
  });

  it.each<[string, JsonObject]>([
    ['an unknown field', { ...DOCUMENT, topics: {} }],
    ['no version', { ...DOCUMENT, info: { title: 'FTGO' } }],
    [
      'a schema of no known type',
      { ...DOCUMENT, components: { schemas: { A: { type: 'text' } } } },
    ],
    [
      'an operation that neither sends nor receives',
      { ...DOCUMENT, operations: { a: { action: 'publish', channel: { $ref: '#/channels/a' } } } },
    ],
  ])('would not be with %s: the check is one', (_, wrong) => {
    expect(officialProblems(wrong)).not.toEqual([]);
  });

  it('refers to nothing that it does not have', () => {
    const references = new Set(referencesIn(DOCUMENT));
    expect(references.size).toBeGreaterThan(100);
    for (const reference of references) expect(() => target(reference)).not.toThrow();
  });

  it('has no message and no schema that nothing refers to', () => {
    const references = new Set(referencesIn(DOCUMENT));
    const unused = ['messages', 'schemas'].flatMap((kind) =>
      Object.keys(at(DOCUMENT, 'components', kind))
        .map((key) => `#/components/${kind}/${key}`)
        .filter((reference) => !references.has(reference)),
    );
    expect(unused).toEqual([]);
  });

  it('lets an operation handle messages of its own channel only', () => {
    for (const operation of Object.values(at(DOCUMENT, 'operations')) as JsonObject[]) {
      const channel = at(operation, 'channel')['$ref'];
      const messages = [...referencesIn(operation['messages'])];
      expect(messages.length).toBeGreaterThan(0);
      for (const message of messages) expect(message.startsWith(`${channel}/messages/`)).toBe(true);
    }
  });

  it('fills every varying part of an address with a parameter', () => {
    for (const channel of Object.values(at(DOCUMENT, 'channels')) as JsonObject[]) {
      const parts = [...String(channel['address']).matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys(channel['parameters'] ?? {})).toEqual(parts);
    }
  });
});

describe('each message', () => {
  it.each(MESSAGES.map((message) => [message.key, message] as const))(
    '%s has an example that fits its schema',
    (key, { examples, headers }) => {
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) {
        expect(VALIDATOR.problemsOf(key, example.payload)).toEqual([]);
        if (headers !== undefined) {
          expect(VALIDATOR.headerProblemsOf(key, example.headers)).toEqual([]);
        }
      }
    },
  );

  it.each(MESSAGES.map((message) => [message.key, message] as const))(
    '%s can be told from all others of its channel, as AsyncAPI demands',
    (key, { examples }) => {
      const channels = flowsOf(CATALOGUE).flatMap((flow) => flow.channels);
      const others = channels
        .filter(({ messages }) => messages.some((message) => message.key === key))
        .flatMap(({ messages }) => messages.filter((message) => message.key !== key));
      for (const { payload } of examples) {
        const alsoFitting = others.filter(
          (other) => VALIDATOR.problemsOf(other.key, payload).length === 0,
        );
        expect(alsoFitting.map((other) => other.key)).toEqual([]);
      }
    },
  );

  it.each(MESSAGES.map((message) => [message.key, message] as const))(
    '%s says in sentences when it is published and what an example is about',
    (_, { when, says, examples }) => {
      expect(when).toMatch(/^[A-Z].+\.$/);
      expect(says).toMatch(/\S/);
      for (const { about } of examples) expect(about).toMatch(/^[A-Z].+\.$/s);
    },
  );
});
