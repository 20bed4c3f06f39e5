import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { asyncApiDocument } from './asyncapi/asyncapi-document.js';
import { messageDocuments } from './message-documents.js';
import { staleness } from './run-messages.js';
import { catalogueNow, ROOT } from './testing/checkout.js';
import { isFormatted } from './testing/prettier.js';

const DOCUMENTS = messageDocuments(ROOT);
const byPath = DOCUMENTS.map((document) => [document.path, document] as const);

describe('the documents of the messages', () => {
  it('are a page for people and an AsyncAPI document for machines', () => {
    expect(DOCUMENTS.map(({ path }) => path)).toEqual(['docs/messages.md', 'docs/asyncapi.yaml']);
  });

  it.each(byPath)('%s says what the contracts say now', (_, document) => {
    expect(staleness(document, ROOT)).toBeUndefined();
  });

  it.each(byPath)(
    '%s passes the repository’s prettier as it is generated',
    async (path, { text }) => {
      await expect(isFormatted(text, path.replace('docs/', ''))).resolves.toBe(true);
    },
  );

  it.each(byPath)('%s begins with a line that tells how it is made', (_, { text }) => {
    expect(text.split('\n', 1)[0]).toMatch(/Generated from the contracts by `npm run messages`/);
  });

  it('are the same whenever they are generated from the same', () => {
    expect(messageDocuments(ROOT)).toEqual(DOCUMENTS);
  });

  it('say in YAML exactly what the AsyncAPI document is', () => {
    const [, yaml] = DOCUMENTS;
    const document: unknown = JSON.parse(JSON.stringify(asyncApiDocument(catalogueNow())));
    expect(parse(yaml?.text ?? '')).toEqual(document);
  });

  it('carry the version of the service, the root’s', () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(catalogueNow().version).toBe(version);
    expect(asyncApiDocument(catalogueNow())).toMatchObject({ info: { version } });
  });
});
