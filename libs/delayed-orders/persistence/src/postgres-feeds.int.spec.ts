import type { OrderFields } from '@ftgo/delayed-orders-domain';
import { at } from '@ftgo/delayed-orders-domain/testing';
import { PostgresFeeds } from './postgres-feeds.js';
import { PostgresReplica } from './postgres-replica.js';
import type { ServiceDatabase } from './testing/index.js';
import { orderUpdate, serviceDatabase } from './testing/index.js';

const STALE_AFTER_MS = 60_000;

describe('PostgresFeeds', () => {
  let service: ServiceDatabase;

  const feeds = (...expected: string[]): PostgresFeeds =>
    new PostgresFeeds(service.database, { feeds: expected, staleAfterMs: STALE_AFTER_MS });
  const worker = (feed: string, name = 'worker 1'): PostgresReplica =>
    new PostgresReplica(service.database, { name: feed, worker: name });
  const secondsAgo = (seconds: number): Date => new Date(Date.now() - seconds * 1000);
  const heartbeat = (feed: string, heardAt: Date, name?: string) =>
    worker(feed, name).apply({ orders: [], restaurants: [], heardAt });
  const notice = (feed: string, cause: string, detail: string, times = 1) =>
    worker(feed).apply({
      orders: [],
      restaurants: [],
      notices: Array.from({ length: times }, () => ({ cause, detail })),
    });

  beforeAll(async () => {
    service = await serviceDatabase();
  });
  beforeEach(() =>
    service.database.query(
      'truncate order_replica, restaurant_replica, feed_watermark, feed_notice, app_clock',
    ),
  );
  afterAll(() => service.drop());

  describe('freshness', () => {
    it('I7: is stale before any feed was ever heard, and names the expected ones', async () => {
      expect(await feeds('events', 'cdc').freshness()).toEqual({
        isStale: true,
        asOf: undefined,
        ageMs: undefined,
        staleFeeds: ['events', 'cdc'],
      });
    });

    it('waits for nothing where no feed is expected', async () => {
      expect(await feeds().freshness()).toMatchObject({ isStale: false, staleFeeds: [] });
    });

    it.each([
      ['a young heartbeat', 1, false],
      ['an old heartbeat', 3_600, true],
    ])(
      'I7: judges a feed by %s, though a message was applied just now',
      async (_, age, isStale) => {
        await heartbeat('events', secondsAgo(age));
        await worker('events').apply({ orders: [orderUpdate(42)], restaurants: [] });
        expect(await feeds('events').freshness()).toMatchObject({ isStale });
      },
    );

    it('I7: holds for the one feed of several that is behind, and for that one only', async () => {
      await heartbeat('events', secondsAgo(1));
      await heartbeat('cdc', secondsAgo(3_600));
      expect(await feeds('events', 'cdc').freshness()).toMatchObject({
        isStale: true,
        staleFeeds: ['cdc'],
      });
      expect(await feeds('events').freshness()).toMatchObject({ isStale: false });
    });

    it('judges a feed without heartbeats, such as Tram’s, by its last message', async () => {
      await worker('tram').apply({ orders: [orderUpdate(42)], restaurants: [] });
      expect(await feeds('tram').freshness()).toMatchObject({ isStale: false, staleFeeds: [] });
    });

    it('I10: judges by the machine’s time, though business time stands still or races', async () => {
      await service.setClock(at('18:20'), 0);
      await heartbeat('events', secondsAgo(1));
      expect(await feeds('events').freshness()).toMatchObject({ isStale: false });
      await service.setClock(at('19:00'), 3_600);
      expect(await feeds('events').freshness()).toMatchObject({ isStale: false });
    });

    it('a repair is no feed: it makes nothing fresh', async () => {
      await new PostgresReplica(service.database, undefined).apply({
        orders: [orderUpdate(42)],
        restaurants: [],
        asOf: at('18:20'),
        heardAt: new Date(),
      });
      expect(await feeds('events').watermarks()).toEqual([]);
      expect(await feeds('events').freshness()).toMatchObject({ isStale: true });
    });
  });

  describe('watermarks', () => {
    it('of a feed are those of its worker that is furthest, whichever spoke last', async () => {
      const [older, newer] = [secondsAgo(20), secondsAgo(10)];
      await heartbeat('events', newer, 'worker 1');
      await heartbeat('events', older, 'worker 2');
      await worker('events', 'worker 2').apply({
        orders: [],
        restaurants: [],
        asOf: secondsAgo(-30),
      });
      const [watermark, ...others] = await feeds().watermarks();
      expect(others).toEqual([]);
      expect(watermark?.heardAt).toEqual(newer);
      expect(watermark?.asOf?.getTime()).toBeGreaterThan(newer.getTime());
    });

    it('are told of every feed that was heard, expected or not, by name', async () => {
      for (const feed of ['tram', 'events', 'cdc']) await heartbeat(feed, secondsAgo(1));
      expect((await feeds('events').watermarks()).map(({ feed }) => feed)).toEqual([
        'cdc',
        'events',
        'tram',
      ]);
    });

    it('keep the two workers of a feed apart and move neither back, whoever is repeated', async () => {
      const beats = [50, 40, 30, 20, 10].map(secondsAgo);
      const said = [...beats, ...beats].sort((a, b) => (a.getTime() % 7) - (b.getTime() % 7));
      await Promise.all(said.map((heardAt, n) => heartbeat('events', heardAt, `worker ${n % 2}`)));
      const [watermark] = await feeds().watermarks();
      expect(watermark?.heardAt).toEqual(beats.at(-1));
      expect(await service.database.query('select from feed_watermark')).toHaveLength(2);
    });

    it('are forgotten with workers that are long gone, unless nobody has heard more since', async () => {
      const workers = async (): Promise<string[]> =>
        (
          await service.database.query<{ worker: string }>(
            'select worker from feed_watermark order by worker',
          )
        ).map(({ worker: name }) => name);
      for (const [name, age] of [
        ['gone', 300_000],
        ['gone, and heard the most', 90_000],
        ['young', 200_000],
      ] as const)
        await heartbeat('events', secondsAgo(age), name);
      await service.database.query(`update feed_watermark
        set applied_at = clock_timestamp() - interval '25 hours' where worker like 'gone%'`);
      await heartbeat('events', secondsAgo(100_000), 'new');
      expect(await workers()).toEqual(['gone, and heard the most', 'new', 'young']);
      await heartbeat('events', secondsAgo(1), 'newer');
      expect(await workers()).toEqual(['new', 'newer', 'young']);
      expect(await feeds('events').freshness()).toMatchObject({ isStale: false });
    });

    it('I10: a heartbeat from before business time began tells of its beginning', async () => {
      await service.setClock(at('18:00'), 0);
      await heartbeat('events', secondsAgo(3_600));
      expect((await feeds().watermarks())[0]?.asOf).toEqual(at('18:00'));
    });

    it('I4: do not move when the batch that they stand for is rolled back', async () => {
      const poison = orderUpdate(42, { area: 'Berke\0ley' });
      await expect(
        worker('events').apply({ orders: [poison], restaurants: [], heardAt: new Date() }),
      ).rejects.toThrow();
      expect(await feeds().watermarks()).toEqual([]);
    });
  });

  describe('notices', () => {
    it('come most frequent first, and no more than asked for', async () => {
      await notice('events', 'unknown-state', 'EATEN', 2);
      await notice('cdc', 'unknown-column', 'orders.tip', 5);
      await notice('cdc', 'unknown-column', 'orders.mood', 3);
      const told = await feeds().notices(2);
      expect(told.map(({ feed, detail, times }) => [feed, detail, times])).toEqual([
        ['cdc', 'orders.tip', 5],
        ['cdc', 'orders.mood', 3],
      ]);
    });

    it('of equal frequency come in the same order every time', async () => {
      for (const feed of ['tram', 'cdc', 'events']) await notice(feed, 'unknown-state', 'EATEN');
      const told = async (): Promise<string[]> =>
        (await feeds().notices(10)).map(({ feed }) => feed);
      expect(await told()).toEqual(['cdc', 'events', 'tram']);
      expect(await told()).toEqual(await told());
    });

    it('are counted by feed, though two feeds noticed the same thing at once', async () => {
      const both = ['events', 'cdc'].flatMap((feed) =>
        Array.from({ length: 10 }, () => notice(feed, 'unknown-state', 'EATEN', 3)),
      );
      await Promise.all(both);
      expect((await feeds().notices(10)).map(({ feed, times }) => [feed, times])).toEqual([
        ['cdc', 30],
        ['events', 30],
      ]);
    });

    it('remember when something was noticed last, which the first time does not change', async () => {
      await notice('events', 'unknown-state', 'EATEN');
      // Two notices may come within the millisecond that a Date can tell.
      await service.database.query(
        "update feed_notice set first_heard_at = '2026-10-03T18:00Z', last_heard_at = '2026-10-03T18:00Z'",
      );
      await notice('events', 'unknown-state', 'EATEN');
      const [row] = await service.database.query<{ first: Date; last: Date }>(
        'select first_heard_at as first, last_heard_at as last from feed_notice',
      );
      expect(row?.first).toEqual(at('18:00'));
      expect(row?.last.getTime()).toBeGreaterThan(at('18:00').getTime());
    });
  });

  describe('orders whose restaurant was never told', () => {
    const hear = (id: number, fields: Partial<OrderFields> = {}) =>
      worker('events').apply({ orders: [orderUpdate(id, fields)], restaurants: [] });

    it('are counted until their restaurant comes', async () => {
      await hear(1);
      await hear(2, { restaurantId: 2 });
      expect(await feeds().ordersWithoutRestaurant()).toBe(2);
      const told = { id: 1, version: 0, fields: { name: 'Ajanta', timeZone: 'UTC' } };
      await worker('events').apply({ orders: [], restaurants: [told] });
      expect(await feeds().ordersWithoutRestaurant()).toBe(1);
    });

    it('are counted though rows of hours came, which do not tell whose they are', async () => {
      await hear(1);
      const fields = { restaurantId: 1, dayOfWeek: 1, opens: '11:00', closes: '22:30' };
      await worker('cdc').apply({
        orders: [],
        restaurants: [],
        openingHoursRows: [{ id: 1, version: 0, position: 1n, fields }],
      });
      expect(await feeds().ordersWithoutRestaurant()).toBe(1);
    });

    it.each<[string, Partial<OrderFields>]>([
      ['delivered', { deliveredAt: at('18:52') }],
      ['cancelled', { cancelledAt: at('18:10') }],
      ['deleted', { deletedAt: at('18:15') }],
    ])('are not counted once they are %s', async (_, ending) => {
      await hear(1, ending);
      expect(await feeds().ordersWithoutRestaurant()).toBe(0);
    });
  });
});
