import { TAILED_TABLES } from '../tables.js';
import type { TestMonolith } from '../testing/test-monolith.js';
import { createTables, createTestMonolith } from '../testing/test-monolith.js';
import type { PublicationReport } from './publication.js';
import { reconcilePublication } from './publication.js';

describe('the publication', () => {
  let monolith: TestMonolith;

  const reconcile = (): Promise<PublicationReport> =>
    monolith.database.transaction((transaction) =>
      reconcilePublication(transaction, monolith.publication),
    );
  const published = async (): Promise<string[]> => {
    const rows = await monolith.database.query<{ name: string }>(
      `select tablename as name from pg_publication_tables where pubname = $1 order by 1`,
      [monolith.publication],
    );
    return rows.map(({ name }) => name);
  };
  const sql = (text: string): Promise<object[]> => monolith.database.query(text);

  describe('of a monolith that has its tables', () => {
    beforeEach(async () => {
      monolith = await createTestMonolith();
    });

    afterEach(() => monolith.drop());

    it('holds the five tables, and never the consumers (I8)', async () => {
      const report = await reconcile();
      expect(await published()).toEqual([...TAILED_TABLES].sort());
      expect(report).toEqual({
        published: [...TAILED_TABLES],
        added: [...TAILED_TABLES],
        missing: [],
        keyless: [],
      });
    });

    it('is left as it is when it is right', async () => {
      await reconcile();
      expect(await reconcile()).toMatchObject({ published: [...TAILED_TABLES], added: [] });
    });

    it('gets rid of tables that somebody put in (I8)', async () => {
      await reconcile();
      await sql(`alter publication ${monolith.publication} add table consumers`);
      await reconcile();
      expect(await published()).toEqual([...TAILED_TABLES].sort());
    });

    it('takes a table in again that was dropped and made anew', async () => {
      await reconcile();
      await sql('drop table restaurant_closures');
      expect(await reconcile()).toMatchObject({ added: [], missing: ['restaurant_closures'] });
      await sql('create table restaurant_closures (id bigint primary key)');
      expect(await reconcile()).toMatchObject({ added: ['restaurant_closures'], missing: [] });
    });

    it('never takes in a table without a key: the monolith could change no row of it', async () => {
      await sql('alter table courier_actions drop constraint courier_actions_pkey');
      expect(await reconcile()).toMatchObject({ keyless: ['courier_actions'] });
      expect(await published()).not.toContain('courier_actions');
      await sql('insert into courier_actions (courier_id) values (1)');
      await sql('update courier_actions set courier_id = 2; delete from courier_actions');
    });

    it('lets go of a table that has lost its key, before the monolith suffers', async () => {
      await reconcile();
      await sql('alter table courier_actions drop constraint courier_actions_pkey');
      await sql('insert into courier_actions (courier_id) values (1)');
      await expect(sql('update courier_actions set courier_id = 2')).rejects.toThrow(
        /replica identity/,
      );
      await reconcile();
      await sql('update courier_actions set courier_id = 2');
    });

    it('takes a view of a table’s name for no table', async () => {
      await sql('drop table restaurant_closures');
      await sql('create view restaurant_closures as select 1 as id');
      expect(await reconcile()).toMatchObject({ missing: ['restaurant_closures'] });
    });

    it('changes nothing of a publication of all tables, which it cannot', async () => {
      await sql(`create publication ${monolith.publication} for all tables`);
      expect(await reconcile()).toMatchObject({ added: [], published: [...TAILED_TABLES] });
    });
  });

  describe('of a monolith that has no tables yet', () => {
    beforeEach(async () => {
      monolith = await createTestMonolith({ withTables: false });
    });

    afterEach(() => monolith.drop());

    it('is empty, and takes them in as they come', async () => {
      expect(await reconcile()).toEqual({
        published: [],
        added: [],
        missing: [...TAILED_TABLES],
        keyless: [],
      });
      await createTables(monolith.database);
      expect(await reconcile()).toMatchObject({ added: [...TAILED_TABLES], missing: [] });
    });
  });
});
