import { serviceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import type { ServiceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Feed } from '@ftgo/monolith-contracts';
import {
  FEEDS,
  MONOLITH_EVENTS_EXCHANGE,
  ROW_CHANGES_EXCHANGE,
  TRAM_CHANNELS,
} from '@ftgo/monolith-contracts';
import {
  closureRow,
  openingHoursRow,
  orderRow,
  postgresSource,
  restaurantRow,
  rowMessage,
  tramMessage,
} from '@ftgo/monolith-contracts/testing';
import { createHttpApp } from '@ftgo/platform-lifecycle';
import type { CapturedLogger } from '@ftgo/platform-observability/testing';
import { captureLogger, eventually } from '@ftgo/platform-observability/testing';
import { Database } from '@ftgo/platform-postgres';
import {
  deleteQueues,
  inOwnVirtualHost,
  messagesIn,
  TcpProxy,
  testBrokerUrl,
  withChannel,
} from '@ftgo/platform-rabbitmq/testing';
import { ReplicaIngestionModule } from './replica-ingestion.module.js';

const QUEUE = 'replica-ingestion.events.v1';
const OTHER_QUEUES = ['replica-ingestion.cdc.v1', 'replica-ingestion.tram.v1'];

/** A message as the monolith, or somebody who errs, would send it. */
interface Sent {
  readonly messageId: string;
  readonly body: Buffer;
}

let sentSoFar = 0;

function event(type: string, data: object): Sent {
  const messageId = `ingestion-spec-${(sentSoFar += 1)}`;
  const time = '2026-10-03T18:40:00Z';
  const body = { specversion: '1.0', id: messageId, source: '/ftgo/monolith', type, time, data };
  return { messageId, body: Buffer.from(JSON.stringify(body)) };
}

const created = (orderId: number, area = 'Oakland'): Sent =>
  event('ftgo.order.created.v1', {
    orderId,
    version: 0,
    consumerId: 7,
    restaurantId: 1,
    orderTotal: '61.70',
    createdAt: '2026-10-03T18:00:00Z',
    promisedAt: '2026-10-03T18:45:00Z',
    area,
  });

const accepted = (orderId: number, version = 1): Sent =>
  event('ftgo.order.accepted.v1', { orderId, version, acceptedAt: '2026-10-03T18:05:00Z' });

const poison = (messageId: string, text: string): Sent => ({ messageId, body: Buffer.from(text) });

async function publish(messages: readonly Sent[]): Promise<void> {
  await withChannel(async (channel) => {
    for (const { messageId, body } of messages) {
      channel.publish(MONOLITH_EVENTS_EXCHANGE, 'ftgo.spec', body, { messageId, persistent: true });
    }
    await channel.waitForConfirms();
  });
}

inOwnVirtualHost();

describe('replica-ingestion on a real database and a real broker', () => {
  let service: ServiceDatabase;
  let database: Database;
  let app: NestFastifyApplication | undefined;
  let log: CapturedLogger;

  const start = async (
    databaseUrl = service.url,
    feeds: readonly Feed[] = ['events'],
  ): Promise<NestFastifyApplication> => {
    log = captureLogger();
    const config = {
      logLevel: 'info',
      http: { host: '127.0.0.1', port: 0 },
      databaseUrl,
      rabbitmqUrl: testBrokerUrl(),
      feeds,
      settleMs: 0,
      monolithTimeZone: 'UTC',
      prefetch: 100,
      batch: { size: 20, waitMs: 20 },
    };
    app = await createHttpApp(ReplicaIngestionModule.forConfig(config, log.logger), log.logger);
    await app.init();
    return app;
  };
  const untilReady = (): Promise<void> =>
    eventually(async () => {
      const answer = await app?.inject({ method: 'GET', url: '/readyz' });
      if (answer?.statusCode !== 200) throw new Error(answer?.body);
    });
  const stop = async (): Promise<void> => {
    await app?.close();
    app = undefined;
  };
  const orders = (ids: readonly number[]): Promise<{ id: number; state: string }[]> =>
    database.query(
      `select order_id as id, state from order_replica where order_id = any($1::bigint[])
       order by 1`,
      [ids],
    );
  const quarantined = (prefix: string): Promise<{ cause: string; times: number }[]> =>
    database.query(
      `select cause, times from quarantined_message where message_key like $1 order by cause`,
      [`%:${prefix}%`],
    );

  beforeAll(async () => {
    service = await serviceDatabase();
    database = new Database({ url: service.url, applicationName: 'spec' }, captureLogger().logger);
    await deleteQueues([QUEUE, ...OTHER_QUEUES]);
  });

  afterEach(stop);

  afterAll(async () => {
    await deleteQueues([QUEUE, ...OTHER_QUEUES]);
    await database.close();
    await service.drop();
  });

  it('applies reordered and repeated events to the newest state (I1)', async () => {
    await start();
    await untilReady();
    const [first, second] = [created(101), accepted(101)];
    const ready = event('ftgo.order.ready-for-pickup.v1', {
      orderId: 101,
      version: 2,
      readyAt: '2026-10-03T18:20:00Z',
    });
    await publish([ready, second, first, second, first, ready]);
    await eventually(async () => {
      const [order] = await database.query<{ version: number }>(
        `select state, version, accepted_at, consumer_id from order_replica where order_id = 101
         and consumer_id is not null and accepted_at is not null`,
      );
      expect(order).toMatchObject({ state: 'READY_FOR_PICKUP', version: 2, consumer_id: 7 });
    });
    await eventually(async () => expect(await messagesIn(QUEUE)).toBe(0));
  });

  it('quarantines each poison message once with its cause, while its neighbours flow (I2)', async () => {
    await start();
    await untilReady();
    await publish([
      created(201),
      poison('poison-a', 'Chicken Vindaloo'),
      accepted(201),
      poison('poison-b', '{"specversion":"1.0"}'),
      { ...event('ftgo.order.eaten.v1', { orderId: 201 }), messageId: 'poison-c' },
      created(202),
      poison('poison-a', 'Chicken Vindaloo'),
    ]);
    await eventually(async () => {
      expect(await orders([201, 202])).toEqual([
        { id: 201, state: 'ACCEPTED' },
        { id: 202, state: 'APPROVED' },
      ]);
      expect(await quarantined('poison-')).toEqual([
        { cause: 'not-json', times: 2 },
        { cause: 'unknown-type', times: 1 },
        { cause: 'wrong-schema', times: 1 },
      ]);
    });
    const warnings = log.messagesOf('warn').filter((text) => text.includes('quarantined'));
    expect(warnings.length).toBeGreaterThanOrEqual(4);
  });

  it('quarantines alone the one row of a batch that the database refuses (I2)', async () => {
    await start();
    await untilReady();
    const refused = { ...created(302, 'Oak\u0000land'), messageId: 'refused-302' };
    await publish([created(301), refused, created(303)]);
    await eventually(async () => {
      expect((await orders([301, 302, 303])).map(({ id }) => id)).toEqual([301, 303]);
      expect(await quarantined('refused-')).toEqual([{ cause: 'refused-by-database', times: 1 }]);
    });
  });

  it('quarantines a poison message whose very id the database cannot hold (I2)', async () => {
    await start();
    await untilReady();
    await publish([poison('nul-\u0000-id', 'Chicken Vindaloo'), created(401)]);
    await eventually(async () => {
      expect(await orders([401])).toHaveLength(1);
      expect(await quarantined('nul-')).toEqual([{ cause: 'not-json', times: 1 }]);
    });
  });

  it('acknowledges nothing while the database is away, and applies it when it is back (I2, I11)', async () => {
    const proxy = await TcpProxy.open(service.url);
    try {
      await start(proxy.url);
      await untilReady();
      proxy.set('refuse');
      await publish([created(501), created(502), poison('away-poison', 'Chicken Vindaloo')]);
      await eventually(() => {
        expect(log.messagesOf('error')).toContain('the replica cannot be written; trying again');
      });
      expect(await orders([501, 502])).toEqual([]);
      proxy.set('pass');
      await eventually(async () => {
        expect(await orders([501, 502])).toHaveLength(2);
        expect(await quarantined('away-')).toEqual([{ cause: 'not-json', times: 1 }]);
      });
    } finally {
      await stop();
      await proxy.close();
    }
  });

  it('gives back what it could not write when it stops, and the next one applies it (I2)', async () => {
    const proxy = await TcpProxy.open(service.url);
    try {
      await start(proxy.url);
      await untilReady();
      proxy.set('refuse');
      await publish([created(601), created(602)]);
      await eventually(() => {
        expect(log.messagesOf('error')).toContain('the replica cannot be written; trying again');
      });
    } finally {
      await stop();
      await proxy.close();
    }
    await eventually(async () => expect(await messagesIn(QUEUE)).toBeGreaterThanOrEqual(2));
    await start();
    await eventually(async () => expect(await orders([601, 602])).toHaveLength(2));
  });

  it('counts what it did', async () => {
    await start();
    await untilReady();
    const before = created(701);
    await publish([before, before, poison('counted', 'Chicken Vindaloo')]);
    await eventually(async () => {
      const metrics = (await app?.inject({ method: 'GET', url: '/metrics' }))?.body ?? '';
      expect(metrics).toMatch(/replica_messages_total\{feed="events",outcome="applied".*\} [1-9]/);
      expect(metrics).toMatch(/replica_messages_total\{feed="events",outcome="stale".*\} [1-9]/);
      expect(metrics).toMatch(
        /quarantined_messages_total\{feed="events",cause="not-json".*\} [1-9]/,
      );
      expect(metrics).toMatch(/replica_as_of_seconds\{.*\} 1791052800/);
    });
  });

  describe('with all three feeds in one process', () => {
    const ORDER_CHANNEL = TRAM_CHANNELS[0];

    const send = (exchange: string, routingKey: string, ...bodies: unknown[]): Promise<void> =>
      withChannel(async (channel) => {
        for (const body of bodies) {
          const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
          channel.publish(exchange, routingKey, bytes, { persistent: true });
        }
        await channel.waitForConfirms();
      });
    const sendRows = (table: string, ...bodies: unknown[]) =>
      send(ROW_CHANGES_EXCHANGE, `ftgo.public.${table}`, ...bodies);
    const metrics = async (): Promise<string> =>
      (await app?.inject({ method: 'GET', url: '/metrics' }))?.body ?? '';
    const untilQueuesAreEmpty = (): Promise<void> =>
      eventually(async () => {
        for (const queue of [QUEUE, ...OTHER_QUEUES]) expect(await messagesIn(queue)).toBe(0);
      });

    it('takes each feed’s messages off its own queue, and measures them by feed', async () => {
      await start(service.url, FEEDS);
      await untilReady();
      await publish([created(801)]);
      await sendRows('orders', rowMessage('orders', orderRow({ id: 802 })));
      await send(ORDER_CHANNEL, '', tramMessage('Order', 803, 'OrderAuthorized'));
      await eventually(async () => expect(await orders([801, 802, 803])).toHaveLength(3));
      await eventually(async () => {
        const shown = await metrics();
        for (const feed of FEEDS) {
          expect(shown).toMatch(
            new RegExp(`replica_messages_total\\{feed="${feed}",outcome="applied".*\\} [1-9]`),
          );
        }
      });
      const feeds = await database.query('select distinct feed from feed_watermark order by 1');
      expect(feeds).toEqual([{ feed: 'cdc' }, { feed: 'events' }, { feed: 'tram' }]);
    });

    it('quarantines each feed’s poison under its own name, while the others flow (I2)', async () => {
      await start(service.url, FEEDS);
      await untilReady();
      await database.query('truncate quarantined_message');
      await publish([poison('three-feeds', 'Chicken Vindaloo')]);
      await sendRows('orders', 'Chicken Vindaloo', rowMessage('orders', orderRow({ id: 812 })));
      await send(ORDER_CHANNEL, '', 'Chicken Vindaloo');
      await publish([created(811)]);
      await eventually(async () => expect(await orders([811, 812])).toHaveLength(2));
      await eventually(async () => {
        expect(
          await database.query('select feed, queue, cause from quarantined_message order by feed'),
        ).toEqual([
          { feed: 'cdc', queue: OTHER_QUEUES[0], cause: 'not-json' },
          { feed: 'events', queue: QUEUE, cause: 'not-json' },
          { feed: 'tram', queue: OTHER_QUEUES[1], cause: 'not-json' },
        ]);
      });
      expect(await metrics()).toMatch(
        /quarantined_messages_total\{feed="tram",cause="not-json".*\} 1/,
      );
    });

    it('lives with exchanges that FTGO declared first, as fanouts that are not durable', async () => {
      // Theirs for all who share a broker: deleting them would cut off who is bound to them. Had we
      // declared them in another way before, the broker would refuse this.
      await withChannel(async (channel) => {
        for (const name of TRAM_CHANNELS) {
          await channel.assertExchange(name, 'fanout', { durable: false });
        }
      });
      await start(service.url, ['tram']);
      await untilReady();
      await send(ORDER_CHANNEL, '', tramMessage('Order', 821, 'OrderAuthorized'));
      await eventually(async () => expect(await orders([821])).toHaveLength(1));
      expect(log.lines.filter(({ level }) => level === 'error' || level === 'fatal')).toEqual([]);
      // And FTGO may declare them again beside us.
      await withChannel((channel) =>
        channel.assertExchange(ORDER_CHANNEL, 'fanout', { durable: false }),
      );
    });

    it('acknowledges tombstones and what else tells of no row, and keeps nothing of it', async () => {
      await start(service.url, FEEDS);
      await untilReady();
      await database.query('truncate quarantined_message');
      await sendRows('orders', 'null', 'default', rowMessage('orders', {}, { op: 'm' }));
      await sendRows('orders', rowMessage('orders', orderRow({ id: 831 })));
      await eventually(async () => expect(await orders([831])).toHaveLength(1));
      await untilQueuesAreEmpty();
      expect(await database.query('select from quarantined_message')).toEqual([]);
    });

    it('counts notices of what was understood all the same, in the table and in metrics', async () => {
      await start(service.url, FEEDS);
      await untilReady();
      await database.query('truncate feed_notice');
      const odd = orderRow({ id: 841, order_state: 'EATEN', tip: '2.00' });
      await sendRows('orders', rowMessage('orders', odd));
      await eventually(async () => {
        expect(await database.query('select feed, cause from feed_notice order by 2')).toEqual([
          { feed: 'cdc', cause: 'unknown-column' },
          { feed: 'cdc', cause: 'unknown-state' },
        ]);
        expect(await metrics()).toMatch(
          /feed_notices_total\{feed="cdc",cause="unknown-state".*\} 1/,
        );
      });
      expect(await orders([841])).toEqual([{ id: 841, state: 'EATEN' }]);
    });

    it('derives a restaurant’s hours from rows in whatever order their tables’ changes come (I1)', async () => {
      await start(service.url, FEEDS);
      await untilReady();
      const at = (table: string, lsn: number) => ({ source: postgresSource(table, { lsn }) });
      const [hours, closures] = ['restaurant_opening_hours', 'restaurant_closures'];
      await sendRows(closures, rowMessage(closures, closureRow(), at(closures, 1_003)));
      await sendRows(hours, rowMessage(hours, openingHoursRow(), at(hours, 1_002)));
      await sendRows(
        'restaurants',
        rowMessage('restaurants', restaurantRow(), at('restaurants', 1_001)),
      );
      await eventually(async () => {
        const [row] = await database.query(
          `select opening_hours, jsonb_array_length(closures) as closures from restaurant_replica
           where restaurant_id = 1`,
        );
        expect(row).toEqual({
          opening_hours: [{ dayOfWeek: 6, opens: '11:00', closes: '22:30' }],
          closures: 1,
        });
      });
    });

    it('tells by heartbeats how far each feed is, in the watermarks (I7)', async () => {
      await start(service.url, FEEDS);
      await untilReady();
      const sentAt = new Date(Date.now() - 1_000);
      await publish([event('ftgo.feed.heartbeat.v1', { sentAt: sentAt.toISOString() })]);
      await send(ROW_CHANGES_EXCHANGE, '__debezium-heartbeat.ftgo', { ts_ms: sentAt.getTime() });
      await eventually(async () => {
        expect(
          await database.query(
            `select feed, heard_at from feed_watermark where heard_at is not null order by 1`,
          ),
        ).toEqual([
          { feed: 'cdc', heard_at: sentAt },
          { feed: 'events', heard_at: sentAt },
        ]);
      });
    });
  });
});
