import pg from 'pg';
import { testServerUrl } from '@ftgo/platform-postgres/testing';
import type { OwnDatabase } from './own-database.js';
import { makeDatabase } from './own-database.js';

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

const nameIn = ({ url }: OwnDatabase): string => new URL(url).pathname.slice(1);
const exists = async (made: OwnDatabase): Promise<boolean> => {
  const sql = `select from pg_database where datname = '${nameIn(made)}'`;
  return (await ask(testServerUrl(), sql)).length === 1;
};

describe('a database of a stack’s own', () => {
  it('is empty, says what it is for, and is another each time', async () => {
    const made = await Promise.all(
      ['service', 'service', 'monolith'].map((purpose) => makeDatabase(testServerUrl(), purpose)),
    );
    expect(new Set(made.map(nameIn)).size).toBe(3);
    expect(nameIn(made[2] as OwnDatabase)).toMatch(/^ftgo_monolith_/);
    for (const { url } of made) {
      const sql = `select count(*)::int as tables from pg_tables where schemaname = 'public'`;
      expect(await ask(url, sql)).toEqual([{ tables: 0 }]);
    }
    await Promise.all(made.map(({ drop }) => drop()));
  });

  it('goes though somebody still works in it, and may go again', async () => {
    const made = await makeDatabase(testServerUrl(), 'service');
    const lingering = new pg.Client({ connectionString: made.url });
    const cut = new Promise((resolve) => lingering.on('error', resolve));
    await lingering.connect();
    await made.drop();
    await cut;
    expect(await exists(made)).toBe(false);
    await made.drop();
  });

  it('is the only one that goes', async () => {
    const [one, other] = [
      await makeDatabase(testServerUrl(), 'service'),
      await makeDatabase(testServerUrl(), 'service'),
    ];
    await one.drop();
    expect(await exists(other)).toBe(true);
    await other.drop();
  });
});
