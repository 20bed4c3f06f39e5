import { serviceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import type { ServiceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  DelayedOrdersPage,
  DeliveryStatistics,
  EVENTS_EXCHANGE,
  OFFER_ACCEPTED,
} from '@ftgo/delayed-orders-contracts';
import { OfferLinks } from '@ftgo/delayed-orders-customer-links';
import { createHttpApp } from '@ftgo/platform-lifecycle';
import { captureLogger, eventually } from '@ftgo/platform-observability/testing';
import { Database } from '@ftgo/platform-postgres';
import {
  messagesIn,
  testBrokerUrl,
  uniqueName,
  withChannel,
} from '@ftgo/platform-rabbitmq/testing';
import { DelayedOrdersApiModule } from './delayed-orders-api.module.js';
import type { StandingOffer } from './testing/served-orders.js';
import { endOrder, listOrder, makeOffer, minutesAgo, openAjanta } from './testing/served-orders.js';

const LINKS = { publicUrl: 'https://ftgo.example', key: 'ajanta-ajanta-ajanta-ajanta-ajanta' };
const links = new OfferLinks(LINKS);
const log = captureLogger();

let service: ServiceDatabase;
let database: Database;
let app: NestFastifyApplication;

type Answer = Awaited<ReturnType<typeof get>>;

const get = (url: string) => app.inject({ method: 'GET', url });
const post = (url: string) => app.inject({ method: 'POST', url });

function expectProblem(answer: Answer, ...named: string[]): void {
  expect(answer.statusCode).toBe(400);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  const problem = answer.json<{ status: number; detail: string }>();
  expect(problem.status).toBe(400);
  for (const name of named) expect(problem.detail).toContain(name);
}

beforeAll(async () => {
  service = await serviceDatabase();
  database = new Database({ url: service.url, applicationName: 'spec' }, log.logger);
  await openAjanta(database);
  const config = {
    logLevel: 'info',
    http: { host: '127.0.0.1', port: 0 },
    databaseUrl: service.url,
    rabbitmqUrl: testBrokerUrl(),
    links: LINKS,
    addressDigestKey: 'ajanta-ajanta-ajanta-ajanta-digests',
    smsToken: undefined,
    emailReceiptsSecret: undefined,
    pageLimit: 100,
    freshness: { feeds: ['events'], staleAfterMs: 60_000 },
  };
  app = await createHttpApp(DelayedOrdersApiModule.forConfig(config, log.logger), log.logger);
  await app.init();
  await eventually(async () => expect((await get('/readyz')).statusCode).toBe(200));
});

afterAll(async () => {
  await app.close();
  await database.close();
  await service.drop();
});

describe('GET /delayed-orders', () => {
  const listed: number[] = [];

  beforeAll(async () => {
    for (let orderId = 1; orderId <= 25; orderId += 1) {
      // Three orders share each instant: one batch decides many orders at once.
      const since = minutesAgo(Math.floor(orderId / 3));
      const condition = orderId % 5 === 0 ? 'UNDELIVERABLE' : 'LATE';
      await listOrder(database, { orderId, condition, since });
      listed.push(orderId);
    }
    await listOrder(database, { orderId: 50, condition: 'AT_RISK', since: minutesAgo(1) });
    await listOrder(database, { orderId: 51, condition: 'ON_TIME', since: minutesAgo(1) });
    await listOrder(database, { orderId: 52, condition: 'RECOVERED', since: minutesAgo(1) });
    const ended = { condition: 'LATE', since: minutesAgo(9), endedAt: minutesAgo(1) } as const;
    await listOrder(database, { orderId: 53, ...ended });
    await database.query(
      `insert into delayed_order_notification (order_id, notification_id, promise_generation,
         condition, audience, channel, reason, decided_at, decided_on_version, use_by, state,
         settled_at)
       values (1, $1, 0, 'LATE', 'CUSTOMER', 'EMAIL', 'PROMISE_PASSED', $2, 1, $2, 'SENT', $2)`,
      [randomUUID(), minutesAgo(3)],
    );
  });

  const pages = async (limit: number, query = ''): Promise<DelayedOrdersPage[]> => {
    const answers: DelayedOrdersPage[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const after = cursor === '' ? '' : `&cursor=${cursor}`;
      const answer = await get(`/delayed-orders?limit=${limit}${after}${query}`);
      expect(answer.statusCode).toBe(200);
      const page = DelayedOrdersPage.parse(answer.json());
      answers.push(page);
      cursor = page.nextCursor;
    }
    return answers;
  };

  it.each([1, 2, 7, 24, 25, 26, 100])('pages of %i cover every order once', async (limit) => {
    const read = await pages(limit);
    const ids = read.flatMap(({ orders }) => orders.map(({ orderId }) => orderId));
    expect([...ids].sort((a, b) => a - b)).toEqual(listed);
    expect(read.every(({ orders }) => orders.length <= limit)).toBe(true);
    expect(read).toHaveLength(Math.ceil(listed.length / limit));
  });

  it('begins with the newest condition', async () => {
    const [page] = await pages(100);
    const instants = page?.orders.map(({ since }) => since) ?? [];
    expect(instants).toEqual([...instants].sort().reverse());
  });

  it('shows orders at risk only when they are asked for', async () => {
    const [atRisk] = await pages(100, '&condition=AT_RISK');
    expect(atRisk?.orders.map(({ orderId }) => orderId)).toEqual([50]);
    const [undeliverable] = await pages(100, '&condition=UNDELIVERABLE');
    expect(undeliverable?.orders).toHaveLength(5);
  });

  it('says how late, who was told, and how far the replica has got', async () => {
    const [page] = await pages(100);
    expect(page?.asOf).toBe(minutesAgo(1).toISOString());
    expect(page?.orders.find(({ orderId }) => orderId === 1)).toMatchObject({
      consumerId: 7,
      restaurantName: 'Ajanta',
      condition: 'LATE',
      minutesLate: 10,
      told: [{ condition: 'LATE', audience: 'CUSTOMER', channel: 'EMAIL', state: 'SENT' }],
    });
    expect(page?.orders.find(({ orderId }) => orderId === 2)?.told).toEqual([]);
  });

  it('tells nothing by which a customer could be reached (I8)', async () => {
    const { body } = await get('/delayed-orders');
    expect(body).not.toMatch(/email"|phone|address|firstName|lastName|@/);
  });

  it.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=vindaloo', 'limit'],
    ['condition=HUNGRY', 'condition'],
    ['cursor=vindaloo', 'cursor'],
    [`cursor=${'x'.repeat(101)}`, 'cursor'],
    ['colour=red', 'colour'],
    ['limit=1&limit=2', 'limit'],
  ])('refuses %s by the parameter’s name', async (query, name) => {
    expectProblem(await get(`/delayed-orders?${query}`), name);
  });

  it('names all bad parameters at once', async () => {
    expectProblem(await get('/delayed-orders?limit=0&condition=HUNGRY'), 'limit', 'condition');
  });

  it('takes a forged cursor for a place, and finds nothing there or everything', async () => {
    for (const place of ['0.1', '999999999999999.9999999999999999']) {
      const cursor = Buffer.from(place).toString('base64url');
      expect([200, 400]).toContain((await get(`/delayed-orders?cursor=${cursor}`)).statusCode);
    }
  });
});

