import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testServerUrl } from '@ftgo/platform-postgres/testing';
import { testBrokerUrl } from '@ftgo/platform-rabbitmq/testing';
import pg from 'pg';
import { Stack } from './stack.js';

/** The databases of a user made for one test; other tests make theirs on the same server. */
async function databasesOf(owner: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: testServerUrl() });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>(
      'select datname from pg_database where datdba = $1::regrole',
      [owner],
    );
    return rows.map(({ datname }) => datname);
  } finally {
    await client.end();
  }
}

async function run(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: testServerUrl() });
  await client.connect();
  await client.query(sql);
  await client.end();
}

describe('a stack that cannot be started', () => {
  const owner = `stack_owner_${process.pid}`;
  const folder = mkdtempSync(join(tmpdir(), 'ftgo stack '));
  beforeAll(() => run(`create role ${owner} login superuser`));
  afterAll(async () => {
    for (const name of await databasesOf(owner)) await run(`drop database ${name} with (force)`);
    await run(`drop role ${owner}`);
    rmSync(folder, { recursive: true, force: true });
  });

  it('leaves no database behind when its mail catcher fails', async () => {
    const databaseUrl = new URL(testServerUrl());
    databaseUrl.username = owner;
    const starting = Stack.start({
      root: folder,
      databaseUrl: databaseUrl.toString(),
      rabbitmqUrl: testBrokerUrl(),
      managementUrl: undefined,
      folder,
    });
    await expect(starting).rejects.toThrow('the mail catcher did not start');
    expect(await databasesOf(owner)).toEqual([]);
  });
});
