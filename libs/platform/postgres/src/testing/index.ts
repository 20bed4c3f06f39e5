export { deleteRows, DROP_EVERYTHING } from './empty.js';
export type { FileDatabaseOptions, TakenDatabase } from './file-database.js';
export { FileDatabase } from './file-database.js';
export { createTestDatabase, ensureTemplate } from './test-database.js';
export type { TestDatabase } from './test-database.js';
export { testServerUrl } from './test-server.config.js';