describe('/offers/:token', () => {
  let orders = 1_000;

  const anOffer = async (changes: Partial<StandingOffer> = {}): Promise<StandingOffer> => {
    const offer: StandingOffer = {
      orderId: (orders += 1),
      offerId: randomUUID(),
      amountCents: 500,
      expiresAt: minutesAgo(-60),
      ...changes,
    };
    await makeOffer(database, offer);
    return offer;
  };
  const pathOf = (offer: StandingOffer): string => `/offers/${links.tokenFor(offer)}`;
  const acceptedAt = async ({ orderId }: StandingOffer): Promise<Date | null | undefined> => {
    const [row] = await database.query<{ accepted_at: Date | null }>(
      'select accepted_at from offer where order_id = $1',
      [orderId],
    );
    return row?.accepted_at;
  };

  it('GET shows the offer and changes nothing, however often it is opened', async () => {
    const offer = await anOffer();
    for (let times = 0; times < 3; times += 1) {
      const answer = await get(pathOf(offer));
      expect(answer.statusCode).toBe(200);
      expect(answer.body).toContain('$5.00');
      expect(answer.body).toContain('<form method="post">');
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      });
    }
    expect(await acceptedAt(offer)).toBeNull();
  });

  it('POST accepts once, though fifty come at the same moment, and tells the monolith once (I9, I4)', async () => {
    const queue = uniqueName('delayed-orders-api-spec');
    await withChannel(async (channel) => {
      await channel.assertExchange(EVENTS_EXCHANGE, 'topic', { durable: true });
      await channel.assertQueue(queue, { durable: true });
      await channel.bindQueue(queue, EVENTS_EXCHANGE, OFFER_ACCEPTED);
    });
    try {
      const offer = await anOffer();
      const path = pathOf(offer);
      const answers = await Promise.all(Array.from({ length: 50 }, () => post(path)));
      expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(50).fill(200));
      expect(await acceptedAt(offer)).toBeInstanceOf(Date);
      const metrics = (await get('/metrics')).body;
      expect(metrics).toMatch(/offers_accepted_total\{outcome="accepted".*\} 1\n/);
      expect(metrics).toMatch(/offers_accepted_total\{outcome="already".*\} 49\n/);

      await eventually(async () => expect(await messagesIn(queue)).toBeGreaterThan(0));
      await pause(1_000);
      const bodies = await takeAll(queue);
      const ours = bodies.filter(({ id }) => id === offer.offerId);
      expect(ours).toHaveLength(1);
      expect(ours[0]?.data).toMatchObject({ orderId: offer.orderId, amountCents: 500 });
    } finally {
      await withChannel((channel) => channel.deleteQueue(queue));
    }
  });

  it('shows an accepted offer as accepted, without a button', async () => {
    const offer = await anOffer();
    await post(pathOf(offer));
    const answer = await get(pathOf(offer));
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('This credit is yours.');
    expect(answer.body).not.toContain('<form');
  });

  it('answers 404 to a tampered token, and accepts nothing', async () => {
    const offer = await anOffer();
    const token = links.tokenFor(offer);
    const tampered = `${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`;
    const bySomebodyElse = new OfferLinks({ ...LINKS, key: 'x'.repeat(32) }).tokenFor(offer);
    for (const bad of [tampered, bySomebodyElse, 'vindaloo', '%00', 'x'.repeat(900)]) {
      expect((await get(`/offers/${bad}`)).statusCode).toBe(404);
      expect((await post(`/offers/${bad}`)).statusCode).toBe(404);
    }
    expect(await acceptedAt(offer)).toBeNull();
  });

  it('answers 404 to a signed offer that does not exist', async () => {
    const offer = { orderId: 1, offerId: randomUUID(), amountCents: 5, expiresAt: minutesAgo(-1) };
    expect((await post(pathOf(offer))).statusCode).toBe(404);
  });

  it.each([
    ['expired', { expiresAt: minutesAgo(1) }],
    ['taken back', { releasedAt: minutesAgo(1) }],
  ])('answers 410 to an offer that was %s, and accepts nothing', async (_how, changes) => {
    const offer = await anOffer(changes);
    expect((await get(pathOf(offer))).statusCode).toBe(410);
    expect((await post(pathOf(offer))).statusCode).toBe(410);
    expect(await acceptedAt(offer)).toBeNull();
  });

  it('accepts the post of a plain form, as a browser sends it', async () => {
    const offer = await anOffer();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await app.inject({ method: 'POST', url: pathOf(offer), headers, payload: '' });
    expect(answer.statusCode).toBe(200);
    expect(await acceptedAt(offer)).toBeInstanceOf(Date);
  });
});

