import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

import { consumerId, ContactInfoUnavailableError } from '@ftgo/delayed-orders-domain';

import {
  CustomerContactInfoProxy,
  type CustomerContactInfoProxyOptions,
} from './customer-contact-info-proxy.js';
import {
  answers,
  answersJohn,
  answersStatus,
  answersText,
  ContactServer,
  drips,
  floods,
  hangs,
  JOHN,
  resets,
  type Behaviour,
} from './testing/contact-server.js';
import { Observed } from './testing/observed.js';

const john = consumerId(7);

let monolith: ContactServer;
let observed: Observed;
let proxy: CustomerContactInfoProxy;

function proxyWith(options: Partial<CustomerContactInfoProxyOptions> = {}): void {
  observed = new Observed();
  proxy = new CustomerContactInfoProxy({ baseUrl: monolith.url, observer: observed, ...options });
}

async function failureOf(lookup: Promise<unknown>): Promise<ContactInfoUnavailableError> {
  const error = await lookup.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ContactInfoUnavailableError);
  return error as ContactInfoUnavailableError;
}

beforeEach(async () => {
  monolith = await ContactServer.start();
  proxyWith();
});

afterEach(async () => {
  await proxy.close();
  await monolith.stop();
});

describe('CustomerContactInfoProxy', () => {
  it('finds how to reach a customer', async () => {
    expect(await proxy.findCustomerContactInfo(john)).toEqual({
      email: 'john@example.com',
      phone: '+15105550100',
      firstName: 'John',
      locale: 'en',
    });
    expect(monolith.paths).toEqual(['/consumers/7']);
    expect(observed.outcomes).toEqual(['found']);
    expect(observed.counts).toEqual([1, 0]);
  });

  it('asks at the path that it was given', async () => {
    proxyWith({ pathTemplate: '/customers/{consumerId}/contact' });
    await proxy.findCustomerContactInfo(john);

    expect(monolith.paths).toEqual(['/customers/7/contact']);
  });

  it('takes 404 for an answer: no such customer', async () => {
    monolith.behaves(answersStatus(404));

    expect(await proxy.findCustomerContactInfo(john)).toBeUndefined();
    expect(observed.outcomes).toEqual(['missing']);
  });

  it('asks once for lookups of one customer at the same time', async () => {
    const lookups = Array.from({ length: 50 }, () => proxy.findCustomerContactInfo(john));

    expect(new Set(await Promise.all(lookups)).size).toBe(1);
    expect(monolith.requestCount).toBe(1);
    expect(observed.outcomes).toEqual(['found']);
  });

  it('I8: keeps no answer: the next lookup asks again', async () => {
    await proxy.findCustomerContactInfo(john);
    monolith.behaves(answers({ ...JOHN, email: 'new@example.com' }));

    expect(await proxy.findCustomerContactInfo(john)).toMatchObject({ email: 'new@example.com' });
    expect(monolith.requestCount).toBe(2);
  });

  const unusable: readonly (readonly [what: string, behaviour: Behaviour, detail: string])[] = [
    ['a 500', answersStatus(500), 'status 500'],
    ['a 503', answersStatus(503), 'status 503'],
    ['a 429', answersStatus(429), 'status 429'],
    ['a 400', answersStatus(400), 'status 400'],
    ['a 204', answersStatus(204), 'status 204'],
    ['silence', hangs, 'timeout'],
    ['a body that drips', drips, 'timeout'],
    ['a body of ten megabytes', floods, 'size'],
    ['a dropped connection', resets, 'connection'],
    ['a redirect', answersStatus(302, { location: '/consumers/8' }), 'connection'],
    ['a page', answersText('<p>john@example.com</p>', 'text/html'), 'content-type'],
    ['no content type', answersStatus(200), 'content-type'],
    ['something that is not JSON', answersText('john@example.com'), 'not-json'],
    ['JSON of another shape', answers([JOHN]), 'schema'],
  ];

  it.each(unusable)(
    'fails on %s, and says so without contact data',
    async (_, behaviour, detail) => {
      proxyWith({ timeoutMs: detail === 'timeout' ? 100 : 15_000 });
      monolith.behaves(behaviour);

      const error = await failureOf(proxy.findCustomerContactInfo(john));

      expect(error.kind).toBe('failed');
      expect(error.message).toBe(
        `contact info of customer 7 is not available: no usable answer (${detail}); ask again later`,
      );
      expect(error.cause).toBeUndefined();
      expect(observed.outcomes).toEqual(['failed']);
      await observed.untilIdle();
      expect(observed.counts).toEqual([1, 0]);
    },
  );

  it('follows no redirect', async () => {
    monolith.behaves(answersStatus(307, { location: '/consumers/8' }));
    await failureOf(proxy.findCustomerContactInfo(john));

    expect(monolith.paths).toEqual(['/consumers/7']);
  });

  it('does not unfold a compressed body that it did not ask for beyond the limit', async () => {
    const bomb = gzipSync(`{"email":"${'j'.repeat(5_000_000)}"}`);
    monolith.behaves((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(bomb);
    });

    expect((await failureOf(proxy.findCustomerContactInfo(john))).message).toContain('(size)');
  });

  it('takes an answer of nearly 64 kB', async () => {
    monolith.behaves(answers({ ...JOHN, notes: 'x'.repeat(64_000) }));

    expect(await proxy.findCustomerContactInfo(john)).toMatchObject({ firstName: 'John' });
  });

  it('closes the connection of a request that ran out of time', async () => {
    proxyWith({ timeoutMs: 50 });
    monolith.behaves(hangs);
    await failureOf(proxy.findCustomerContactInfo(john));
    while (monolith.inFlight > 0) {
      await new Promise(setImmediate);
    }

    expect(monolith.abandonedCount).toBe(1);
  });

  it('says when the monolith wants to be asked again, and does not ask before', async () => {
    monolith.behaves(answersStatus(429, { 'retry-after': '30' }));
    const first = await failureOf(proxy.findCustomerContactInfo(john));
    monolith.behaves(answersJohn);
    const second = await failureOf(proxy.findCustomerContactInfo(consumerId(8)));

    expect(first).toMatchObject({ kind: 'failed', retryAfterMs: 30_000 });
    expect(second.kind).toBe('waiting');
    expect(second.retryAfterMs).toBeGreaterThan(0);
    expect(second.retryAfterMs).toBeLessThanOrEqual(30_000);
    expect(monolith.requestCount).toBe(1);
    expect(observed.outcomes).toEqual(['failed', 'rejected']);
  });

  it('asks again when that time is over', async () => {
    const soon = new Date(Date.now() + 1_500).toUTCString();
    monolith.behaves(answersStatus(503, { 'retry-after': soon }));
    const { retryAfterMs = 0 } = await failureOf(proxy.findCustomerContactInfo(john));
    monolith.behaves(answersJohn);
    await new Promise((resolve) => setTimeout(resolve, retryAfterMs + 20));

    expect(await proxy.findCustomerContactInfo(john)).toMatchObject({ firstName: 'John' });
  });

  it('ends what runs when it is closed, and asks nothing more', async () => {
    monolith.behaves(hangs);
    const running = failureOf(proxy.findCustomerContactInfo(john));
    await monolith.requests(1);
    await proxy.close();

    expect((await running).kind).toBe('waiting');
    expect((await failureOf(proxy.findCustomerContactInfo(john))).kind).toBe('waiting');
    expect(monolith.requestCount).toBe(1);
  });

  it('refuses to be made without a usable address', () => {
    expect(() => new CustomerContactInfoProxy({ baseUrl: 'monolith' })).toThrow(TypeError);
  });
});

