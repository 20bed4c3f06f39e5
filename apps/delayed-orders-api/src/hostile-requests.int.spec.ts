import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DelayedOrdersPage } from '@ftgo/delayed-orders-contracts';
import { OfferLinks } from '@ftgo/delayed-orders-customer-links';
import type { ServiceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { serviceDatabase } from '@ftgo/delayed-orders-persistence/testing';
import { createHttpApp } from '@ftgo/platform-lifecycle';
import { captureLogger, eventually } from '@ftgo/platform-observability/testing';
import { testBrokerUrl } from '@ftgo/platform-rabbitmq/testing';
import fc from 'fast-check';
import { DelayedOrdersApiModule } from './delayed-orders-api.module.js';
import type { StandingOffer } from './testing/served-orders.js';
import { listOrder, makeOffer, minutesAgo, openAjanta } from './testing/served-orders.js';

const LINKS = { publicUrl: 'https://ftgo.example', key: 'ajanta-ajanta-ajanta-ajanta-ajanta' };
const links = new OfferLinks(LINKS);
const log = captureLogger();

let service: ServiceDatabase;
let app: NestFastifyApplication;

const ask = (method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD', url: string) =>
  app.inject({ method, url });
const get = (url: string) => ask('GET', url);
const count = async (sql: string, ...parameters: unknown[]): Promise<number> => {
  const [row] = await service.database.query<{ n: number }>(sql, parameters);
  return row?.n ?? NaN;
};

beforeAll(async () => {
  service = await serviceDatabase();
  await openAjanta(service.database);
  for (let orderId = 1; orderId <= 5; orderId += 1) {
    await listOrder(service.database, { orderId, condition: 'LATE', since: minutesAgo(orderId) });
  }
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
  await service.drop();
});

/** A refusal in problem+json that tells the rule and nothing from inside. */
function expectRefusal(answer: Awaited<ReturnType<typeof get>>, status = 400): void {
  expect(answer.statusCode).toBe(status);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(answer.json()).toMatchObject({ type: 'about:blank', status });
  expect(answer.body).not.toMatch(/select |insert |relation|syntax|stack|node_modules|postgres:/i);
}

describe('GET /delayed-orders, asked by somebody who means no good', () => {
  it.each([
    ...['0', '-1', '101', '1000000000', '1e9', '1e400', '-0', 'NaN', 'Infinity', '1.5', '0.1'],
    ...['', '%00', '1;drop table offer', "1' or '1'='1", '[]', '{}', 'null', '٣', '1,000', '0x1G'],
  ])('refuses a limit of %j by its name', async (limit) => {
    const answer = await get(`/delayed-orders?limit=${encodeURIComponent(limit)}`);
    expectRefusal(answer);
    expect(answer.json<{ detail: string }>().detail).toContain('limit');
  });

  it.each([
    ...['HUNGRY', 'late', 'LATE,AT_RISK', 'LATE ', 'ON_TIME', 'RECOVERED', '', '*', '%'],
    ...["LATE' or '1'='1", 'LATE\0', '__proto__', 'constructor', '<img src=x onerror=alert(1)>'],
  ])('refuses a condition of %j by its name', async (condition) => {
    const answer = await get(`/delayed-orders?condition=${encodeURIComponent(condition)}`);
    expectRefusal(answer);
    expect(answer.json<{ detail: string }>().detail).toContain('condition');
  });

  it.each([
    ['a parameter twice', 'limit=1&limit=1'],
    ['a list', 'condition[]=LATE'],
    ['an object', 'limit[$gt]=1'],
    ['an unknown one', 'consumerId=7'],
    ['a prototype', '__proto__[limit]=1'],
    ['a prototype of another name', 'constructor=1'],
    ['one in other letters', 'LIMIT=1'],
    ['a thousand', Array.from({ length: 1_000 }, (_, n) => `a${n}=1`).join('&')],
    ['one of ten thousand letters', `cursor=${'A'.repeat(10_000)}`],
    ['a broken escape', 'limit=%E0%A4%A'],
  ])('refuses %s', async (_what, query) => {
    expectRefusal(await get(`/delayed-orders?${query}`));
  });

  const cursorOf = (text: string): string => Buffer.from(text).toString('base64url');

  it.each([
    ...[
      '',
      '.',
      '1',
      '1.',
      '.1',
      '1.2.3',
      '-1.1',
      '1.-1',
      '1e9.1',
      ' 1.1',
      '1.1 ',
      '1.1\n',
      '１.1',
    ],
    ...['NaN.NaN', 'null.null', "1.1' or '1'='1", '1.1; drop table offer', '\0.\0', '1.1\0'],
    ...['9999999999999999.1', '1.99999999999999999'],
  ])('refuses a cursor that was forged of %j', async (text) => {
    const answer = await get(`/delayed-orders?cursor=${cursorOf(text)}`);
    expectRefusal(answer);
    expect(answer.json<{ detail: string }>().detail).toContain('cursor');
  });

  it('always answers a cursor of any text with a refusal or a page, and never fails', async () => {
    const before = log.messagesOf('error').length;
    const anyCursor = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 120 }),
      fc
        .tuple(fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.bigInt({ min: 0n, max: 10n ** 18n }))
        .map(([since, orderId]) => cursorOf(`${since}.${orderId}`)),
    );
    await fc.assert(
      fc.asyncProperty(anyCursor, async (cursor) => {
        const answer = await get(
          `/delayed-orders?cursor=${encodeURIComponent(cursor.toWellFormed())}`,
        );
        expect([200, 400]).toContain(answer.statusCode);
      }),
      { numRuns: 60 },
    );
    expect(log.messagesOf('error')).toHaveLength(before);
  });

  it('gives the same page for the same cursor, however often it is replayed', async () => {
    const first = DelayedOrdersPage.parse((await get('/delayed-orders?limit=2')).json());
    const replays = await Promise.all(
      Array.from({ length: 20 }, () => get(`/delayed-orders?limit=2&cursor=${first.nextCursor}`)),
    );
    const ids = replays.map((answer) =>
      DelayedOrdersPage.parse(answer.json()).orders.map(({ orderId }) => orderId),
    );
    expect(ids).toEqual(Array(20).fill([3, 4]));
  });

  it.each([
    '{{7*7}}',
    '<img src=x onerror=alert(1)>',
    '\u202eatnajA',
    'Ajanta\r\nSet-Cookie: a=b',
    '"},{"orderId":666',
    'x'.repeat(10_000),
  ])('tells the name of a restaurant as data and nothing else (%#)', async (name) => {
    await service.database.query('update restaurant_replica set name = $1', [name]);
    const answer = await get('/delayed-orders?limit=1');
    const { orders } = DelayedOrdersPage.parse(answer.json());
    expect(orders.map(({ restaurantName }) => restaurantName)).toEqual([name]);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(answer.headers).not.toHaveProperty('set-cookie');
    await service.database.query(`update restaurant_replica set name = 'Ajanta'`);
  });

  it.each(['POST', 'PUT', 'DELETE'] as const)('cannot be changed by %s', async (method) => {
    expectRefusal(await ask(method, '/delayed-orders'), 404);
  });

  it.each(['/delayed-orders/1', '//delayed-orders', '/%2e%2e/etc/passwd'])(
    'has no other path: %s',
    async (path) => {
      expect((await get(path)).statusCode).toBe(404);
    },
  );
});

