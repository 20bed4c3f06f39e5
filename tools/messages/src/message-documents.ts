import { asyncApiDocument } from './asyncapi/asyncapi-document.js';
import { toYaml } from './asyncapi/to-yaml.js';
import { readCatalogue } from './catalogue/read-catalogue.js';
import { messagesPage } from './markdown/messages-page.js';

/** A generated file of the checkout. */
export interface MessageDocument {
  /** From the root on. */
  readonly path: string;
  readonly text: string;
}

const GENERATED =
  '# Generated from the contracts by `npm run messages`; change those, not this file.\n';

/** The documents as the contracts of the checkout at `root` want them; the same for the same. */
export function messageDocuments(root: string): readonly MessageDocument[] {
  const catalogue = readCatalogue(root);
  return [
    { path: 'docs/messages.md', text: messagesPage(catalogue) },
    { path: 'docs/asyncapi.yaml', text: GENERATED + toYaml(asyncApiDocument(catalogue)) },
  ];
}