const customers = (count: number) => Array.from({ length: count }, (_, i) => consumerId(i + 1));

describe('Lookups that are not let through', () => {
  it('all come again when the breaker lets one try, and soon after while that one tries', async () => {
    proxyWith({ breaker: { volumeThreshold: 1, resetTimeoutMs: 400 }, timeoutMs: 1_000 });
    monolith.behaves(answersStatus(500));
    await failureOf(proxy.findCustomerContactInfo(john));
    const pauses = async (): Promise<number[]> => {
      const lookups = customers(5).map((id) => failureOf(proxy.findCustomerContactInfo(id)));
      const failures = await Promise.all(lookups);
      return failures.map(({ retryAfterMs = 0 }) => retryAfterMs);
    };
    const whileOpen = await pauses();
    expect(Math.max(...whileOpen)).toBeLessThanOrEqual(400);
    expect(Math.max(...whileOpen) - Math.min(...whileOpen)).toBeLessThan(50);

    await pause(450);
    monolith.behaves(hangs);
    const probe = failureOf(proxy.findCustomerContactInfo(john));
    await monolith.requests(2);
    expect(await pauses()).toEqual(Array(5).fill(250));
    await proxy.close();
    await probe;
  });
});

describe('The bound on requests', () => {
  it('holds at the monolith while it hangs and every request runs out of time', async () => {
    proxyWith({ timeoutMs: 200, capacity: 5, breaker: { volumeThreshold: 1_000_000 } });
    monolith.behaves(hangs);
    for (let round = 0; round < 8; round += 1) {
      await Promise.allSettled(customers(40).map((id) => proxy.findCustomerContactInfo(id)));
      await observed.untilIdle();
    }

    expect(monolith.requestCount).toBe(40);
    expect(monolith.mostInFlight).toBe(5);
    expect(Math.max(...observed.counts)).toBe(5);
  });

  it('is 16 by default; more lookups wait, and are turned away without having been asked', async () => {
    monolith.behaves(hangs);
    const lookups = customers(20).map((id) => failureOf(proxy.findCustomerContactInfo(id)));
    await monolith.requests(16);
    const refused = await Promise.all(lookups.slice(16));
    await proxy.close();

    expect(refused.map(({ kind }) => kind)).toEqual(Array(4).fill('waiting'));
    expect(refused.map(({ retryAfterMs }) => retryAfterMs)).toEqual(Array(4).fill(250));
    expect(monolith.mostInFlight).toBe(16);
    await Promise.all(lookups);
  });

  it('lets the others wait for their turn, and never opens the breaker by being reached', async () => {
    proxyWith({ capacity: 1 });
    for (let round = 0; round < 5; round += 1) {
      await Promise.all(customers(20).map((id) => proxy.findCustomerContactInfo(id)));
    }

    expect(observed.states).toEqual([]);
    expect(monolith.mostInFlight).toBe(1);
    expect(monolith.requestCount).toBe(100);
  });
});
