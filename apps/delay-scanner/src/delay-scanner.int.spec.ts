import { serviceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import type { ServiceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  COMMAND_ROUTES,
  COMMANDS_EXCHANGE,
  SendDelayedOrderNotification,
} from '@ftgo/delayed-orders-contracts';
import type { OrderFields } from '@ftgo/delayed-orders-domain';
import { DEFAULT_OFFER_POLICY } from '@ftgo/delayed-orders-domain';
import { PostgresReplica, putPolicy } from '@ftgo/delayed-orders-persistence';
import { createHttpApp } from '@ftgo/platform-lifecycle';
import type { CapturedLogger } from '@ftgo/platform-observability/testing';
import { captureLogger, eventually } from '@ftgo/platform-observability/testing';
import { Database } from '@ftgo/platform-postgres';
import { TcpProxy, testBrokerUrl, uniqueName, withChannel } from '@ftgo/platform-rabbitmq/testing';
import type { DelayScannerConfig } from './delay-scanner.config.js';
import { DelayScannerModule } from './delay-scanner.module.js';

const NOW = new Date('2026-10-03T19:00:00Z');
const BUDGET_CENTS = 2_000;

const minutesFromNow = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000);

const VINDALOO: Partial<OrderFields> = {
  consumerId: 7,
  restaurantId: 1,
  orderTotalCents: 6_170,
  createdAt: minutesFromNow(-60),
  acceptedAt: minutesFromNow(-55),
};
const IN_THE_KITCHEN: Partial<OrderFields> = {
  state: 'PREPARING',
  preparingAt: minutesFromNow(-1),
};
const ON_ITS_WAY: Partial<OrderFields> = {
  state: 'PICKED_UP',
  preparingAt: minutesFromNow(-50),
  readyAt: minutesFromNow(-40),
  pickedUpAt: minutesFromNow(-30),
};

