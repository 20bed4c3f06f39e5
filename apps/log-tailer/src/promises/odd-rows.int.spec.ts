import { eventually } from '@ftgo/platform-observability/testing';
import { UNAVAILABLE } from '../rows/column-value.js';
import type { Stage } from '../testing/stage.js';
import { setStage } from '../testing/stage.js';
import type { TestTailer } from '../testing/test-tailer.js';

const MEBIBYTE = 1024 * 1024;

/** Text that PostgreSQL cannot make smaller, so that it lies beside its row (TOAST). */
const incompressible = (bytes: number): string =>
  `(select string_agg(md5(n::text), '') from generate_series(1, ${Math.ceil(bytes / 32)}) n)`;

describe('a row that is out of the ordinary', () => {
  let stage: Stage;
  let tailer: TestTailer;

  const sql = (text: string): Promise<object[]> => stage.monolith.database.query(text);
  /** The stream still flows: what comes after the odd row arrives. */
  const untilTheNextArrives = async (id = 99): Promise<void> => {
    await stage.monolith.placeOrders([id]);
    await eventually(() =>
      expect(stage.tap.changesOf('orders', 'c').map(({ after }) => after?.['id'])).toContain(id),
    );
  };

  beforeEach(async () => {
    stage = await setStage();
    tailer = await stage.startAndSettle();
  });

  afterEach(() => stage.clear());

  it.each([2, 48])(
    'of %i MiB is told without its long text, is counted, and holds nobody up',
    async (size) => {
      await sql(`insert into orders (id, notes) values (1, repeat('m', ${size * MEBIBYTE}))`);
      await untilTheNextArrives();
      const [message] = stage.tap.rowMessages;
      expect(message?.bytes).toBeLessThanOrEqual(MEBIBYTE);
      expect(stage.tap.changes[0]?.after).toMatchObject({
        id: 1,
        order_state: 'APPROVED',
        notes: UNAVAILABLE,
      });
      const cause = 'cause="columns_left_out"';
      expect(await tailer.metric('log_tailer_shrunk_messages_total', cause)).toBe(1);
    },
  );

  it('of 2 MiB is so told by a snapshot as well', async () => {
    await sql(`insert into orders (id, notes) values (1, repeat('m', ${2 * MEBIBYTE}))`);
    await tailer.post('/log-tailer/snapshots', { table: 'orders', requestedBy: 'operations' });
    await tailer.untilSnapshotsAreDone();
    await eventually(() =>
      expect(stage.tap.changesOf('orders', 'r')).toMatchObject([
        { after: { id: 1, notes: UNAVAILABLE } },
      ]),
    );
  });

  it('that was and is long is told without its old self', async () => {
    await sql('alter table orders replica identity full');
    await sql(`insert into orders (id, notes) values (1, repeat('m', 600000))`);
    await sql(`update orders set notes = repeat('n', 600000) where id = 1`);
    await eventually(() => expect(stage.tap.changesOf('orders', 'u')).toHaveLength(1));
    const [update] = stage.tap.changesOf('orders', 'u');
    expect(update?.before).toBeNull();
    expect(update?.after).toMatchObject({ notes: 'n'.repeat(600_000) });
    const cause = 'cause="before_left_out"';
    expect(await tailer.metric('log_tailer_shrunk_messages_total', cause)).toBe(1);
  });

  it('with a long text that its update did not touch says that it is not at hand (TOAST)', async () => {
    await sql(`insert into orders (id, notes) values (1, ${incompressible(100_000)})`);
    await sql('update orders set version = 1 where id = 1');
    await sql(`update orders set notes = 'mild', version = 2 where id = 1`);
    await eventually(() => expect(stage.tap.changesOf('orders', 'u')).toHaveLength(2));
    const [untouched, touched] = stage.tap.changesOf('orders', 'u');
    expect(untouched?.after).toMatchObject({ id: 1, version: 1, notes: UNAVAILABLE });
    expect(touched?.after).toMatchObject({ id: 1, version: 2, notes: 'mild' });
  });

  it('tells its whole old self where the table keeps it', async () => {
    await sql('alter table orders replica identity full');
    await stage.monolith.placeOrders([1]);
    await sql('update orders set version = 1 where id = 1');
    await sql('delete from orders where id = 1');
    await eventually(() => expect(stage.tap.changesOf('orders', 'd')).toHaveLength(1));
    expect(stage.tap.changesOf('orders', 'u')[0]).toMatchObject({
      before: { id: 1, version: 0 },
      after: { id: 1, version: 1 },
    });
    expect(stage.tap.changesOf('orders', 'd')[0]?.before).toMatchObject({ id: 1, version: 1 });
  });

  it('holds its text to the last character', async () => {
    const odd = '카레 🌶 "quoted" \\ back\tslash\u0001';
    await stage.monolith.database.query('insert into orders (id, notes) values (1, $1)', [odd]);
    await eventually(() => expect(stage.tap.changes[0]?.after).toMatchObject({ notes: odd }));
  });

  it('of which there are many in one transaction comes whole, in order, in little memory (I11)', async () => {
    await sql(`insert into orders (id, notes) select id, repeat('m', 50000)
      from generate_series(1, 1500) id`);
    await eventually(() => expect(stage.tap.changes).toHaveLength(1_500), { withinMs: 90_000 });
    const orders = stage.tap.changes.map(({ transaction }) => transaction?.total_order);
    expect(orders).toEqual(Array.from({ length: 1_500 }, (_, at) => at + 1));
  });

  it('is gone with its whole table: that is counted and said, and the rows stay with consumers', async () => {
    await stage.monolith.placeOrders([1]);
    await sql('truncate orders');
    await untilTheNextArrives();
    expect(await tailer.metric('log_tailer_changes_total', 'table="orders"', 'op="t"')).toBe(1);
    expect(tailer.messagesOf('warn')).toContainEqual(expect.stringContaining('was truncated'));
    expect(stage.tap.changes.map(({ op }) => op)).toEqual(['c', 'c']);
  });
});
