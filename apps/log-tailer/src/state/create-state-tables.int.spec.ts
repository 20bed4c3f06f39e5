import type { TestMonolith } from '../testing/test-monolith.js';
import { createTestMonolith } from '../testing/test-monolith.js';
import { createStateTables } from './create-state-tables.js';

describe('the tailer’s own tables', () => {
  let monolith: TestMonolith;

  beforeEach(async () => {
    monolith = await createTestMonolith();
  });

  afterEach(() => monolith.drop());

  const tables = async (schema: string): Promise<string[]> => {
    const rows = await monolith.database.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = $1 order by 1`,
      [schema],
    );
    return rows.map(({ name }) => name);
  };

  it('lie in a schema of their own, beside the monolith’s', async () => {
    const before = await tables('public');
    await createStateTables(monolith.database);
    expect(await tables('log_tailer')).toEqual(['slots', 'snapshots']);
    expect(await tables('public')).toEqual(before);
  });

  it('are made once, though several tailers start at the same time', async () => {
    const { database } = monolith;
    for (let again = 0; again < 10; again++) {
      await database.query('drop schema if exists log_tailer cascade');
      await Promise.all(Array.from({ length: 5 }, () => createStateTables(database)));
      await createStateTables(database);
      expect(await tables('log_tailer')).toEqual(['slots', 'snapshots']);
    }
  });

  it('get what an older version’s lack, and keep what they hold', async () => {
    const { database } = monolith;
    await createStateTables(database);
    await database.query(`alter table log_tailer.snapshots drop column last_key;
      insert into log_tailer.snapshots (id, slot_name, table_name, is_initial, requested_by)
      values (gen_random_uuid(), 'ftgo', 'orders', true, 'operations')`);
    await createStateTables(database);
    const kept = await database.query('select table_name, last_key from log_tailer.snapshots');
    expect(kept).toEqual([{ table_name: 'orders', last_key: null }]);
  });

  it('need no right to make a schema once they are there', async () => {
    const { database } = monolith;
    await createStateTables(database);
    const role = `${monolith.slot}_reader`;
    await database.query(`create role ${role}; grant usage on schema log_tailer to ${role}`);
    try {
      const client = await monolith.connect();
      await client.query(`set role ${role}`);
      const query = async (sql: string): Promise<object[]> => (await client.query(sql)).rows;
      await createStateTables({ query } as unknown as typeof database);
      await client.query('reset role');
    } finally {
      await database.query(`drop owned by ${role}; drop role ${role}`);
    }
  });
});