describe('GET /delivery-statistics', () => {
  beforeAll(async () => {
    const lateness = [-10, -5, 0, 10, 20];
    for (const [at, minutesLate] of lateness.entries()) {
      const foresight = minutesLate === 20 ? 'AT_RISK' : 'LATE_ONLY';
      await endOrder(database, {
        orderId: 2_000 + at,
        ending: 'DELIVERED',
        minutesLate,
        foresight,
      });
    }
    await endOrder(database, { orderId: 2_010, ending: 'DELIVERED' });
    await endOrder(database, { orderId: 2_011, restaurantId: 2, ending: 'UNDELIVERED' });
    await endOrder(database, { orderId: 2_012, restaurantId: 2, ending: 'CANCELLED' });
    const longAgo = minutesAgo(60 * 24 * 3);
    await endOrder(database, { orderId: 2_013, ending: 'CANCELLED', endedAt: longAgo });
  });

  const statistics = async (query = ''): Promise<DeliveryStatistics> => {
    const answer = await get(`/delivery-statistics${query}`);
    expect(answer.statusCode).toBe(200);
    return DeliveryStatistics.parse(answer.json());
  };

  it('are those of the last day unless a period is given', async () => {
    const { total, from, to } = await statistics();
    expect(Date.parse(to) - Date.parse(from)).toBe(86_400_000);
    expect(total).toEqual({
      restaurantId: null,
      orders: 8,
      delivered: 6,
      undelivered: 1,
      cancelled: 1,
      onTimeShare: 0.6,
      latenessMinutes: { p50: 0, p90: 16, p99: 19.6 },
      foreseen: { atRisk: 1, lateOnly: 1, not: 1 },
    });
  });

  it('are told by restaurant, the one with most orders first', async () => {
    const { byRestaurant } = await statistics();
    expect(byRestaurant.map(({ restaurantId, orders }) => [restaurantId, orders])).toEqual([
      [1, 6],
      [2, 2],
    ]);
  });

  it('can be asked for one restaurant and for a period, which excludes its end', async () => {
    expect((await statistics('?restaurantId=2')).total).toMatchObject({ orders: 2, delivered: 0 });
    const at = minutesAgo(30).toISOString();
    const until = await statistics(`?from=${minutesAgo(60).toISOString()}&to=${at}`);
    expect(until.total).toMatchObject({ orders: 0, onTimeShare: null, latenessMinutes: null });
    const since = await statistics(`?from=${at}&to=${minutesAgo(29).toISOString()}`);
    expect(since.total.orders).toBe(8);
  });

  it.each([
    ['from=yesterday', 'from'],
    ['to=2026-10-03T19:00:00', 'to'],
    ['restaurantId=Ajanta', 'restaurantId'],
    ['from=2026-10-03T19:00:00Z&to=2026-10-03T19:00:00Z', 'from'],
    ['from=2020-01-01T00:00:00Z&to=2026-10-03T19:00:00Z', '366 days'],
    ['zone=UTC', 'zone'],
  ])('refuse %s by the parameter’s name', async (query, name) => {
    expectProblem(await get(`/delivery-statistics?${query}`), name);
  });
});

it('answers an unknown path with a problem, too', async () => {
  const answer = await get('/vindaloo');
  expect(answer.statusCode).toBe(404);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
});

/** Empties a queue. */
async function takeAll(queue: string): Promise<{ id: string; data: object }[]> {
  return withChannel(async (channel) => {
    const bodies: { id: string; data: object }[] = [];
    for (;;) {
      const message = await channel.get(queue, { noAck: true });
      if (message === false) return bodies;
      bodies.push(JSON.parse(message.content.toString()) as { id: string; data: object });
    }
  });
}
