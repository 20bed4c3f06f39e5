import { jest } from '@jest/globals';
import type { SchemaMigrationConfig } from './schema-migration.config.js';
import { loadSchemaMigrationConfig } from './schema-migration.config.js';

function loadFrom(environment: NodeJS.ProcessEnv): SchemaMigrationConfig {
  const replaced = jest.replaceProperty(process, 'env', environment);
  try {
    return loadSchemaMigrationConfig();
  } finally {
    replaced.restore();
  }
}

describe('the configuration of schema-migration', () => {
  it('needs a database and nothing else', () => {
    const databaseUrl = 'postgres://ftgo@127.0.0.1:5432/ftgo';
    expect(loadFrom({ DATABASE_URL: databaseUrl })).toEqual({ logLevel: 'info', databaseUrl });
  });

  it('names the database when it is missing (I12)', () => {
    expect(() => loadFrom({})).toThrow('DATABASE_URL: is required');
  });

  it('refuses another kind of database by name and without its value (I12)', () => {
    const load = (): unknown => loadFrom({ DATABASE_URL: 'mysql://vindaloo@host/ftgo' });
    expect(load).toThrow('DATABASE_URL: ');
    expect(load).not.toThrow(/vindaloo/);
  });
});
