import { eventually } from '@ftgo/platform-observability/testing';
import { TAILED_TABLES } from '../tables.js';
import { foldRows } from '../testing/folded-rows.js';
import type { Stage } from '../testing/stage.js';
import { setStage } from '../testing/stage.js';
import { createTables } from '../testing/test-monolith.js';

describe('a monolith that changes its tables under the running tailer', () => {
  let stage: Stage;

  const sql = (text: string): Promise<object[]> => stage.monolith.database.query(text);
  const ids = (table: string): unknown[] => foldRows(stage.tap.changes, table).map(({ id }) => id);

  afterEach(() => stage.clear());

  describe('and had all of them', () => {
    beforeEach(async () => {
      stage = await setStage();
    });

    it('may add a column: it is published from then on', async () => {
      await stage.startAndSettle();
      await stage.monolith.placeOrders([1]);
      await sql('alter table orders add column spice_level integer not null default 2');
      await stage.monolith.placeOrders([2]);
      await eventually(() => expect(stage.tap.changesOf('orders', 'c')).toHaveLength(2));
      const [before, after] = stage.tap.changesOf('orders', 'c');
      expect(before?.after).not.toHaveProperty('spice_level');
      expect(after?.after).toMatchObject({ id: 2, spice_level: 2 });
    });

    it('may add one in the middle of a transaction', async () => {
      await stage.startAndSettle();
      await sql(`begin; insert into orders (id) values (1);
        alter table orders add column spice_level integer default 2;
        insert into orders (id) values (2); commit`);
      await eventually(() => expect(stage.tap.changesOf('orders', 'c')).toHaveLength(2));
      const [before, after] = stage.tap.changesOf('orders', 'c');
      expect(before?.after).not.toHaveProperty('spice_level');
      expect(after?.after).toMatchObject({ spice_level: 2 });
    });

    it('may rename or drop a column: rows have the names of their time', async () => {
      await stage.startAndSettle();
      await stage.monolith.placeOrders([1]);
      await sql('alter table orders rename column order_state to state');
      await stage.monolith.placeOrders([2]);
      await sql('alter table orders drop column state');
      await stage.monolith.placeOrders([3]);
      await eventually(() => expect(stage.tap.changesOf('orders', 'c')).toHaveLength(3));
      const [first, second, third] = stage.tap.changesOf('orders', 'c').map(({ after }) => after);
      expect(first).toMatchObject({ order_state: 'APPROVED' });
      expect(second).toMatchObject({ state: 'APPROVED' });
      expect(second).not.toHaveProperty('order_state');
      expect(third).not.toHaveProperty('state');
    });

    it('may give a column another type: values are written by the type of their time', async () => {
      await stage.startAndSettle();
      await stage.monolith.placeOrders([1]);
      await sql('alter table orders alter column version type text using version::text');
      await stage.monolith.placeOrders([2]);
      await eventually(() => expect(stage.tap.changesOf('orders', 'c')).toHaveLength(2));
      const versions = stage.tap.changesOf('orders', 'c').map(({ after }) => after?.['version']);
      expect(versions).toEqual([0, '0']);
    });

    it('may do all that while the tailer is away', async () => {
      const tailer = await stage.startAndSettle();
      await tailer.stop();
      await stage.monolith.placeOrders([1]);
      await sql('alter table orders rename column order_state to state');
      await stage.monolith.placeOrders([2]);
      await sql('drop table courier_actions');
      await (await stage.start()).untilSnapshotsAreDone();
      await eventually(() => expect(stage.tap.changesOf('orders', 'c')).toHaveLength(2));
      const [first, second] = stage.tap.changesOf('orders', 'c').map(({ after }) => after);
      expect(first).toHaveProperty('order_state');
      expect(second).toHaveProperty('state');
    });

    it('may drop a table: that is said, the others flow, and a new one of its name is taken in', async () => {
      const tailer = await stage.startAndSettle();
      await sql(`insert into restaurant_closures (restaurant_id, closed_from, closed_to)
        values (1, '2026-12-24', '2026-12-26')`);
      await eventually(() => expect(stage.tap.changesOf('restaurant_closures')).toHaveLength(1));
      await sql('drop table restaurant_closures');
      await stage.monolith.placeOrders([1]);
      await eventually(() => expect(ids('orders')).toEqual([1]));
      await eventually(async () =>
        expect(await tailer.dependency('tables')).toMatchObject({
          ready: false,
          reason: 'waits for tables that do not exist: restaurant_closures',
        }),
      );
      await sql(`create table restaurant_closures (id bigint primary key);
        insert into restaurant_closures values (77)`);
      await eventually(() => expect(ids('restaurant_closures')).toContain(77));
      await sql('insert into restaurant_closures values (78)');
      await eventually(() => expect(ids('restaurant_closures')).toContain(78));
      await tailer.untilReady();
    });
  });

  describe('and has none yet', () => {
    it('is waited for, with the reason in readiness, and then followed from its first row', async () => {
      stage = await setStage({ withTables: false });
      const tailer = await stage.start();
      await eventually(async () => {
        expect(await tailer.dependency('tables')).toMatchObject({
          ready: false,
          reason: `waits for tables that do not exist: ${TAILED_TABLES.join(', ')}`,
        });
        expect(await tailer.dependency('log')).toMatchObject({ ready: true });
      });
      await createTables(stage.monolith.database);
      await stage.monolith.placeOrders([1, 2]);
      await eventually(() => expect(ids('orders')).toEqual([1, 2]));
      await tailer.untilReady();
      await stage.monolith.placeOrders([3]);
      await eventually(() => expect(ids('orders')).toEqual([1, 2, 3]));
      expect(tailer.messagesOf('error')).toEqual([]);
    });
  });
});
