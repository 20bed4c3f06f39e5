import type { ServiceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { serviceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { PostgresReplica } from '@ftgo/delayed-orders-persistence';
import { readMessage, toReplicaBatch } from '@ftgo/monolith-contracts';
import { ajanta, hoursRow, minute, placed, transaction, vindaloo } from '../testing/rows.js';
import { differencesIn } from './compare-replica.js';
import { EventMessages } from './event-messages.js';
import type { MonolithHistory, OrderRow } from './monolith-history.js';
import { HistoryDraw } from './monolith-history.js';
import { RowMessages } from './row-messages.js';
import type { Told } from './told-messages.js';
import { disturbed, readLocalTime, tell, WAYS } from './told-messages.js';
import { localTimeOf } from '@ftgo/delayed-orders-domain';

const ZONE = 'America/Los_Angeles';

/** A life with one delivered order, one that the restaurant cancelled, and one that was deleted. */
const DELIVERED = vindaloo();
const CANCELLED = placed({
  ...{ id: 43, version: 1, state: 'CANCELLED', cancelledAt: minute(9), cancelledBy: 'RESTAURANT' },
});
const DELETED = placed({ id: 44 });
const LIFE: MonolithHistory = {
  transactions: [
    transaction('restaurant-created', ajanta()),
    transaction('created', DELIVERED),
    transaction('created', CANCELLED),
    transaction('created', DELETED),
    transaction('deleted', DELETED, DELETED),
  ],
  orders: new Map([DELIVERED, CANCELLED].map((row) => [row.id, row])),
  deleted: new Set([DELETED.id]),
  restaurants: new Map([[1, ajanta()]]),
};
const rows = new RowMessages('postgresql', (at) => localTimeOf(at, ZONE));
const TOLD: Told = {
  lastFeed: 'cdc',
  messages: LIFE.transactions.flatMap((each, index) =>
    rows.of(each, index + 1, () => ({ hasSchema: false, isFlattened: false })),
  ),
};

describe('the comparison of a replica with the fold and the monolith', () => {
  let own: ServiceDatabase;

  beforeAll(async () => {
    own = await serviceDatabase();
  });
  beforeEach(async () => {
    await own.database.query('truncate order_replica, restaurant_replica, opening_hours_replica');
    await hear(TOLD);
  });
  afterAll(() => own.drop());

  const hear = async ({ messages }: Pick<Told, 'messages'>): Promise<void> => {
    const said = messages.flatMap((message) => {
      const read = readMessage(message, readLocalTime);
      return read.understood ? [read] : [];
    });
    const feed = { name: 'cdc', worker: 'a comparison' };
    await new PostgresReplica(own.database, feed, 0).apply(toReplicaBatch(said));
  };
  const differences = (told = TOLD, life = LIFE): Promise<string[]> =>
    differencesIn(own.database, life, told);
  const plant = (sql: string): Promise<unknown> => own.database.query(sql);

  it('finds nothing where all is well (I1)', async () => {
    expect(await differences()).toEqual([]);
  });

  it.each<[string, string, string, string]>([
    ['version', '6', 'version', '6, not 5'],
    ['state', `'PICKED_UP'`, 'state', 'PICKED_UP, not DELIVERED'],
    ['consumer_id', '8', 'consumerId', '8, not 7'],
    ['restaurant_id', '2', 'restaurantId', '2, not 1'],
    ['courier_id', '4', 'courierId', '4, not 3'],
    ['area', `'Temescal'`, 'area', 'Temescal, not Oakland'],
    ['area', 'null', 'area', 'none, not Oakland'],
    ['order_total_cents', '6171', 'orderTotalCents', '6171, not 6170'],
    ...[
      ...[['created_at', 'createdAt'] as const, ['promised_at', 'promisedAt'] as const],
      ...[['accepted_at', 'acceptedAt'] as const, ['ready_by', 'readyBy'] as const],
      ...[['preparing_at', 'preparingAt'] as const, ['ready_at', 'readyAt'] as const],
      ...[['picked_up_at', 'pickedUpAt'] as const, ['delivered_at', 'deliveredAt'] as const],
      ['scheduled_delivery_at', 'scheduledDeliveryAt'] as const,
    ].flatMap(([column, field]): [string, string, string, string][] => [
      [column, `${column} + interval '1 millisecond'`, field, '.001Z, not '],
      [column, 'null', field, 'none, not '],
    ]),
    ['cancelled_at', `'2026-10-03T18:09:00Z'`, 'cancelledAt', '18:09:00.000Z, not none'],
    ['cancelled_by', `'RESTAURANT'`, 'cancelledBy', 'RESTAURANT, not none'],
  ])('finds that %s was set to %s (I1)', async (column, value, field, text) => {
    await plant(`update order_replica set ${column} = ${value} where order_id = 42`);
    const found = await differences();
    const own = found.filter((line) => line.includes(` ${field} is `));
    expect(own.length).toBeGreaterThan(0);
    expect(own).toHaveLength(found.length);
    for (const line of found) {
      expect(line).toContain('42');
      expect(line).toContain(text);
    }
  });

  it.each([
    ['cancelled_at = null', 'cancelledAt is none'],
    ['cancelled_by = null', 'cancelledBy is none'],
    [`cancelled_by = 'CONSUMER'`, 'cancelledBy is CONSUMER, not RESTAURANT'],
  ])('finds of a cancelled order: %s', async (change, text) => {
    await plant(`update order_replica set ${change} where order_id = 43`);
    expect(await differences()).toEqual([
      expect.stringMatching(`^order 43, against the fold: ${text}`),
      expect.stringMatching(`^order 43, against the monolith: ${text}`),
    ]);
  });

  it('finds that a deleted order came to life again (I1)', async () => {
    await plant('update order_replica set deleted_at = null where order_id = 44');
    expect(await differences()).toEqual([
      expect.stringMatching(/^order 44, against the fold: deletedAt is none, not 2026/),
    ]);
  });

  it.each([42, 43, 44])('finds that order %d is missing', async (orderId) => {
    await plant(`delete from order_replica where order_id = ${orderId}`);
    const found = await differences();
    expect(found).toContain(`order ${orderId}, against the fold: the replica has no such row`);
    for (const line of found) expect(line).toContain(String(orderId));
  });

  it.each<[string, string]>([
    ['version = 7', 'version is 7, not 0'],
    [`name = 'Haggis House'`, 'name is Haggis House, not Ajanta'],
    ['name = null', 'name is none, not Ajanta'],
    [`time_zone = 'Asia/Seoul'`, `timeZone is Asia/Seoul, not ${ZONE}`],
    ['opening_hours = null', 'hours is , not 6 11:00-23:30, 7 11:00-22:30'],
    [
      'opening_hours = opening_hours - 0',
      'hours is 7 11:00-22:30, not 6 11:00-23:30, 7 11:00-22:30',
    ],
    [
      `opening_hours = jsonb_set(opening_hours, '{1,closes}', '"22:31"')`,
      'hours is 6 11:00-23:30, 7 11:00-22:31, not 6 11:00-23:30, 7 11:00-22:30',
    ],
    [
      `opening_hours = jsonb_set(opening_hours, '{0,dayOfWeek}', '5')`,
      'hours is 5 11:00-23:30, 7 11:00-22:30, not 6 11:00-23:30, 7 11:00-22:30',
    ],
  ])('finds of a restaurant: %s', async (change, text) => {
    await plant(`update restaurant_replica set ${change}`);
    expect(await differences()).toEqual([`restaurant 1: ${text}`]);
  });

  it('does not mind in which order the hours stand', async () => {
    await plant(`update restaurant_replica set opening_hours =
      jsonb_build_array(opening_hours->1, opening_hours->0)`);
    expect(await differences()).toEqual([]);
  });

  it('finds that a restaurant is missing', async () => {
    await plant('delete from restaurant_replica');
    expect((await differences()).map((line) => line.split(' is ')[0])).toEqual(
      ['version', 'name', 'timeZone', 'hours'].map((field) => `restaurant 1: ${field}`),
    );
  });

  it('finds that the replica holds what was told, and the monolith something else', async () => {
    const other: OrderRow = { ...DELIVERED, orderTotalCents: 9_999 };
    const orders = new Map([...LIFE.orders, [other.id, other]]);
    expect(await differences(TOLD, { ...LIFE, orders })).toEqual([
      'order 42, against the monolith: orderTotalCents is 6170, not 9999',
    ]);
  });

  it('asks for the courier only where the log was told last, for no event tells of triggers', async () => {
    const other: OrderRow = { ...DELIVERED, courierId: 99 };
    const life = { ...LIFE, orders: new Map([...LIFE.orders, [other.id, other]]) };
    expect(await differences(TOLD, life)).toEqual(['courier of 42: courierId is 3, not 99']);
    expect(await differences({ ...TOLD, lastFeed: 'events' }, life)).toEqual([]);
  });

  it('finds a change of which nothing was heard', async () => {
    const hours = [hoursRow({ id: 21, dayOfWeek: 2 })];
    const revised = transaction('hours-revised', ajanta({ version: 1, hours }), ajanta());
    const restaurants = new Map([[1, ajanta({ version: 1, hours })]]);
    expect(await differences(TOLD, { ...LIFE, restaurants })).toHaveLength(2);
    await hear({ messages: new EventMessages('events', ZONE).of(revised) });
    expect(await differences(TOLD, { ...LIFE, restaurants })).toEqual([]);
  });

  it.each(WAYS)('finds nothing in a drawn life told by %s on a bad day (I1)', async (way) => {
    for (const seed of [901, 902, 903]) {
      const life = new HistoryDraw(seed * WAYS.length + WAYS.indexOf(way)).draw();
      const told = tell(life, way, seed);
      const messages = disturbed(told.messages, seed);
      for (let at = 0; at < messages.length; at += 7) {
        await hear({ messages: messages.slice(at, at + 7) });
      }
      expect([seed, await differences(told, life)]).toEqual([seed, []]);
    }
  });

  it.each(WAYS)('finds that the last message of an order told by %s was lost', async (way) => {
    const life = new HistoryDraw(5_000 + WAYS.indexOf(way)).draw();
    const told = tell(life, way, 5_000);
    const [id] = [...life.orders.keys()];
    const newest = life.orders.get(id ?? 0)?.version;
    const isLost = (message: Told['messages'][number]): boolean => {
      const read = readMessage(message, readLocalTime);
      return (
        read.understood &&
        read.changes.some((change) => {
          return change.kind === 'order' && change.orderId === id && change.version === newest;
        })
      );
    };
    expect(told.messages.some(isLost)).toBe(true);
    await hear({ messages: told.messages.filter((message) => !isLost(message)) });
    const found = await differences(told, life);
    expect(found.length).toBeGreaterThan(0);
    for (const line of found) expect(line).toContain(String(id));
  });
});
