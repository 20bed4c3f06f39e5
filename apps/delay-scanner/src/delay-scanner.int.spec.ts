import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  COMMANDS_EXCHANGE,
  SEND_BY_EMAIL,
  SendDelayedOrderNotification,
} from '@ftgo/delayed-orders-contracts';
import type { OrderFields } from '@ftgo/delayed-orders-domain';
import { DEFAULT_DELAY_POLICY, DEFAULT_OFFER_POLICY } from '@ftgo/delayed-orders-domain';
import { migrate, PostgresReplica } from '@ftgo/delayed-orders-persistence';
import { createHttpApp } from '@ftgo/platform-lifecycle';
import { captureLogger, eventually } from '@ftgo/platform-observability/testing';
import { Database } from '@ftgo/platform-postgres';
import type { TestDatabase } from '@ftgo/platform-postgres/testing';
import { createTestDatabase } from '@ftgo/platform-postgres/testing';
import { TcpProxy, testBrokerUrl, uniqueName, withChannel } from '@ftgo/platform-rabbitmq/testing';
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
  let testDatabase: TestDatabase;
  let database: Database;
  let queue: string;
  const running: NestFastifyApplication[] = [];

  const start = async (databaseUrl = testDatabase.url): Promise<NestFastifyApplication> => {
    const { logger } = captureLogger();
    const config = {
      logLevel: 'info',
      http: { host: '127.0.0.1', port: 0 },
      databaseUrl,
      rabbitmqUrl: testBrokerUrl(),
      tickMs: 20,
      batchSize: 7,
      relayTickMs: 20,
      delayPolicy: DEFAULT_DELAY_POLICY,
      offerPolicy: DEFAULT_OFFER_POLICY,
      offerBudgetCents: BUDGET_CENTS,
      freshness: { feeds: [], staleAfterMs: 60_000 },
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
    testDatabase = await createTestDatabase();
    await migrate(testDatabase.url);
    database = new Database(
      { url: testDatabase.url, applicationName: 'spec' },
      captureLogger().logger,
    );
    await database.query(
      `insert into app_clock (real_from, business_from, rate) values (clock_timestamp(), $1, 0)`,
      [NOW],
    );
    queue = uniqueName('delay-scanner-spec');
    await withChannel(async (channel) => {
      await channel.assertExchange(COMMANDS_EXCHANGE, 'topic', { durable: true });
      await channel.assertQueue(queue, { durable: true });
      await channel.bindQueue(queue, COMMANDS_EXCHANGE, SEND_BY_EMAIL);
    });
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map((app) => app.close()));
  });

  afterAll(async () => {
    await withChannel((channel) => channel.deleteQueue(queue));
    await database.close();
    await testDatabase.drop();
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
    await place(atRisk, minutesFromNow(5), IN_THE_KITCHEN);
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
    const proxy = await TcpProxy.open(testDatabase.url);
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
});