describe('scanners on a real database and a real broker', () => {
  let service: ServiceDatabase;
  let database: Database;
  let queue: string;
  const running: NestFastifyApplication[] = [];

  const start = async (
    databaseUrl = service.url,
    overrides: Partial<DelayScannerConfig> = {},
    { logger }: CapturedLogger = captureLogger(),
  ): Promise<NestFastifyApplication> => {
    const config = {
      logLevel: 'info',
      http: { host: '127.0.0.1', port: 0 },
      databaseUrl,
      rabbitmqUrl: testBrokerUrl(),
      tickMs: 20,
      batchSize: 7,
      relayTickMs: 20,
      keepDecisionsDays: 30,
      offerPolicy: DEFAULT_OFFER_POLICY,
      offerBudgetCents: BUDGET_CENTS,
      freshness: { feeds: [], staleAfterMs: 60_000 },
      ...overrides,
    };
    const app = await createHttpApp(DelayScannerModule.forConfig(config, logger), logger);
    running.push(app);
    await app.init();
    return app;
  };
  const readiness = async (app: NestFastifyApplication): Promise<number> =>
    (await app.inject({ method: 'GET', url: '/readyz' })).statusCode;
  const place = async (
    orderIds: readonly number[],
    promisedAt: Date,
    progress: Partial<OrderFields> = ON_ITS_WAY,
  ): Promise<void> => {
    const fields = { ...VINDALOO, ...progress, promisedAt };
    const orders = orderIds.map((id) => ({ id, version: 1, fields }));
    const replica = new PostgresReplica(database, { name: 'events', worker: 'spec' });
    await replica.apply({ orders, restaurants: [], asOf: NOW });
  };
  const noneDue = async (): Promise<void> => {
    const [due] = await database.query<{ count: number }>(
      `select count(*)::int as count from order_replica where next_assessment_at <= app_now()`,
    );
    expect(due?.count).toBe(0);
  };
  const commands = (): Promise<SendDelayedOrderNotification[]> =>
    withChannel(async (channel) => {
      const taken: SendDelayedOrderNotification[] = [];
      for (;;) {
        const message = await channel.get(queue, { noAck: true });
        if (message === false) return taken;
        const body: unknown = JSON.parse(message.content.toString());
        taken.push(SendDelayedOrderNotification.parse(body));
      }
    });

  beforeAll(async () => {
    service = await serviceDatabase();
    database = new Database({ url: service.url, applicationName: 'spec' }, captureLogger().logger);
    await database.query(
      `insert into app_clock (real_from, business_from, rate) values (clock_timestamp(), $1, 0)`,
      [NOW],
    );
    queue = uniqueName('delay-scanner-spec');
    await withChannel(async (channel) => {
      await channel.assertExchange(COMMANDS_EXCHANGE, 'topic', { durable: true });
      await channel.assertQueue(queue, { durable: true });
      await channel.bindQueue(queue, COMMANDS_EXCHANGE, COMMAND_ROUTES.EMAIL.routingKey);
    });
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map((app) => app.close()));
  });

  afterAll(async () => {
    await withChannel((channel) => channel.deleteQueue(queue));
    await database.close();
    await service.drop();
  });

  it('tell each late order’s customer once, and nobody else’s, though four scan at once (I3, I4)', async () => {
    const late = Array.from({ length: 60 }, (_, at) => 1_000 + at);
    const inTime = [2_001, 2_002];
    await place(late, minutesFromNow(-20));
    await place(inTime, minutesFromNow(120));
    await Promise.all([start(), start(), start(), start()]);
    await eventually(noneDue);
    await eventually(async () => {
      expect(await database.query('select from outbox')).toHaveLength(0);
    });

    const told = await database.query<{ order_id: number; notification_id: string }>(
      `select order_id, notification_id from delayed_order_notification
       where audience = 'CUSTOMER' order by order_id`,
    );
    expect(told.map((row) => row.order_id)).toEqual(late);

    const everything = await database.query<{ notification_id: string }>(
      'select notification_id from delayed_order_notification',
    );
    const ours = new Set(everything.map((row) => row.notification_id));
    const sent = (await commands())
      .map(({ notificationId }) => notificationId)
      .filter((id) => ours.has(id));
    expect(new Set(sent).size).toBe(ours.size);
  });

  it('offer patience to those at risk until the budget is spent, and never more (I9)', async () => {
    const atRisk = Array.from({ length: 40 }, (_, at) => 5_000 + at);
    const document = { all: { riskEnterProbability: 0.02, riskLeaveProbability: 0.01 } };
    await putPolicy(database, 'LIVE', { document, note: 'eager', writtenBy: 'spec' });
    await place(atRisk, minutesFromNow(12), IN_THE_KITCHEN);
    await Promise.all([start(), start(), start(), start()]);
    await eventually(noneDue);

    const [offered] = await database.query<{ cents: number; offers: number }>(
      `select sum(amount_cents)::int as cents, count(*)::int as offers from offer`,
    );
    expect(offered?.offers).toBeGreaterThan(0);
    expect(offered?.offers).toBeLessThan(atRisk.length);
    expect(offered?.cents).toBeLessThanOrEqual(BUDGET_CENTS);
    const [budget] = await database.query<{ reserved_cents: number }>(
      'select reserved_cents from offer_budget',
    );
    expect(budget?.reserved_cents).toBe(offered?.cents);
    const [told] = await database.query<{ count: number }>(
      `select count(*)::int as count from delayed_order_notification
       where condition = 'AT_RISK' and audience = 'CUSTOMER'`,
    );
    expect(told?.count).toBe(atRisk.length);
  });

  it('say nothing twice when the same order is looked at again (I3)', async () => {
    const count = (): Promise<object[]> => database.query('select from delayed_order_notification');
    const before = (await count()).length;
    await database.query(
      'update order_replica set next_assessment_at = app_now() where order_id between 1000 and 1059',
    );
    await start();
    await eventually(noneDue);
    expect(await count()).toHaveLength(before);
  });

  it('show what they decided and how much budget is left', async () => {
    await place([3_001], minutesFromNow(-20));
    const app = await start();
    await eventually(async () => {
      const metrics = (await app.inject({ method: 'GET', url: '/metrics' })).body;
      expect(metrics).toMatch(
        /delayed_orders_decisions_total\{condition="LATE",reason="PROMISE_PASSED".*\} 1\n/,
      );
      expect(metrics).toMatch(/offer_budget_remaining_cents\{.*\} \d+\n/);
      expect(metrics).toMatch(/delay_scanner_due_orders\{.*\} 0\n/);
    });
  });

  it('are not ready while the database is away, and go on by themselves (I11)', async () => {
    const proxy = await TcpProxy.open(service.url);
    try {
      const app = await start(proxy.url);
      await eventually(async () => expect(await readiness(app)).toBe(200));
      proxy.set('refuse');
      await eventually(async () => expect(await readiness(app)).toBe(503));
      await place([4_001], minutesFromNow(-20));
      proxy.set('pass');
      await eventually(noneDue);
      await eventually(async () => expect(await readiness(app)).toBe(200));
    } finally {
      await Promise.all(running.splice(0).map((app) => app.close()));
      await proxy.close();
    }
  });

  describe('beside a feed that is expected to live (I7)', () => {
    const EVENTS_MUST_LIVE = { freshness: { feeds: ['events'], staleAfterMs: 60_000 } };
    const HELD = 'the monolith’s feed is stale: decisions wait until it has caught up';
    const FREED = 'the feeds are fresh again: decisions go on';

    const heartbeat = (secondsAgo: number, feed = 'events') =>
      new PostgresReplica(database, { name: feed, worker: 'spec' }).apply({
        orders: [],
        restaurants: [],
        heardAt: new Date(Date.now() - secondsAgo * 1_000),
      });
    const told = (orderId: number): Promise<object[]> =>
      database.query('select from delayed_order_notification where order_id = $1', [orderId]);
    const heldMetric = async (app: NestFastifyApplication): Promise<string | undefined> => {
      const metrics = (await app.inject({ method: 'GET', url: '/metrics' })).body;
      return /delay_scanner_held\{.*\} (\d)\n/.exec(metrics)?.[1];
    };
    const ticksOf = async (app: NestFastifyApplication): Promise<number> => {
      const metrics = (await app.inject({ method: 'GET', url: '/metrics' })).body;
      return Number(
        /delay_scanner_last_tick_timestamp_seconds\{.*\} ([\d.]+)/.exec(metrics)?.[1] ?? 0,
      );
    };
    /** Until the scanner has looked at the feeds some more times. */
    const afterMoreTicks = async (app: NestFastifyApplication): Promise<void> => {
      for (let n = 0; n < 5; n += 1) {
        const before = await ticksOf(app);
        await eventually(async () => expect(await ticksOf(app)).toBeGreaterThan(before));
      }
    };

    beforeEach(() => database.query('truncate feed_watermark'));

    it('say once that they are held, decide nothing, and go on by themselves with all that was due', async () => {
      await place([6_001, 6_002], minutesFromNow(-20));
      await heartbeat(3_600);
      const log = captureLogger();
      const app = await start(service.url, EVENTS_MUST_LIVE, log);
      await eventually(async () => expect(await heldMetric(app)).toBe('1'));
      await afterMoreTicks(app);
      expect(await told(6_001)).toEqual([]);
      expect(log.messagesOf('warn').filter((message) => message === HELD)).toHaveLength(1);
      expect(log.lines.find(({ msg }) => msg === HELD)).toMatchObject({ staleFeeds: ['events'] });
      expect(await readiness(app)).toBe(200);

      await heartbeat(1);
      await eventually(noneDue);
      expect(await told(6_001)).not.toEqual([]);
      expect(await told(6_002)).not.toEqual([]);
      await eventually(async () => expect(await heldMetric(app)).toBe('0'));
      expect(log.messagesOf('info').filter((message) => message === FREED)).toHaveLength(1);
    });

    it('are held by a feed that was never heard, and not by one that nobody expects', async () => {
      await place([6_101], minutesFromNow(-20));
      await database.query('truncate feed_watermark');
      await heartbeat(1, 'cdc');
      const app = await start(service.url, EVENTS_MUST_LIVE);
      await eventually(async () => expect(await heldMetric(app)).toBe('1'));
      await afterMoreTicks(app);
      expect(await told(6_101)).toEqual([]);
      await Promise.all(running.splice(0).map((each) => each.close()));
      await start(service.url, { freshness: { feeds: ['cdc'], staleAfterMs: 60_000 } });
      await eventually(async () => expect(await told(6_101)).not.toEqual([]));
    });

    it('show how much is due while they are held', async () => {
      await place([6_201, 6_202, 6_203], minutesFromNow(-20));
      await database.query('truncate feed_watermark');
      const app = await start(service.url, EVENTS_MUST_LIVE);
      await eventually(async () => {
        const metrics = (await app.inject({ method: 'GET', url: '/metrics' })).body;
        expect(metrics).toMatch(/delay_scanner_due_orders\{.*\} 3\n/);
      });
      await heartbeat(1);
      await eventually(noneDue);
    });
  });

  it('look at a restaurant’s orders by themselves once its new hours have settled (ADR 11)', async () => {
    const hours = (closes: string) => ({
      name: 'Ajanta',
      timeZone: 'UTC',
      openingHours: [1, 2, 3, 4, 5, 6, 7].map((dayOfWeek) => ({
        dayOfWeek,
        opens: '11:00',
        closes,
      })),
      closures: [],
    });
    const hear = (version: number, closes: string) =>
      new PostgresReplica(database, { name: 'events', worker: 'spec' }).apply({
        orders: [],
        restaurants: [{ id: 77, version, fields: hours(closes) }],
      });
    const undeliverable = (): Promise<object[]> =>
      database.query(
        `select from delayed_order_notification where order_id = 7001
         and condition = 'UNDELIVERABLE' and audience = 'CUSTOMER_SERVICE'`,
      );
    await hear(0, '23:59');
    const kitchen = { ...IN_THE_KITCHEN, restaurantId: 77 };
    await place([7_001], minutesFromNow(50), kitchen);
    await Promise.all([start(), start()]);
    await eventually(noneDue);
    expect(await undeliverable()).toEqual([]);
    await hear(1, '19:01');
    await eventually(async () => expect(await undeliverable()).toHaveLength(1));
    await eventually(async () => {
      expect(
        await database.query('select from restaurant_replica where hours_settle_at is not null'),
      ).toEqual([]);
    });
  });
});