describe('/offers/:token, replayed and tampered with (I9)', () => {
  let orders = 1_000;
  const anOffer = async (changes: Partial<StandingOffer> = {}): Promise<StandingOffer> => {
    const offer: StandingOffer = {
      orderId: (orders += 1),
      offerId: randomUUID(),
      amountCents: 500,
      expiresAt: minutesAgo(-60),
      ...changes,
    };
    await makeOffer(service.database, offer);
    return offer;
  };
  const post = (token: string) => ask('POST', `/offers/${token}`);
  const acceptances = ({ orderId }: StandingOffer): Promise<number> =>
    count(
      'select count(*)::int as n from offer where order_id = $1 and accepted_at is not null',
      orderId,
    );
  const acceptedInAll = (): Promise<number> =>
    count('select count(accepted_at)::int as n from offer');
  const counted = async (outcome: string): Promise<number> => {
    const metrics = (await get('/metrics')).body;
    return Number(
      new RegExp(`offers_accepted_total\\{outcome="${outcome}".*\\} (\\d+)`).exec(metrics)?.[1] ??
        0,
    );
  };

  it('is accepted exactly once though fifty replay it among fifty forgeries', async () => {
    const offer = await anOffer();
    const token = links.tokenFor(offer);
    const [body = '', signature = ''] = token.split('.');
    const before = await Promise.all(['accepted', 'already', 'invalid'].map(counted));
    const forgeries = Array.from({ length: 50 }, (_, n) =>
      n % 2 === 0
        ? `${links.tokenFor({ ...offer, amountCents: 501 + n }).split('.')[0]}.${signature}`
        : `${body}.${signature.slice(0, n % 43)}${signature[n % 43] === 'A' ? 'B' : 'A'}${signature.slice((n % 43) + 1)}`,
    );
    const answers = await Promise.all(forgeries.flatMap((forged) => [post(token), post(forged)]));
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(50);
    expect(answers.filter(({ statusCode }) => statusCode === 404)).toHaveLength(50);
    expect(await acceptances(offer)).toBe(1);
    const after = await Promise.all(['accepted', 'already', 'invalid'].map(counted));
    expect(after.map((value, index) => value - (before[index] ?? 0))).toEqual([1, 49, 50]);
  });

  it('is accepted for each of fifty customers who come at once, and for nobody twice', async () => {
    const offers = [];
    for (let n = 0; n < 50; n += 1) offers.push(await anOffer());
    const answers = await Promise.all(
      offers.flatMap((offer) => [post(links.tokenFor(offer)), post(links.tokenFor(offer))]),
    );
    expect(answers.every(({ statusCode }) => statusCode === 200)).toBe(true);
    expect(await Promise.all(offers.map(acceptances))).toEqual(Array(50).fill(1));
  });

  it('stays accepted when it is replayed after its end', async () => {
    const offer = await anOffer();
    await post(links.tokenFor(offer));
    await service.database.query('update offer set expires_at = $2 where order_id = $1', [
      offer.orderId,
      minutesAgo(1),
    ]);
    const answer = await post(links.tokenFor(offer));
    expect([answer.statusCode, await acceptances(offer)]).toEqual([200, 1]);
  });

  it('is refused once it has ended, though fifty come at once, and though its token names a later end', async () => {
    const offer = await anOffer({ expiresAt: minutesAgo(1) });
    const tokens = [offer, { ...offer, expiresAt: minutesAgo(-600) }].map((each) =>
      links.tokenFor(each),
    );
    const answers = await Promise.all(Array.from({ length: 25 }, () => tokens.map(post)).flat());
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([410]));
    expect(await acceptances(offer)).toBe(0);
  });

  it('gives the amount of the offer, whatever a token of ours says', async () => {
    const offer = await anOffer();
    const answer = await post(links.tokenFor({ ...offer, amountCents: 50_000 }));
    expect(answer.body).not.toContain('500.00');
    const amount = 'select amount_cents::int as n from offer where order_id = $1';
    expect(await count(amount, offer.orderId)).toBe(500);
  });

  it.each([
    ['nothing', ''],
    ['blanks', '%20%20'],
    ['a null character', '%00'],
    ['markup', encodeURIComponent('<script>alert(1)</script>')],
    ['a template', encodeURIComponent('{{7*7}}')],
    ['a path', '..%2f..%2fmetrics'],
    ['a quote', encodeURIComponent("' or '1'='1")],
    ['a thousand letters', 'A'.repeat(1_000)],
    ['two thousand dots', '.'.repeat(2_000)],
    ['a signature of nothing', `.${'A'.repeat(43)}`],
    [
      'a body of nothing we wrote',
      `${Buffer.from('a b c d e').toString('base64url')}.${'A'.repeat(43)}`,
    ],
  ])('refuses %s, shows nothing of it, and accepts nothing', async (_what, token) => {
    const before = await acceptedInAll();
    for (const answer of [await get(`/offers/${token}`), await post(token)]) {
      expect([404, 414]).toContain(answer.statusCode);
      expect(answer.body).not.toMatch(/<script>|49|root:|AAAA/);
    }
    expect(await acceptedInAll()).toBe(before);
  });

  it.each(['HEAD', 'PUT', 'DELETE'] as const)('changes nothing by %s', async (method) => {
    const offer = await anOffer();
    await ask(method, `/offers/${links.tokenFor(offer)}`);
    expect(await acceptances(offer)).toBe(0);
  });

  it.each([
    ['application/json', '{"amountCents":50000}'],
    ['application/json', '{"__proto__":{"amountCents":50000}}'],
    ['application/json', '{"half'],
    ['application/x-www-form-urlencoded', 'amountCents=50000&token=other'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['text/plain', 'x'.repeat(10_000)],
  ])('takes nothing from a body of %s: %s', async (type, payload) => {
    const offer = await anOffer();
    const answer = await app.inject({
      method: 'POST',
      url: `/offers/${links.tokenFor(offer)}`,
      headers: { 'content-type': type },
      payload,
    });
    expect(answer.statusCode).toBeLessThan(500);
    expect(await acceptances(offer)).toBe(answer.statusCode === 200 ? 1 : 0);
    expect(answer.body).not.toContain('500.00');
  });

  it('says nothing by which it could be stolen: no cache, no referrer, no frame', async () => {
    const offer = await anOffer();
    for (const answer of [await get(`/offers/${links.tokenFor(offer)}`), await post('vindaloo')]) {
      expect(answer.headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      });
      expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    }
  });

  it('is never written into the log: whoever reads it could accept', async () => {
    const token = links.tokenFor(await anOffer());
    await get(`/offers/${token}`);
    await post(token);
    expect(JSON.stringify(log.lines)).not.toContain(token);
    expect((await get('/metrics')).body).not.toContain(token);
  });
});

describe('when the database does not do what it is asked', () => {
  afterEach(() => service.database.query('alter table offer_away rename to offer'));

  it('tells the caller nothing from inside, and the operator what and why (I8, I12)', async () => {
    await service.database.query('alter table offer rename to offer_away');
    const token = links.tokenFor({
      orderId: 1,
      offerId: randomUUID(),
      amountCents: 1,
      expiresAt: minutesAgo(-1),
    });
    expectRefusal(await ask('POST', `/offers/${token}`), 500);
    const [line] = log.lines.filter(({ level }) => level === 'error').slice(-1);
    expect(line).toMatchObject({ msg: 'a request failed', err: { code: '42P01' } });
    expect(JSON.stringify(line)).not.toContain(token);
  });
});
