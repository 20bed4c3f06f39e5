import { fileURLToPath } from 'node:url';
import type { Catalogue } from '../catalogue/catalogue.js';
import { readCatalogue } from '../catalogue/read-catalogue.js';

/** The checkout that this file is in. */
export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

/** The catalogue as the contracts are now. */
export const catalogueNow = (): Catalogue => readCatalogue(ROOT);
