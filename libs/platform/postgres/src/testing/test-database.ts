import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { testServerUrl } from './test-server.config.js';

export interface TestDatabase {
  readonly url: string;
  /** Drops it, cutting whoever is still connected. */
  drop(): Promise<void>;
}

/**
 * A database of a test's own on the server of DATABASE_URL, cloned from `template` when one is
 * named; creating one takes some 50 ms. The server's other databases are never touched.
 */
export async function createTestDatabase(template?: string): Promise<TestDatabase> {
  const name = `ftgo_test_${randomUUID().replaceAll('-', '')}`;
  await onServer(`create database ${name}${template === undefined ? '' : ` template ${template}`}`);
  const url = new URL(testServerUrl());
  url.pathname = `/${name}`;
  return {
    url: url.toString(),
    drop: () => onServer(`drop database if exists ${name} with (force)`),
  };
}

/**
 * Makes sure that the template database `name` exists, building it with `migrate` when it does
 * not. Test files run at once: an advisory lock lets one of them build.
 */
export async function ensureTemplate(
  name: string,
  migrate: (url: string) => Promise<void>,
): Promise<string> {
  const client = new pg.Client({ connectionString: testServerUrl() });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(hashtext($1))', [name]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await buildTemplate(client, name, migrate);
  } finally {
    await client.end();
  }
  return name;
}

async function buildTemplate(
  client: pg.Client,
  name: string,
  migrate: (url: string) => Promise<void>,
): Promise<void> {
  const building = `${name}_building`;
  await client.query(`drop database if exists ${building} with (force)`);
  await client.query(`create database ${building}`);
  const url = new URL(testServerUrl());
  url.pathname = `/${building}`;
  await migrate(url.toString());
  await client.query(`alter database ${building} rename to ${name}`);
}

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: testServerUrl() });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
