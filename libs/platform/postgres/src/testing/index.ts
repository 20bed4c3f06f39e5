export { createTestDatabase, ensureTemplate } from './test-database.js';
export type { TestDatabase } from './test-database.js';
export { testServerUrl } from './test-server.config.js';
