import { eventually } from '@ftgo/platform-observability/testing';
import type { Row } from '../rows/column-value.js';
import { foldRows } from '../testing/folded-rows.js';
import type { Stage } from '../testing/stage.js';
import { setStage } from '../testing/stage.js';
import { TAILED_TABLES } from '../tables.js';

const ORDERS = 400;

describe('whoever applies what the tailer publishes', () => {
  let stage: Stage;

  beforeEach(async () => {
    stage = await setStage();
  });

  afterEach(() => stage.clear());

  const sql = (text: string, values: readonly unknown[] = []): Promise<object[]> =>
    stage.monolith.database.query(text, values);
  /** The monolith's own rows, as far as they are compared. */
  const truth = (): Promise<Row[]> =>
    stage.monolith.database.query<Row>('select id, version, order_state from orders order by id');
  const folded = (): Row[] =>
    foldRows(stage.tap.changes, 'orders').map(
      ({ id = null, version = null, order_state = null }) => ({
        id,
        version,
        order_state,
      }),
    );

  /** Changes rows all the time, in one transaction after the other, until it is told to end. */
  const disturb = async (client: number, isOver: () => boolean): Promise<void> => {
    for (let at = 0; !isOver(); at += 1) {
      const id = ((at * 7 + client * 13) % ORDERS) + 1;
      await sql(`update orders set version = version + 1, order_state = 'ACCEPTED' where id = $1`, [
        id,
      ]);
      if (at % 5 === 0) await sql('delete from orders where id = $1', [((id * 3) % ORDERS) + 1]);
      if (at % 3 === 0) {
        await sql('insert into orders (id) values ($1)', [10_000 + client * 10_000 + at]);
      }
    }
  };

  it('has each row’s last state, though changes and first snapshot interleave (I1)', async () => {
    await stage.monolith.placeOrders(Array.from({ length: ORDERS }, (_, at) => at + 1));
    let isOver = false;
    const disturbing = [1, 2, 3].map((client) => disturb(client, () => isOver));
    await stage.startAndSettle({ snapshotChunkRows: 20 });
    isOver = true;
    await Promise.all(disturbing);
    const expected = await truth();
    await eventually(() => expect(folded()).toEqual(expected));
    // It would prove nothing if one had come after the other.
    const kinds = stage.tap.changesOf('orders').map(({ op }) => op === 'r');
    expect(kinds.indexOf(false)).toBeLessThan(kinds.lastIndexOf(true));
    expect(stage.tap.changesOf('orders', 'u').length).toBeGreaterThan(10);
    expect(stage.tap.changesOf('orders', 'd').length).toBeGreaterThan(0);
  });

  it('has it again after a snapshot that was asked for in the middle of changes (I1)', async () => {
    await stage.monolith.placeOrders(Array.from({ length: ORDERS }, (_, at) => at + 1));
    const tailer = await stage.startAndSettle({ snapshotChunkRows: 20 });
    // Someone lost everything and asks for it again.
    stage.tap.messages.splice(0);
    let isOver = false;
    const disturbing = [1, 2].map((client) => disturb(client, () => isOver));
    await tailer.post('/log-tailer/snapshots', { table: 'orders', requestedBy: 'operations' });
    await tailer.untilSnapshotsAreDone();
    isOver = true;
    await Promise.all(disturbing);
    const expected = await truth();
    await eventually(() => expect(folded()).toEqual(expected));
    for (const { source } of stage.tap.changesOf('orders', 'r')) {
      expect(source.snapshot).toBe('incremental');
    }
  });

  it('has the rows of all five tables, those of before and those of now', async () => {
    const fill = (id: number): Promise<object[]> =>
      sql(`insert into restaurants (id, name, time_zone) values (${id}, 'Ajanta', 'America/Los_Angeles');
        insert into restaurant_opening_hours (restaurant_id, day_of_week, opens, closes)
          values (${id}, 1, '11:30', '22:00');
        insert into restaurant_closures (restaurant_id, closed_from, closed_to)
          values (${id}, '2026-12-24 00:00', '2026-12-26 00:00');
        insert into orders (id, restaurant_id) values (${id}, ${id});
        insert into courier_actions (courier_id, order_id, type) values (3, ${id}, 'PICKUP')`);
    await fill(1);
    await stage.startAndSettle();
    await fill(2);
    await eventually(() => {
      for (const table of TAILED_TABLES) {
        expect(foldRows(stage.tap.changes, table).map(({ id }) => id)).toEqual([1, 2]);
      }
    });
    const [hours] = foldRows(stage.tap.changes, 'restaurant_opening_hours');
    expect(hours).toMatchObject({ opens: 41_400_000_000, closes: 79_200_000_000 });
    const [closure] = foldRows(stage.tap.changes, 'restaurant_closures');
    expect(closure).toMatchObject({ closed_from: 1_798_070_400_000_000 });
  });

  it('gets each transaction’s changes in their order, with their places', async () => {
    await stage.startAndSettle();
    await sql(`begin; insert into orders (id) values (1);
      update orders set version = 1 where id = 1; update orders set version = 2 where id = 1;
      insert into restaurants (id, time_zone) values (1, 'UTC'); commit`);
    await eventually(() => expect(stage.tap.changes).toHaveLength(4));
    const places = stage.tap.changes.map(({ op, transaction }) => [
      op,
      transaction?.total_order,
      transaction?.data_collection_order,
    ]);
    expect(places).toEqual([
      ['c', 1, 1],
      ['u', 2, 2],
      ['u', 3, 3],
      ['c', 4, 1],
    ]);
    const lsns = new Set(stage.tap.changes.map(({ source }) => source.lsn));
    expect(lsns.size).toBe(1);
  });

  it('hears of a row’s new key as the end of the old row (I1)', async () => {
    await stage.startAndSettle();
    await stage.monolith.placeOrders([1]);
    await sql('update orders set id = 2 where id = 1');
    await eventually(() => expect(stage.tap.changes).toHaveLength(3));
    expect(foldRows(stage.tap.changes, 'orders')).toMatchObject([{ id: 2 }]);
    expect(stage.tap.changes.map(({ op }) => op)).toEqual(['c', 'd', 'c']);
  });

  it('never hears of a consumer, nor of where an order goes (I8)', async () => {
    await sql(`insert into consumers values (7, 'john@doe.example');
      insert into orders (id, consumer_id, delivery_address_street1, payment_token)
        values (1, 7, '9 Amazing View', 'tok_4242')`);
    const tailer = await stage.startAndSettle();
    await sql(`update consumers set email = 'jane@doe.example';
      update orders set delivery_address_street1 = '10 Amazing View' where id = 1`);
    await sql(`alter publication ${stage.monolith.publication} add table consumers`);
    await sql(`update consumers set email = 'jim@doe.example'`);
    await stage.monolith.placeOrders([2]);
    await eventually(() => expect(stage.tap.changesOf('orders', 'c')).toHaveLength(1));
    expect(JSON.stringify(stage.tap.messages)).not.toMatch(/doe\.example|Amazing|tok_4242/);
    expect(stage.tap.changes[0]?.after).toMatchObject({ consumer_id: 7 });
    expect(await tailer.metric('log_tailer_changes_total', 'table="other"', 'op="u"')).toBe(1);
    expect(JSON.stringify(tailer.lines)).not.toMatch(/doe\.example|Amazing|tok_4242/);
  });
});
